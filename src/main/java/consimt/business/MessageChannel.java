package consimt.business;

/** By which channel a message comes, as far as laws tell channels apart. */
public enum MessageChannel {
    /** Any electronic message: of a messenger, by SMS, by e-mail. A row for a narrower channel goes before. */
    ELECTRONIC,
    EMAIL,
    /** Calls. */
    VOICE
}
