package consimt.relation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every relation's standing. Each call throws {@link consimt.function.StoreUnavailable} where the store does not answer.
 *
 * <p>A person may be known to a business under several ids. Each of them has the whole standing, so asking needs no
 * further read; a fact is written to each.
 */
public interface Relations {

    /** Whether a read may lag behind the last write by moments, at half the price. */
    enum Consistency {
        EVENTUAL,
        STRONG
    }

    /** One read of half a request unit, or one if strong. */
    Standing of(Relation relation, Consistency consistency);

    /** One batch read, half a request unit each, or one if strong. Never a partial answer. */
    Map<UserId, Standing> of(BusinessId businessId, Set<UserId> userIds, Consistency consistency);

    /** As they are now; those never seen are left out. One batch read for each hundred. */
    Map<Relation, Standing> of(Collection<Relation> relations);

    /**
     * The standings under the persons' other ids that tell of removals which theirs do not tell of. Nothing is read where
     * there can be none.
     */
    default Map<Relation, Standing> withRemovals(Collection<One> relations) {
        Set<Relation> others = relations.stream()
                .filter(one -> one.standing.mayHaveRemovalElsewhere())
                .flatMap(one -> one.standing.others(one.relation).stream())
                .collect(Collectors.toSet());
        return others.isEmpty() ? Map.of() : of(others);
    }

    /** The removal that belongs to a person's opt-out in force. One further read where it may be under another id. */
    default Optional<CurrentRemoval> removal(Relation relation, Standing standing) {
        return CurrentRemoval.of(relation, standing, withRemovals(List.of(new One(relation, standing))));
    }

    /**
     * Joins a fact into the standing of its relation, and of those that the person has under other ids. The same fact
     * again does nothing.
     *
     * @param beforeReplacing told of a removal that is over, and in which relation, before a new one takes its place
     */
    Move join(Relation relation, Fact fact, BiConsumer<Relation, Removal> beforeReplacing);

    /**
     * Marks the business's first contact, if nothing stands in its way: granted once, however many ask, and under
     * whichever of the person's ids.
     *
     * @return what was there before; the contact is granted exactly if its mark stands after
     */
    Move contact(Relation relation, Fact firstContact);

    /**
     * Makes two ids of a person one: from then on each has the standing of both, whatever was or will be recorded under
     * either. The same again does nothing, and completes what a crash cut off. Where one of them was unknown, and where
     * they were one already, it is two updates.
     *
     * @param relation under the id that the person has now
     * @param formerly the id that they had before, and that is likelier to have a standing
     * @param fact what named the person by both ids, or null
     * @param beforeReplacing as for {@link #join}
     */
    United unite(
            Relation relation, UserId formerly, @Nullable Fact fact, BiConsumer<Relation, Removal> beforeReplacing);

    /**
     * Two ids that are one.
     *
     * @param isNew whether they were not one before
     * @param before the standing under the present id
     * @param elsewhere the standings under the person's other ids
     */
    record United(boolean isNew, Standing before, Standing after, boolean moved, Map<Relation, Standing> elsewhere) {

        /** What the fact did that came with it. */
        public Move move(Fact fact) {
            return new Move(fact, before, after, moved, elsewhere);
        }
    }

    /**
     * The person's relations, by business.
     *
     * @param after the business to go on after, or null to start
     */
    Page of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit);

    /** @param next the business to go on after, or null where there are no more */
    record Page(List<One> relations, @Nullable BusinessId next) {}

    record One(Relation relation, Standing standing) {}
}
