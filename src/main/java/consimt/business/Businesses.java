package consimt.business;

import consimt.relation.BusinessId;
import java.util.Optional;

/** All businesses' settings. Each call throws {@link consimt.function.StoreUnavailable} where the store does not answer. */
public interface Businesses {

    Optional<Business> find(BusinessId businessId);

    /** Takes the place of what was settled before. */
    void put(Business business);
}
