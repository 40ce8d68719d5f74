package consimt.followup;

import consimt.relation.EntryId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that may be a refusal. {@link #toString} does not show what the person wrote.
 *
 * @param id the name of the message: one message of one id of one person
 * @param arrivedAt at the first delivery
 * @param text what the person wrote, until somebody has decided; null if it is not kept
 * @param isCleared whether somebody read it, and decided that it is no refusal
 */
public record SuspectedRefusal(
        EntryId id, Instant arrivedAt, @Nullable String text, boolean isCleared) {

    /** The same after the decision: the text is needed no longer. */
    SuspectedRefusal withoutText() {
        return new SuspectedRefusal(id, arrivedAt, null, isCleared);
    }

    SuspectedRefusal cleared() {
        return new SuspectedRefusal(id, arrivedAt, null, true);
    }

    @Override
    public String toString() {
        return "SuspectedRefusal";
    }
}
