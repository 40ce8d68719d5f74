package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;

/**
 * The places of each hour for opt-outs that statuses tell of. Throws {@link consimt.function.StoreUnavailable} where the
 * store does not answer.
 */
public interface HourlyQuota {

    /**
     * Takes a place in an hour for an opt-out. It keeps the place for good, and never has two in one hour.
     *
     * @param hour its beginning
     * @param places how many the hour has
     * @return false where the hour is full and the opt-out has no place in it
     */
    boolean takePlace(BusinessId businessId, Instant hour, EntryId optOut, int places, Instant now);
}
