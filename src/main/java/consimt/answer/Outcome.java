package consimt.answer;

import java.util.List;

/** The first word of every answer. */
public enum Outcome {
    /** The input was not usable; the answer names each wrong field. Nothing was stored. */
    REJECTED,
    /** The {@code requestId} was used before for something else. Nothing was stored. */
    CONFLICT,
    /** The store did not answer; ask again. */
    UNAVAILABLE,
    /** Stored in the ledger and the standing, and it changed what stands. */
    RECORDED,
    /** Stored, but it was already so; or the same request came again. */
    UNCHANGED,
    /** Stored in the ledger, but a later decision stands. */
    SUPERSEDED,
    /** The business may now introduce itself, this once; the answer carries the three choices. */
    FIRST_CONTACT,
    /** The person has already agreed to the conversation. */
    ALREADY_OPEN,
    /** Not now; the answer carries the reason. */
    REFUSED,
    /** What was asked for. */
    FOUND,
    /** A link was made, and is told this once. */
    ISSUED,
    /** Relations were compared with the ledger, and made from it where they differed. */
    REBUILT,
    /** A permission for each person asked about. */
    CHECKED;

    /** Of an answer with an outcome for each of several things: whether any of them was recorded. */
    public static Outcome ofAll(List<Outcome> each) {
        return each.contains(RECORDED) ? RECORDED : UNCHANGED;
    }
}
