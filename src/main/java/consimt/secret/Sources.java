package consimt.secret;

import consimt.aws.Deadlines;
import consimt.runtime.Setting;
import consimt.secret.Secrets.SecretSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Chooses the source of secrets: {@code consimt.secrets} is {@code managed} or {@code configured}. */
class Sources {

    @Produces
    @Singleton
    SecretSource source() {
        return switch (Setting.of("consimt.secrets", Keeper.class)) {
            // For a developer's own machine.
            case CONFIGURED ->
                name -> ConfigProvider.getConfig()
                        .getOptionalValue("consimt.secret." + name, String.class)
                        .map(Secret::new);
            case MANAGED ->
                new ManagedSecrets(SecretsManagerClient.builder()
                        .httpClientBuilder(Deadlines.connections())
                        .overrideConfiguration(Deadlines::set)
                        .build());
        };
    }

    enum Keeper {
        MANAGED,
        CONFIGURED
    }
}
