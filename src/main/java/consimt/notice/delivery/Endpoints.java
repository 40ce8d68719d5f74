package consimt.notice.delivery;

import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store of how endpoints stand; one that never failed is not in it. Each call throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface Endpoints {

    /** As it stands now. */
    StoredEndpoint find(BusinessId businessId);

    /** Those that are not up. One that changed moments ago may be missing. */
    List<StoredEndpoint> notUp();

    /**
     * Stores a change, unless the endpoint has changed meanwhile.
     *
     * @param entry for the ledger of the business's settings, stored in the same transaction; null for none
     */
    boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry);

    /** @param version null if nothing is stored */
    record StoredEndpoint(
            BusinessId businessId,
            Endpoint endpoint,
            @Nullable String version) {}
}
