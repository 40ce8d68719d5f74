package consimt.consent;

/** Which rule the person believes the business broke. */
enum ReportReason {
    SPAM,
    SCAM,
    PROHIBITED_GOODS,
    IMPERSONATION,
    OFFENSIVE,
    OTHER
}
