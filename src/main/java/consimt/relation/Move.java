package consimt.relation;

import consimt.function.Outcome;
import java.util.Map;

/**
 * What a fact did to a standing.
 *
 * @param moved whether the store was changed
 * @param elsewhere how it left the relations that the person has with the business under other ids
 */
public record Move(Fact fact, Standing before, Standing after, boolean moved, Map<Relation, Standing> elsewhere) {

    /**
     * The outcome for the caller.
     *
     * @param repeated whether the ledger already had the fact
     */
    public Outcome outcome(boolean repeated) {
        if (repeated && !moved) {
            return Outcome.UNCHANGED;
        }
        if (!fact.isInForce(after)) {
            return Outcome.SUPERSEDED;
        }
        return looksAlike() ? Outcome.UNCHANGED : Outcome.RECORDED;
    }

    /** Whether a caller sees the same state before and after; that it now dates from another instant does not count. */
    private boolean looksAlike() {
        return before.isBlocked() == after.isBlocked()
                && before.conversation() == after.conversation()
                && before.basis() == after.basis()
                && before.marketing() == after.marketing()
                && before.reports().equals(after.reports());
    }
}
