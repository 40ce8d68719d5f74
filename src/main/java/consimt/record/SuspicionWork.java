package consimt.record;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The port for the work of deciding about messages that may be refusals. Throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface SuspicionWork {

    /**
     * Adds a message to the relation's open work, or opens work for it. Idempotent: a message is in one piece of work.
     *
     * @param text for the people who decide; null if there is none
     */
    void add(Relation relation, EntryId message, Instant arrivedAt, @Nullable MessageText text);

    /** Ends the relation's open work, because the person opted in after all of its messages. */
    void withdraw(Relation relation);
}
