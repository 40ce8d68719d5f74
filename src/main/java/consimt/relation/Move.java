package consimt.relation;

import consimt.answer.Outcome;
import java.util.Map;

/**
 * @param moved whether the store was changed
 * @param elsewhere the standings of the person's other ids at the business, after it
 * @param repeated whether the ledger already had the fact. An earlier call may then have moved the marks, and no more
 */
public record Move(
        Standing before, Standing after, boolean moved, Map<Relation, Standing> elsewhere, boolean repeated) {

    public Move(Standing before, Standing after, boolean moved, Map<Relation, Standing> elsewhere) {
        this(before, after, moved, elsewhere, false);
    }

    public static Move none(Standing standing) {
        return new Move(standing, standing, false, Map.of());
    }

    /** The same of a fact that the ledger already had. */
    public Move again() {
        return new Move(before, after, moved, elsewhere, true);
    }

    /** The same, and what others did since. */
    public Move upTo(Standing since) {
        return new Move(before, since, moved, elsewhere, repeated);
    }

    public Outcome outcome(Fact fact) {
        if (!fact.isInForce(after)) {
            return Outcome.SUPERSEDED;
        }
        if (repeated && !moved) {
            return Outcome.UNCHANGED;
        }
        return before.looksLike(after) ? Outcome.UNCHANGED : Outcome.RECORDED;
    }
}
