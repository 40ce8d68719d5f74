package consimt.doctor;

import consimt.business.Business;
import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store has, page by page, whoever it belongs to. Each call reads a bounded part, and throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface Inventory {

    TablesSeen tables();

    /** @param after where to go on, or null to start */
    Page<Business> businesses(@Nullable String after);

    /**
     * The WhatsApp numbers for which updates are kept aside.
     *
     * @param after where to go on, or null to start
     */
    Page<String> numbersAside(@Nullable String after, Instant now);

    /** The entries of a business's tokens since an instant: those that were issued and those that were revoked. */
    List<Entry> tokens(BusinessId businessId, Instant since);

    /**
     * @param missing the tables that are not there, by their names in the template
     * @param clock the store's, in whole seconds; null if it tells no time
     */
    record TablesSeen(List<String> missing, @Nullable Instant clock) {}
}
