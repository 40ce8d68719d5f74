package consimt.relation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The store of all standings, to read. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer, or if newer code wrote the relation in a shape that this code does not know.
 *
 * <p>A business may know a person under several ids. The relation of each id has the whole standing, so a check needs
 * one read.
 */
public interface Standings {

    /** Whether a read may lag behind the last write by moments, for half the price. */
    enum Consistency {
        EVENTUAL,
        STRONG
    }

    /** One read of half a request unit; one unit if strong. */
    Standing of(Relation relation, Consistency consistency);

    /** One batch read: half a request unit for each person, one if strong. The answer is never partial. */
    Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency);

    /** Relations that do not exist are left out. One batch read for each hundred. */
    Map<Relation, Standing> of(Collection<Relation> relations, Consistency consistency);

    /**
     * The standings under the persons' other ids, if a removal may be there that the given relations do not show.
     * Otherwise nothing is read.
     */
    default Map<Relation, Standing> withRemovals(Collection<Stands> relations) {
        Set<Relation> others = relations.stream()
                .filter(one -> one.standing.mayHaveRemovalElsewhere())
                .flatMap(one -> one.standing.allOthers(one.relation).stream())
                .collect(Collectors.toSet());
        return others.isEmpty() ? Map.of() : of(others, Consistency.STRONG);
    }

    /** The removal that covers an opt-out. One further read if the removal may be under another id. */
    default Optional<CurrentRemoval> removal(Scope optOut, Relation relation, Standing standing) {
        return CurrentRemoval.covering(
                optOut, relation, standing, withRemovals(List.of(new Stands(relation, standing))));
    }

    /**
     * The person's relations, by business.
     *
     * @param after the business to go on after, or null to start
     */
    StandingPage of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit);

    /** @param next the business to go on after, or null where there are no more */
    record StandingPage(List<Stands> relations, @Nullable BusinessId next) {}

    record Stands(Relation relation, Standing standing) {}
}
