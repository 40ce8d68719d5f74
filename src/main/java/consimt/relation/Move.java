package consimt.relation;

import consimt.answer.Outcome;
import java.util.Map;

/**
 * What a fact did to a standing.
 *
 * @param moved whether the store was changed
 * @param elsewhere the standings of the person's other ids at the business, after it
 */
public record Move(Standing before, Standing after, boolean moved, Map<Relation, Standing> elsewhere) {

    /**
     * The outcome for the caller.
     *
     * @param repeated whether the ledger already had the fact
     */
    public Outcome outcome(Fact fact, boolean repeated) {
        if (!fact.isInForce(after)) {
            return Outcome.SUPERSEDED;
        }
        if (repeated && !moved) {
            return Outcome.UNCHANGED;
        }
        return before.looksLike(after) ? Outcome.UNCHANGED : Outcome.RECORDED;
    }
}
