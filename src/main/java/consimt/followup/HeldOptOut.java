package consimt.followup;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;

/**
 * An opt-out that is not to be applied before somebody looked at it.
 *
 * @param optOut the entry that it has in the ledger once it is released
 * @param decidedAs the id under which it was decided that it is held, the same in every release
 * @param at when it happened
 */
public record HeldOptOut(Relation relation, EntryId optOut, EntryId decidedAs, Instant at) {

    public HeldOptOut(Relation relation, EntryId optOut, Instant at) {
        this(relation, optOut, optOut, at);
    }
}
