package consimt.relation;

public enum MessageCategory {
    /** Marketing: offers, news, advertising. */
    MARKETING,
    /** About something that the person ordered or asked for: orders, deliveries. */
    UTILITY,
    /** Codes with which the person proves who they are. */
    AUTHENTICATION,
    /** Answers to the person. */
    SERVICE,
    /** A call that sells nothing. A call that sells is {@link #MARKETING} over {@code voice}. */
    CALL;

    public boolean isMarketing() {
        return this == MARKETING;
    }

    /** Whether the person waits for it. Of a new category it is no, until it is named here. */
    public boolean answersRequest() {
        return this == AUTHENTICATION || this == SERVICE;
    }
}
