package consimt.followup;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;

/**
 * What comes of held opt-outs that are true after all. Throws {@link consimt.function.StoreUnavailable} where the store
 * does not answer.
 */
public interface HeldOptOuts {

    /**
     * Applies one as if it had never been held. The same again changes nothing.
     *
     * @param optOut the entry that it has in the ledger
     * @param at when it happened
     */
    void release(Relation relation, EntryId optOut, Instant at);
}
