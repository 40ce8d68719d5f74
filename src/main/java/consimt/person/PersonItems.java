package consimt.person;

import consimt.ledger.Entry;
import consimt.notice.delivery.Undelivered;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tables have about a person, item by item. Each call throws {@link consimt.runtime.StoreUnavailable} if the
 * store does not answer.
 */
public interface PersonItems {

    /**
     * Entries by their ids, by a consistent read of a megabyte at most.
     *
     * @param after where to go on, or null to start
     */
    ItemPage read(Relation relation, @Nullable EntryId after);

    /**
     * @param notices of these entries, which an endpoint did not take
     * @param next after which entry to go on; null where there are no more
     */
    record ItemPage(List<Entry> entries, List<Undelivered> notices, @Nullable EntryId next) {}

    /** Up to when the person's links were revoked: by the business that they are for, or {@code ALL}. */
    Map<String, Instant> linksRevokedUpTo(UserId userId, BusinessId businessId);
}
