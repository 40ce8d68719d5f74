package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;

/**
 * The port for the hourly quota: the places of a business in each hour of the clock, for opt-outs from statuses. Throws
 * {@link consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface HourlyQuota {

    /**
     * Takes a place in an hour for an opt-out, unless it has one. Places are never given back.
     *
     * @param hour its beginning
     * @param most how many places the hour has
     * @return whether the opt-out has a place; false if other opt-outs have all places
     */
    boolean takePlace(BusinessId businessId, Instant hour, EntryId optOut, int most, Instant now);
}
