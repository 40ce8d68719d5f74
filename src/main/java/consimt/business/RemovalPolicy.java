package consimt.business;

/**
 * How a number leaves the business's marketing list.
 *
 * @param days if people do it by hand: within how many days. The day of the request does not count
 * @param dayKind which days count
 */
public record RemovalPolicy(Mode mode, int days, DayKind dayKind) {

    /** The strictest number of business days in a law that names one (Australia's Spam Act). */
    public static final int DEFAULT_DAYS = 5;

    /** The highest number that these laws allow (47 CFR 64.1200(a)(10), CAN-SPAM, CASL s. 11). */
    public static final int MOST_DAYS = 10;

    public static final RemovalPolicy AT_ONCE = new RemovalPolicy(Mode.AUTOMATIC, DEFAULT_DAYS, DayKind.BUSINESS);

    public enum Mode {
        /** The business's systems remove the number at once. */
        AUTOMATIC,
        /** People remove the number; a follow-up tells them. */
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
