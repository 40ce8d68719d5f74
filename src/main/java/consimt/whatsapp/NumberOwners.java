package consimt.whatsapp;

import consimt.ledger.Signer;
import consimt.relation.BusinessId;
import java.util.Map;
import java.util.Set;

/**
 * Of whom an envelope speaks, as the store had it when the envelope arrived; the settings of these were read then too.
 *
 * @param owners the businesses by their numbers' ids; a number of nobody's is not in it
 * @param signing those of the businesses that signed it with a secret of their own
 */
record NumberOwners(Map<String, BusinessId> owners, Set<BusinessId> signing) {

    NumberOwners {
        owners = Map.copyOf(owners);
        signing = Set.copyOf(signing);
    }

    /** Who vouches for what it says of a business's people. */
    Signer signerOf(BusinessId business) {
        return signing.contains(business) ? Signer.BUSINESS : Signer.OPERATOR;
    }
}
