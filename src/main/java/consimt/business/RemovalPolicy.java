package consimt.business;

/**
 * How a number leaves the business's marketing list.
 *
 * @param days by when people at the business do it, where they do it by hand; the day of the request is not counted
 */
public record RemovalPolicy(Mode mode, int days, DayKind dayKind) {

    /** The strictest number of business days in the laws that name one (Australia's Spam Act). */
    public static final int DEFAULT_DAYS = 5;

    /** The longest that any of them allows (47 CFR 64.1200(a)(10), CAN-SPAM, CASL s. 11). */
    public static final int MOST_DAYS = 10;

    public static final RemovalPolicy AT_ONCE = new RemovalPolicy(Mode.AUTOMATIC, DEFAULT_DAYS, DayKind.BUSINESS);

    public enum Mode {
        /** The business's systems follow at once. */
        AUTOMATIC,
        /** People do it; a follow-up tells them. */
        MANUAL
    }

    public enum DayKind {
        BUSINESS,
        CALENDAR
    }

    public boolean byHand() {
        return mode == Mode.MANUAL;
    }
}
