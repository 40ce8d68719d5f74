package consimt.refusal;

/** What a message of a person says to a business. The more protective one comes first. */
public enum Judgement {
    /** The whole message is an opt-out word, or the button is an opt-out button. */
    OPT_OUT,
    /** It may be a refusal. So it is no agreement, and holds marketing until somebody decides. */
    SUSPECTED_REFUSAL,
    /** In a script that no phrase knows, or in an odd look. It is neither agreement nor a refusal. */
    UNKNOWN_SCRIPT,
    /** Anything else. */
    TALK;

    /** Whether it is, or may be, a refusal. */
    public boolean mayRefuse() {
        return this == OPT_OUT || this == SUSPECTED_REFUSAL;
    }

    Judgement orMoreProtective(Judgement other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
