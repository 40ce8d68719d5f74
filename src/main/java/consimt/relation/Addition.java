package consimt.relation;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one update joins into one relation.
 *
 * @param known what is known of the same person under other ids, with these ids
 * @param fact a fact about this relation, or null
 * @param mergedWith the ids whose merge with the relation's own id is noted as finished
 * @param isTold whether these are the person's by the word of the business alone
 * @param begins whether the relation is believed to be absent; then one write creates it with all of this
 * @param ended the removals whose work was ended, so that they may be replaced
 * @param heldAgainAfter the last decision about ids that are too many, after which marketing was held again; or null
 */
public record Addition(
        Standing known,
        @Nullable Fact fact,
        Set<UserId> mergedWith,
        boolean isTold,
        boolean begins,
        Set<Removal> ended,
        @Nullable Mark heldAgainAfter) {

    public Addition(Standing known, @Nullable Fact fact, Set<UserId> mergedWith, boolean isTold, boolean begins) {
        this(known, fact, mergedWith, isTold, begins, Set.of(), null);
    }

    public static Addition of(Fact fact) {
        return new Addition(Standing.UNKNOWN, fact, Set.of(), false, false);
    }

    /** The same after the work of one more removal was ended. */
    public Addition ending(Removal removal) {
        Set<Removal> more = new HashSet<>(ended);
        more.add(removal);
        return new Addition(known, fact, mergedWith, isTold, begins, more, heldAgainAfter);
    }

    /** The same after marketing was held again because of this decision. */
    public Addition holdingAgainAfter(@Nullable Mark decision) {
        return new Addition(known, fact, mergedWith, isTold, begins, ended, decision);
    }

    /**
     * The decision that would end a hold of ids which are too many, if it was made about another hold. It comes with
     * what is known under other ids. A decision that is this addition's own fact is about all holds up to it.
     */
    public Optional<Mark> decisionAboutAnotherHold(Standing old) {
        boolean isDecided = old.marks().has(MarkKind.IDS_ACCEPTED)
                || known.marks().has(MarkKind.IDS_ACCEPTED)
                || fact != null && fact.kind() == Fact.Kind.IDS_ACCEPTED;
        if (!isDecided) {
            // Each update comes here, and hardly any has a decision.
            return Optional.empty();
        }
        Standing here = fact == null ? old : old.with(fact);
        boolean isHeld = here.stands(MarkKind.TOO_MANY_IDS) || known.stands(MarkKind.TOO_MANY_IDS);
        if (!isHeld) {
            return Optional.empty();
        }
        Standing next = to(old);
        Mark decision = next.marks().get(Marks.Key.of(MarkKind.IDS_ACCEPTED));
        if (decision == null || decision.equals(heldAgainAfter) || next.stands(MarkKind.TOO_MANY_IDS)) {
            return Optional.empty();
        }
        return Optional.of(decision);
    }

    /** The standing after this addition. The operation is idempotent. */
    public Standing to(Standing old) {
        Standing next = old.with(known).mergedWith(mergedWith, isTold);
        return fact == null ? next : next.with(fact);
    }

    /** The standing after the usual update, which adds the ids and the fact without a read. Often it is the same. */
    public Standing hoped(Standing old) {
        Standing identified =
                old.knownAs(known.knownAs()).toldAs(known.ids().told().all());
        return fact == null ? identified : identified.with(fact);
    }

    /** The same for a relation that exists after all. A later update notes the finished merge. */
    public Addition ofWhatIsThere() {
        return new Addition(known, fact, Set.of(), isTold, false, ended, heldAgainAfter);
    }

    /** Whether the addition changes nothing in this standing. */
    public boolean isIn(Standing standing) {
        return to(standing).equals(standing);
    }
}
