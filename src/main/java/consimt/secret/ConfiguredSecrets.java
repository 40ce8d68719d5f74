package consimt.secret;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Secrets in the configuration, for a developer's own machine. */
final class ConfiguredSecrets implements SecretSource {

    private final Config config;

    ConfiguredSecrets(Config config) {
        this.config = config;
    }

    @Override
    public Optional<Secret> read(String name) {
        return config.getOptionalValue("consimt.secret." + name, String.class).map(Secret::new);
    }
}
