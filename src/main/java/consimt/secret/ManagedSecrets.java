package consimt.secret;

import consimt.runtime.StoreUnavailable;
import consimt.secret.Secrets.SecretSource;
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
record ManagedSecrets(SecretsManagerClient client) implements SecretSource {

    /** The error codes for a name that the role may not read, and for a secret that is scheduled for deletion. */
    private static final Set<String> NONE_BEFORE = Set.of("AccessDeniedException", "InvalidRequestException");

    @Override
    public Optional<Secret> read(String name) {
        return read(GetSecretValueRequest.builder().secretId(name).build());
    }

    /**
     * If a role may read only some names, the answer for an absent name may be "denied" and not "not found". A deleted
     * secret still exists for some days, but cannot be read. Both count as "no former secret", and not as a fault: with
     * fewer secrets the service only accepts less.
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
