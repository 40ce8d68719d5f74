package consimt.secret;

import java.util.Optional;

/** Where secrets are kept. */
interface SecretSource {

    /**
     * @return empty where there is no secret of that name
     * @throws consimt.runtime.StoreUnavailable where the source does not answer
     */
    Optional<Secret> read(String name);

    /**
     * The secret that was right before, while it is being changed.
     *
     * @return empty where there is none
     * @throws consimt.runtime.StoreUnavailable where the source does not answer
     */
    default Optional<Secret> previous(String name) {
        return read(name + ".previous");
    }
}
