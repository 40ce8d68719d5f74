package consimt.notice.delivery;

import consimt.form.Page;
import consimt.notice.ChangeId;
import consimt.relation.BusinessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The store of notices that failed. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer.
 */
public interface UndeliveredNotices {

    /** How long a notice that was given up is kept, in days: longer than the dead letters. */
    int KEPT_DAYS = 30;

    /** Stores what came back, in place of what came back before. */
    void put(BusinessId businessId, Undelivered notice, Instant now);

    /** A notice was taken after all. */
    void remove(BusinessId businessId, ChangeId id);

    /** The first of those that are being tried again, and this one at the latest. */
    ChangeId firstTriedAgain(BusinessId businessId, ChangeId atTheLatest);

    /** Removes those that are being tried again, up to a place: they were sent from the list. */
    void removeTriedAgain(BusinessId businessId, ChangeId through);

    /** Those that were given up, then those that are being tried again, each in the order of their changes. */
    Page<Undelivered> read(BusinessId businessId, @Nullable String after, int limit, Instant now);
}
