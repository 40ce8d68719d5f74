package consimt.relation;

import consimt.form.Page;
import java.util.Collection;
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

    /**
     * The person's relations, by business.
     *
     * @param after the business to go on after, or null to start
     */
    Page<Stands> of(UserId userId, boolean blockedOnly, @Nullable BusinessId after, int limit);

    /**
     * The relations of a business, by person: one read of an index, which may lag behind the last write by moments. A
     * page may have less than was asked for, and more may come after it.
     *
     * @param after the person to go on after, or null to start
     */
    Page<Stands> ofBusiness(BusinessId businessId, @Nullable UserId after, int most);

    record Stands(Relation relation, Standing standing) {}
}
