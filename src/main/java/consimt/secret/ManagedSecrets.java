package consimt.secret;

import consimt.runtime.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets in AWS Secrets Manager. The whole text of a secret is its value, not a field of some JSON in it. */
final class ManagedSecrets implements SecretSource {

    /** Of a name that a role may not know of, and of a secret that is to be deleted. */
    private static final Set<String> NONE_BEFORE = Set.of("AccessDeniedException", "InvalidRequestException");

    private final SecretsManagerClient client;

    ManagedSecrets(SecretsManagerClient client) {
        this.client = client;
    }

    @Override
    public Optional<Secret> read(String name) {
        return read(GetSecretValueRequest.builder().secretId(name).build());
    }

    /**
     * A role that is granted some names only may be denied, not told, that there is nothing of a name; and what is
     * deleted is there for some days more, but cannot be read. Neither makes a fault here: to know less of the secret
     * before is to accept less.
     */
    @Override
    public Optional<Secret> previous(String name) {
        if (name.startsWith("arn:")) {
            return read(GetSecretValueRequest.builder()
                    .secretId(name)
                    .versionStage("AWSPREVIOUS")
                    .build());
        }
        try {
            return SecretSource.super.previous(name);
        } catch (StoreUnavailable fault) {
            if (NONE_BEFORE.contains(fault.getMessage())) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private Optional<Secret> read(GetSecretValueRequest request) {
        try {
            return Optional.of(text(client.getSecretValue(request)))
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
