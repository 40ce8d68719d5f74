package consimt.whatsapp;

import consimt.relation.BusinessId;
import java.util.Map;

/**
 * Of whom an envelope speaks, as the store had it when the envelope arrived; the settings of these were read then too.
 *
 * @param owners the businesses by their numbers' ids; a number of nobody's is not in it
 */
record NumberOwners(Map<String, BusinessId> owners) {

    NumberOwners {
        owners = Map.copyOf(owners);
    }
}
