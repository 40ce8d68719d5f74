package consimt.receipt;

import consimt.runtime.Setting;
import consimt.secret.Secrets;
import consimt.secret.Secrets.Named;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of receipts now. Each time the secrets are read anew, their public keys are stored first: a store that lost
 * them has them again with the next receipt.
 */
@Singleton
public class ReceiptKeys {

    private final Secrets secrets;
    private final String keyName;
    private final PublicKeys publicKeys;
    private volatile @Nullable Published published;

    @Inject
    ReceiptKeys(Secrets secrets, PublicKeys publicKeys) {
        this(secrets, Setting.text("consimt.receipts.secrets") + "/key", publicKeys);
    }

    public ReceiptKeys(Secrets secrets, String keyName, PublicKeys publicKeys) {
        this.secrets = secrets;
        this.keyName = keyName;
        this.publicKeys = publicKeys;
    }

    /**
     * The key that signs, whose public key is stored; empty if receipts are not switched on. A former secret that is left
     * alone signs nothing.
     *
     * @throws consimt.runtime.StoreUnavailable if the secrets or the store do not answer
     */
    Optional<SigningKey> current() {
        Named now = secrets.lookUp(keyName);
        Published before = published;
        if (before == null || before.secrets != now) {
            List<SigningKey> keys = now.all().stream().map(SigningKey::new).toList();
            keys.forEach(key -> publicKeys.keep(key.id(), key.publicKey()));
            before = new Published(now, keys);
            published = before;
        }
        return now.current().isPresent() ? Optional.of(before.keys.get(0)) : Optional.empty();
    }

    /** @param secrets the very object from the cache, which has another one after the next read */
    private record Published(Named secrets, List<SigningKey> keys) {}

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
}
