package consimt.business;

import consimt.relation.BusinessId;
import java.time.Instant;
import java.util.Optional;

/** All businesses' settings. Each call throws {@link consimt.runtime.StoreUnavailable} where the store does not answer. */
public interface Businesses {

    Optional<Business> find(BusinessId businessId);

    /** To whom a WhatsApp number belongs now, by the platform's id of it. */
    Optional<BusinessId> ownerOf(String phoneNumberId);

    /**
     * Takes the place of what was settled before, whole or not at all, with a ledger entry that has both. What is equal to
     * what was settled before has no entry. Of those who settle the same business at once, one takes the place of the
     * other.
     *
     * @param actor who settles it
     * @param now when the settings change
     */
    Settling put(Business business, String actor, Instant now);

    /** What became of settings. */
    enum Settling {
        SETTLED,
        /** One of the WhatsApp numbers belongs to another business, so nothing was settled. */
        NUMBER_OF_ANOTHER,
        /** They are longer than the ledger can keep beside those before, so nothing was settled. */
        TOO_LONG
    }
}
