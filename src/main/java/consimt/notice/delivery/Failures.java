package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tries of an endpoint that failed, since one was taken.
 *
 * @param inARow how many
 * @param of the relation of the first of them, as a hash
 * @param ofSeveral whether notices of several relations are among them
 * @param since the time of the first of them; null if none failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failures(
        int inARow,
        @Nullable String of,
        boolean ofSeveral,
        @Nullable Instant since) {

    static final Failures NONE = new Failures(0, null, false, null);

    /** Of several relations, or without any answer. */
    private static final int TO_PARK = 3;

    /** Of one relation: some 25 minutes of tries. */
    private static final int ANSWERS_TO_PARK = 10;

    /** @param group the relation of the notice, as a hash; null if the relation does not matter any more */
    Failures and(@Nullable String group, FailedTry how) {
        return new Failures(
                inARow + 1,
                of == null ? group : of,
                ofSeveral || of != null && group != null && !of.equals(group),
                since == null ? how.at() : since);
    }

    /** A receiver that refuses one notice may take the others. So it is down after more tries. */
    boolean areOfOneThatIsDown(FailedTry last) {
        return inARow >= (ofSeveral || !last.isAnswer() ? TO_PARK : ANSWERS_TO_PARK);
    }

    /** Whether they last so long that nobody will mend it soon. */
    boolean areOver(FailedTry last) {
        return since != null && !last.at().isBefore(since.plus(Endpoint.SWITCHED_OFF_AFTER));
    }
}
