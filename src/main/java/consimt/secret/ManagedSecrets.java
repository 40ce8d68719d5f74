package consimt.secret;

import consimt.function.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets in AWS Secrets Manager. The whole text of a secret is its value, not a field of some JSON in it. */
final class ManagedSecrets implements SecretSource {

    private final SecretsManagerClient client;

    ManagedSecrets(SecretsManagerClient client) {
        this.client = client;
    }

    @Override
    public Optional<Secret> read(String name) {
        try {
            return Optional.of(text(client.getSecretValue(request -> request.secretId(name))))
                    .filter(text -> !text.isBlank())
                    .map(Secret::new);
        } catch (ResourceNotFoundException none) {
            return Optional.empty();
        } catch (AwsServiceException e) {
            throw new StoreUnavailable(
                    e.awsErrorDetails() == null
                            ? e.getClass().getSimpleName()
                            : e.awsErrorDetails().errorCode());
        } catch (SdkException e) {
            throw new StoreUnavailable(e.getClass().getSimpleName());
        }
    }

    private static String text(GetSecretValueResponse secret) {
        return secret.secretString() == null
                ? secret.secretBinary().asString(StandardCharsets.UTF_8)
                : secret.secretString();
    }
}
