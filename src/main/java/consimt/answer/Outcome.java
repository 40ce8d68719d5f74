package consimt.answer;

import java.util.List;

/** The first field of every answer: what became of the request. */
public enum Outcome {
    /** The input cannot be used. The answer names each wrong field. Nothing was stored. */
    REJECTED,
    /** The same {@code requestId} was used before, with other content. Nothing was stored. */
    CONFLICT,
    /** The store did not answer in time. Repeat the same request. */
    UNAVAILABLE,
    /** Stored, and it changed what is in force. */
    RECORDED,
    /**
     * Nothing changed: this was in force already, or the same request came before. A message that changes nothing is
     * not stored.
     */
    UNCHANGED,
    /** Stored in the ledger. A later decision is in force. */
    SUPERSEDED,
    /** The business may introduce itself, this once. The answer has the three choices. */
    FIRST_CONTACT,
    /** The business may introduce itself, and then says whether the introduction was sent. */
    RESERVED,
    /** Somebody else introduces the business now. Ask again later. */
    BUSY,
    /** The person has already agreed to the conversation. */
    ALREADY_OPEN,
    REFUSED,
    FOUND,
    ISSUED,
    GIVEN,
    /** Relations were compared with the ledger, and rebuilt from it where they differed. */
    REBUILT,
    /** A permission for each person in the request. */
    CHECKED,
    /** What stands was looked at. The answer has what is wrong. */
    LOOKED,
    /** A list of people, by whether they may be reached. */
    FILTERED;

    /** The outcome of a request about several things: {@code RECORDED} if any of them was recorded. */
    public static Outcome ofAll(List<Outcome> each) {
        return each.contains(RECORDED) ? RECORDED : UNCHANGED;
    }
}
