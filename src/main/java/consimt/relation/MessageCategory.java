package consimt.relation;

/** What a message to a person is for. */
public enum MessageCategory {
    MARKETING,
    UTILITY,
    AUTHENTICATION,
    SERVICE
}
