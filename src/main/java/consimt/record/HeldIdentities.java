package consimt.record;

import consimt.relation.Mark;
import consimt.relation.Relation;

/**
 * The work of deciding about ids that would be too many. Throws {@link consimt.runtime.StoreUnavailable} if the store
 * does not answer.
 */
public interface HeldIdentities {

    /**
     * Asks the operator to decide, once for each entry.
     *
     * @param held the entry in the relation's ledger about the id that was not made one with the relation's
     */
    void open(Relation relation, Mark held);
}
