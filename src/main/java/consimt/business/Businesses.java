package consimt.business;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of all businesses' settings. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does
 * not answer.
 */
public interface Businesses {

    Optional<Business> find(BusinessId businessId);

    /** Those of several businesses. One that never configured anything is left out. One batch read for each hundred. */
    Map<BusinessId, Business> find(Set<BusinessId> businessIds);

    /** The business that owns a WhatsApp number now, by the platform's id of the number. */
    Optional<BusinessId> ownerOf(String phoneNumberId);

    /**  Replaces a business's settings. One transaction writes the settings and a ledger entry with those before and after. Settings equal to those before get no entry. If several callers configure the same business at once, the changes are applied one after another.  */
    Settling put(BusinessId businessId, NewSettings settings, String actor, Instant now);

    /**
     * The settings that were in force in a period, by their ledger, the latest first. The last ones were in force as the
     * period began.
     */
    List<PastSettings> inForce(BusinessId businessId, Instant from, Instant to);

    /** @param by the change that made them; null if nothing was configured yet */
    record PastSettings(Business business, @Nullable SettledBy by) {

        public @Nullable Instant since() {
            return by == null ? null : by.since;
        }
    }

    /** @param entryId in the ledger of the settings  */
    record SettledBy(EntryId entryId, Instant since) {}

    /** New settings, which may keep something of those that they replace. */
    @FunctionalInterface
    interface NewSettings {

        /**
         * Called again if the settings before have changed meanwhile.
         *
         * @param before empty if the business never configured anything
         */
        Business after(Optional<Business> before);
    }

    sealed interface Settling {

        record Settled(Business business) implements Settling {}

        enum Unsettled implements Settling {
            /** One of the WhatsApp numbers belongs to another business. */
            NUMBER_OF_ANOTHER,
            /** One ledger entry cannot hold these settings and those before. */
            TOO_LONG
        }
    }
}
