package consimt.receipt;

import java.util.List;

/**
 * The store of the public keys of all receipts ever given. Each call throws {@link consimt.runtime.StoreUnavailable} if
 * the store does not answer.
 */
public interface PublicKeys {

    /** @param jwk a public key, as JSON; the same id has the same key each time */
    void keep(String keyId, String jwk);

    /** As JSON, each key once. */
    List<String> all();
}
