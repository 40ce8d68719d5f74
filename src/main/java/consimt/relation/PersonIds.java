package consimt.relation;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids that a person has at a business, as one of them knows them. They only grow, and join by union.
 *
 * @param known all ids by more than the word of the business, the relation's own among them; empty while there is but one.
 *     There are {@link Standing#MOST_IDS} at most
 * @param merged those of the known ids whose merge with the relation's own is noted as finished: each has all that the
 *     other had
 * @param unverified the ids by the word of the business, which may be untrue: with the relation's own, and with the ids
 *     that are one with these by anybody's word; empty if there are none. Refusals count under such an id.
 *     What lifts a refusal does not
 * @param unverifiedMerged those of them whose merge with the relation's own is noted as finished
 */
public record PersonIds(Set<UserId> known, Set<UserId> merged, Set<UserId> unverified, Set<UserId> unverifiedMerged) {

    public static final PersonIds NONE = new PersonIds(Set.of(), Set.of(), Set.of(), Set.of());

    public PersonIds {
        known = Set.copyOf(known);
        merged = Set.copyOf(merged);
        unverified = Set.copyOf(unverified);
        unverifiedMerged = Set.copyOf(unverifiedMerged);
    }

    PersonIds with(Set<UserId> ids) {
        return new PersonIds(union(known, ids), merged, unverified, unverifiedMerged);
    }

    PersonIds withUnverified(Set<UserId> ids) {
        return new PersonIds(known, merged, union(unverified, ids), unverifiedMerged);
    }

    /**
     * The same where the merges with these ids are finished.
     *
     * @param isUnverified whether the ids are one by the word of the business alone
     */
    PersonIds mergedWith(Set<UserId> ids, boolean isUnverified) {
        return isUnverified
                ? new PersonIds(known, merged, unverified, union(unverifiedMerged, ids))
                : new PersonIds(known, union(merged, ids), unverified, unverifiedMerged);
    }

    /** With which ids the merges are finished. */
    public Set<UserId> merged(boolean isUnverified) {
        return isUnverified ? union(merged, unverifiedMerged) : merged;
    }

    /** By whosever word. */
    Set<UserId> all() {
        return union(known, unverified);
    }

    static <T> Set<T> union(Set<T> some, Set<T> others) {
        Set<T> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
