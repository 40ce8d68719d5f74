package consimt.person;

import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a person at a business.
 *
 * @param standings under each id that is one with the asked one by more than the word of the business; the asked one is
 *     among them
 * @param unverified the others, by the word of the business
 */
record PersonIdsAt(Map<UserId, Standing> standings, Set<UserId> unverified) {

    /** Reads until no relation names a further id: a merge may have been cut off. */
    static PersonIdsAt of(Relation relation, Standings store) {
        Map<UserId, Standing> read = new TreeMap<>();
        Set<UserId> unread = Set.of(relation.userId());
        while (!unread.isEmpty()) {
            read.putAll(standings(relation.businessId(), unread, store));
            unread = read.values().stream()
                    .flatMap(standing -> standing.knownAs().stream())
                    .filter(id -> !read.containsKey(id))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<UserId> unverified = new TreeSet<>();
        read.values().forEach(standing -> unverified.addAll(standing.allIds()));
        unverified.removeAll(read.keySet());
        return new PersonIdsAt(read, unverified);
    }

    /**
     * The first business after this one that has a relation with the person, or the reservation of an introduction alone.
     *
     * @param items without which such a reservation is passed over
     */
    static Optional<BusinessId> nextBusiness(
            UserId userId, @Nullable BusinessId after, Standings standings, @Nullable PersonItems items) {
        Stream<BusinessId> relations = standings.of(userId, false, after, 1).items().stream()
                .map(next -> next.relation().businessId());
        Stream<BusinessId> introducing = items == null ? Stream.empty() : items.introducing(userId, after).stream();
        return Stream.concat(relations, introducing).min(Comparator.naturalOrder());
    }

    /**
     * The place of an id among those of the person, for page tokens: a token cannot open what is another person's, and no
     * number is found by trying.
     */
    static String key(UserId id, Set<UserId> ids) {
        return Integer.toString(ids.stream().sorted().toList().indexOf(id));
    }

    /** Other ids have another one, also where more than the business's word makes one of them the person's. */
    int hash() {
        return Objects.hash(standings.keySet(), unverified);
    }

    /** Whether an id has no further ids than these, and none by more than the word of the business that was by it alone. */
    boolean has(Standing standing) {
        return standings.keySet().containsAll(standing.knownAs())
                && standing.allIds().stream().allMatch(id -> standings.containsKey(id) || unverified.contains(id));
    }

    boolean isErasedSince(Instant at) {
        return standings.values().stream().allMatch(each -> each.isErasedSince(at));
    }

    private static Map<UserId, Standing> standings(BusinessId businessId, Set<UserId> ids, Standings store) {
        Map<UserId, Standing> standings = new TreeMap<>(store.of(businessId, ids, Consistency.STRONG));
        ids.forEach(id -> standings.putIfAbsent(id, Standing.UNKNOWN));
        return standings;
    }
}
