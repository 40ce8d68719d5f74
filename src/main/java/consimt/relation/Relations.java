package consimt.relation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of all standings, to write. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer, or if newer code wrote the relation in a shape that this code does not know.
 *
 * <p>Each call writes one relation. The caller writes those of the person's other ids.
 */
public interface Relations {

    /**
     * Joins an addition into a relation. The call is idempotent.
     *
     * @param believed the standing as somebody just read it; null if nobody did, and then it is read. The change is
     *     correct in any case; if the belief is true, it takes one call
     */
    Joined join(Relation relation, Addition addition, @Nullable Standing believed);

    /** @param moved whether the store was changed */
    record Joined(Standing before, Standing after, boolean moved) {

        /** This change, followed by another one of the same relation. */
        public Joined then(Joined next) {
            return new Joined(before, next.after, moved || next.moved);
        }
    }

    /**
     * What one update joins into one relation.
     *
     * @param known what is known of the same person under other ids, with these ids
     * @param fact a fact about this relation, or null
     * @param mergedWith the ids whose merge with the relation's own id is noted as finished
     * @param isUnverified whether these are the person's by the word of the business alone
     * @param begins whether the relation is believed to be absent. If it is there, the finished merge is not noted yet
     */
    record Addition(Standing known, @Nullable Fact fact, Set<UserId> mergedWith, boolean isUnverified, boolean begins) {

        public static Addition of(Fact fact) {
            return new Addition(Standing.UNKNOWN, fact, Set.of(), false, false);
        }

        public Standing to(Standing old) {
            boolean isNoted = !begins || old.equals(Standing.UNKNOWN);
            Standing next = old.with(known).mergedWith(isNoted ? mergedWith : Set.of(), isUnverified);
            return fact == null ? next : next.with(fact);
        }

        public boolean isIn(Standing standing) {
            return to(standing).equals(standing);
        }
    }
}
