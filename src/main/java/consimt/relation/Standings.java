package consimt.relation;

import consimt.form.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** @param after the business to go on after, or null to start */
    Page<Stands> of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit);

    /**
     * The relations of a business, by person: one read of an index, which may lag behind the last write by moments. A
     * page may have less than was asked for, and more may come after it.
     *
     * @param after the person to go on after, or null to start
     */
    Page<Stands> ofBusiness(BusinessId businessId, @Nullable UserId after, int most);

    record Stands(Relation relation, Standing standing) {}

    /**
     * The store of all standings, to read those of many people at one business. Each call answers for all whom it says it
     * answers for, or throws {@link consimt.runtime.StoreUnavailable}.
     */
    interface Audiences {

        /**
         * Reads an index, which may lag behind the last write by moments, from the first of these people on. It stops at the
         * last of them, or where it has read enough.
         *
         * @param people in the order of their ids, each once; at least one
         * @param most how many relations are read, of these people and of others between them
         */
        Stretch along(BusinessId businessId, List<UserId> people, int most);

        /** Reads the relation of each of these people, a hundred in one batch read, side by side. */
        Stretch singly(BusinessId businessId, List<UserId> people, Consistency consistency);

        /**
         * @param standings of those who have a relation
         * @param people for how many of those who were asked for, from the first on, it answers
         * @param readUnits as the store counted them
         */
        record Stretch(Map<UserId, Standing> standings, int people, int rows, double readUnits) {}
    }
}
