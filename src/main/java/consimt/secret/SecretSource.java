package consimt.secret;

import java.util.Optional;

/** Where secrets are kept. */
interface SecretSource {

    /**
     * @return empty where there is no secret of that name
     * @throws consimt.function.StoreUnavailable where the source does not answer
     */
    Optional<Secret> read(String name);
}
