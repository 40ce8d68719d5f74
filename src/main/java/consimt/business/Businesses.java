package consimt.business;

import consimt.relation.BusinessId;
import java.time.Instant;
import java.util.Optional;

/** All businesses' settings. Each call throws {@link consimt.function.StoreUnavailable} where the store does not answer. */
public interface Businesses {

    Optional<Business> find(BusinessId businessId);

    /** To whom a WhatsApp number belongs now, by the platform's id of it. */
    Optional<BusinessId> ownerOf(String phoneNumberId);

    /**
     * Takes the place of what was settled before, whole or not at all. Of those who settle the same business at once,
     * one takes the place of the other.
     *
     * @param now when the settings change
     * @return false where one of its WhatsApp numbers belongs to another business: then nothing was settled
     */
    boolean put(Business business, Instant now);
}
