package consimt.refusal;

/** What a message of a person says to a business. */
public enum Judgement {
    /** The whole message is an opt-out word, or the button is an opt-out button. */
    OPT_OUT,
    /** It may be a refusal. So it is no agreement, and holds marketing until somebody decides. */
    SUSPECTED_REFUSAL,
    /** Anything else. */
    TALK
}
