package consimt.secret;

import java.util.Optional;

/** Where secrets are kept. */
interface SecretSource {

    /**
     * @return empty if no secret has that name
     * @throws consimt.runtime.StoreUnavailable if the source does not answer
     */
    Optional<Secret> read(String name);

    /**
     * The former secret, while a secret is being rotated.
     *
     * @return empty if there is none
     * @throws consimt.runtime.StoreUnavailable if the source does not answer
     */
    default Optional<Secret> previous(String name) {
        return read(name + ".previous");
    }
}
