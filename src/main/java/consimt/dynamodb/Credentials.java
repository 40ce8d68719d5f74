package consimt.dynamodb;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/**
 * Takes the keys from the environment, where Lambda puts them for as long as a process lives. A function of a snapshot has
 * none there, because they would expire before it is restored: Lambda hands them out at an address, and the SDK's own chain
 * of sources asks there whenever the last ones expire. The chain loads fifty classes at each start, hence only where it is
 * needed.
 */
@Singleton
@Named(Credentials.NAME)
record Credentials(AwsCredentialsProvider source) implements AwsCredentialsProvider {

    /** What {@code quarkus.dynamodb.aws.credentials.custom-provider.name} says. */
    static final String NAME = "lambda";

    @Inject
    Credentials() {
        this(System.getenv());
    }

    Credentials(Map<String, String> environment) {
        this(
                Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
                                .noneMatch(
                                        key -> environment.getOrDefault(key, "").isBlank())
                        ? EnvironmentVariableCredentialsProvider.create()
                        : DefaultCredentialsProvider.builder().build());
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return source.resolveCredentials();
    }
}
