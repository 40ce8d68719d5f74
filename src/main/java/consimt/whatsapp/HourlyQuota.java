package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;

/**
 * The places that a business has in each hour of the clock for opt-outs that statuses tell of. Throws
 * {@link consimt.runtime.StoreUnavailable} where the store does not answer.
 */
public interface HourlyQuota {

    /**
     * Takes one of an hour's places for an opt-out that has none there yet. Places are never given back.
     *
     * @param hour its beginning
     * @param most how many places the hour has
     * @return whether the opt-out has a place; false where other opt-outs have all of the places
     */
    boolean takePlace(BusinessId businessId, Instant hour, EntryId optOut, int most, Instant now);
}
