package consimt.relation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one update joins into one relation.
 *
 * @param known what is known of the same person under other ids, with these ids
 * @param fact a fact about this relation, or null
 * @param mergedWith the ids whose merge with the relation's own id is noted as finished
 * @param isUnverified whether these are the person's by the word of the business alone
 * @param begins whether the relation is believed to be absent; then one write creates it with all of this
 */
public record Addition(
        Standing known, @Nullable Fact fact, Set<UserId> mergedWith, boolean isUnverified, boolean begins) {

    public static Addition of(Fact fact) {
        return new Addition(Standing.UNKNOWN, fact, Set.of(), false, false);
    }

    /** The standing after this addition. The operation is idempotent. */
    public Standing to(Standing old) {
        Standing next = old.with(known).mergedWith(mergedWith, isUnverified);
        return fact == null ? next : next.with(fact);
    }

    /** The standing after the usual update, which adds the ids and the fact without a read. Often it is the same. */
    public Standing optimistic(Standing old) {
        Standing identified =
                old.knownAs(known.knownAs()).alsoUnverifiedAs(known.ids().unverified());
        return fact == null ? identified : identified.with(fact);
    }

    /** The same for a relation that exists after all. A later update notes the finished merge. */
    public Addition ofWhatIsThere() {
        return new Addition(known, fact, Set.of(), isUnverified, false);
    }

    /** Whether the addition changes nothing in this standing. */
    public boolean isIn(Standing standing) {
        return to(standing).equals(standing);
    }
}
