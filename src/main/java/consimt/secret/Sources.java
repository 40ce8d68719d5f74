package consimt.secret;

import consimt.runtime.Setting;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Chooses the source of secrets: {@code consimt.secrets} is {@code managed} or {@code configured}. */
class Sources {

    /** The same limits as for the tables: one second for each try, three seconds for all tries of a call. */
    private static final Duration TRY = Duration.ofSeconds(1);

    private static final Duration CALL = Duration.ofSeconds(3);

    @Produces
    @Singleton
    SecretSource source() {
        return switch (Setting.of("consimt.secrets", Keeper.class)) {
            case CONFIGURED -> new ConfiguredSecrets(ConfigProvider.getConfig());
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
