package consimt.secret;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Chooses the source of secrets: {@code consimt.secrets} is {@code managed} or {@code configured}. */
class Sources {

    /** The same limits as for the tables: one second for each try, three seconds for all tries of a call. */
    private static final Duration TRY = Duration.ofSeconds(1);

    private static final Duration CALL = Duration.ofSeconds(3);

    @Produces
    @Singleton
    SecretSource source(@ConfigProperty(name = "consimt.secrets") Keeper kept, Config config) {
        return switch (kept) {
            case CONFIGURED -> new ConfiguredSecrets(config);
            case MANAGED ->
                new ManagedSecrets(SecretsManagerClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(deadlines ->
                                deadlines.apiCallAttemptTimeout(TRY).apiCallTimeout(CALL))
                        .build());
        };
    }

    enum Keeper {
        MANAGED,
        CONFIGURED
    }
}
