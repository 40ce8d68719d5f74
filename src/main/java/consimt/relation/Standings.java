package consimt.relation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every relation's standing, to read. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does not
 * answer, and where a relation was written by newer code in a shape that is not known here.
 *
 * <p>A person may be known to a business under several ids. Each of them has the whole standing, so asking needs no
 * further read.
 */
public interface Standings {

    /** Whether a read may lag behind the last write by moments, at half the price. */
    enum Consistency {
        EVENTUAL,
        STRONG
    }

    /** One read of half a request unit, or one if strong. */
    Standing of(Relation relation, Consistency consistency);

    /** One batch read, half a request unit each, or one if strong. Never a partial answer. */
    Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency);

    /** Those never seen are left out. One batch read for each hundred. */
    Map<Relation, Standing> of(Collection<Relation> relations, Consistency consistency);

    /**
     * The standings under the persons' other ids that tell of removals which theirs do not tell of. Nothing is read where
     * there can be none.
     */
    default Map<Relation, Standing> withRemovals(Collection<Stands> relations) {
        Set<Relation> others = relations.stream()
                .filter(one -> one.standing.mayHaveRemovalElsewhere())
                .flatMap(one -> one.standing.allOthers(one.relation).stream())
                .collect(Collectors.toSet());
        return others.isEmpty() ? Map.of() : of(others, Consistency.STRONG);
    }

    /** The removal that belongs to a person's opt-out in force. One further read where it may be under another id. */
    default Optional<CurrentRemoval> removal(Relation relation, Standing standing) {
        return CurrentRemoval.of(relation, standing, withRemovals(List.of(new Stands(relation, standing))));
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
