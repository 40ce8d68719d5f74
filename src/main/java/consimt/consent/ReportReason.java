package consimt.consent;

/** How a business is believed to break the rules. */
enum ReportReason {
    SPAM,
    SCAM,
    PROHIBITED_GOODS,
    IMPERSONATION,
    OFFENSIVE,
    OTHER
}
