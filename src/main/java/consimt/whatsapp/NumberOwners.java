package consimt.whatsapp;

import consimt.ledger.Signer;
import consimt.relation.BusinessId;
import java.util.Map;
import java.util.Set;

/**
 * The owners of an envelope's numbers, as the store had them at its arrival. The owners' settings were read at the same
 * time.
 *
 * @param owners the businesses by the ids of their numbers; unknown numbers are absent
 * @param signing the businesses that signed the envelope with a secret of their own
 */
record NumberOwners(Map<String, BusinessId> owners, Set<BusinessId> signing) {

    /** Who vouches for what the envelope tells about a business's people. */
    Signer signerOf(BusinessId business) {
        return signing.contains(business) ? Signer.BUSINESS : Signer.OPERATOR;
    }
}
