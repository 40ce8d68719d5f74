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
 * @param begins whether the relation is believed to be absent. If it is there, the finished merge is not noted yet
 */
public record Addition(
        Standing known, @Nullable Fact fact, Set<UserId> mergedWith, boolean isUnverified, boolean begins) {

    public static Addition of(Fact fact) {
        return new Addition(Standing.UNKNOWN, fact, Set.of(), false, false);
    }

    /** The standing after this addition. The operation is idempotent. */
    public Standing to(Standing old) {
        boolean isNoted = !begins || old.equals(Standing.UNKNOWN);
        Standing next = old.with(known).mergedWith(isNoted ? mergedWith : Set.of(), isUnverified);
        return fact == null ? next : next.with(fact);
    }

    /** Whether the addition changes nothing in this standing. */
    public boolean isIn(Standing standing) {
        return to(standing).equals(standing);
    }
}
