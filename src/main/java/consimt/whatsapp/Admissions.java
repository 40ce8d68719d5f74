package consimt.whatsapp;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;

/**
 * Which opt-outs that statuses tell of were let through. Throws {@link consimt.function.StoreUnavailable} where the store
 * does not answer.
 */
public interface Admissions {

    /**
     * Lets an opt-out through where it was before, or where there is room.
     *
     * @param hour in which it happened
     * @param most how many of an hour are let through
     */
    boolean admit(BusinessId businessId, Instant hour, EntryId optOut, int most, Instant now);
}
