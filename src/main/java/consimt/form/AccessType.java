package consimt.form;

import consimt.answer.Caller;
import consimt.answer.Caller.Only;
import consimt.answer.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a function does, as far as it decides which tokens may call it. The table of functions ({@code
 * infra/functions.yaml}) has the same words.
 */
public enum AccessType {
    CHECKS,
    READS,
    /** Works a queue, and gives nobody a permission. */
    WORKS,
    /** Records what people refuse. If it records a yes, too, it looks by itself who may give it. */
    REFUSES,
    RECORDS;

    /** Why a token's limit keeps the caller from it; null if it does not. A refusal is taken by any token. */
    @Nullable Problem keptFrom(Caller caller) {
        Only only = caller.only();
        if (only == null || this == CHECKS || this == REFUSES || this == READS && only == Only.READ) {
            return null;
        }
        return new Problem(
                Caller.CALLER,
                Problem.Code.NOT_ALLOWED,
                only == Only.READ ? "this token is only to read" : "this token is only to check");
    }
}
