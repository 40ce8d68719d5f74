package consimt.notice;

import consimt.form.Page;
import consimt.relation.BusinessId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What businesses are told, by the time of arrival. Each call throws {@link consimt.runtime.StoreUnavailable} if the store
 * does not answer.
 */
public interface Changes {

    /**
     * Changes in the order of their ids. One that was stored moments ago may be missing.
     *
     * @param after where to go on, or null to start
     * @param before only changes that arrived before this instant
     */
    Page<Notice> read(BusinessId businessId, @Nullable ChangeId after, Instant before, int limit);

    Optional<Notice> find(BusinessId businessId, ChangeId id);
}
