package consimt.relation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be joined into one relation.
 *
 * @param known what is known of the same person under other ids, and which ids there are
 * @param fact a fact about this relation, or null
 * @param mergedWith the ids whose merge with the relation's own is to be noted as finished
 * @param isTold whether these are one by the word of the business alone
 * @param begins whether the relation is thought not to be there yet; then it begins with all of this at once
 */
public record Addition(Standing known, @Nullable Fact fact, Set<UserId> mergedWith, boolean isTold, boolean begins) {

    public static Addition of(Fact fact) {
        return new Addition(Standing.UNKNOWN, fact, Set.of(), false, false);
    }

    /** Where it leads from a standing; from there to the same. */
    public Standing to(Standing old) {
        Standing next = old.with(known).mergedWith(mergedWith, isTold);
        return fact == null ? next : next.with(fact);
    }

    /** Where the usual update leads, which adds the ids and the fact without a read: often to all of it. */
    public Standing hoped(Standing old) {
        Standing identified =
                old.knownAs(known.knownAs()).toldAs(known.ids().told().all());
        return fact == null ? identified : identified.with(fact);
    }

    /** The same for a relation that is there after all: whether the merge is finished is then to be seen. */
    public Addition ofWhatIsThere() {
        return new Addition(known, fact, Set.of(), isTold, false);
    }

    /** Whether a standing has all of it. */
    public boolean isIn(Standing standing) {
        return to(standing).equals(standing);
    }
}
