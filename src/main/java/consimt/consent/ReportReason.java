package consimt.consent;

/** Which rule the person believes the business broke. */
public enum ReportReason {
    SPAM,
    SCAM,
    PROHIBITED_GOODS,
    IMPERSONATION,
    OFFENSIVE,
    OTHER
}
