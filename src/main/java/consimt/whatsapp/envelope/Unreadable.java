package consimt.whatsapp.envelope;

/** Why what arrived is no envelope, so that nothing in it counts. */
enum Unreadable implements Received {
    /** More than {@link EnvelopeJson#LARGEST}. */
    TOO_LARGE,
    /** No JSON in UTF-8, or more than one value. */
    NOT_JSON,
    /** JSON of another form, beyond the parser's limits, or with a field twice, which has no one meaning. */
    NOT_AN_ENVELOPE
}
