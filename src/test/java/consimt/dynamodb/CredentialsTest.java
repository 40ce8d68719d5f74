package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** Where the client's keys come from. SnapshotIT tries it under the runtime. */
class CredentialsTest {

    @Test
    void aFunctionHasThemInItsEnvironment() {
        Credentials credentials = new Credentials(
                Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b", "AWS_SESSION_TOKEN", "c"));
        assertInstanceOf(EnvironmentVariableCredentialsProvider.class, credentials.source());
    }

    @Test
    void whereAnyIsMissingTheSdkLooksForThem() {
        for (Map<String, String> environment : List.of(
                Map.<String, String>of(),
                Map.of("AWS_ACCESS_KEY_ID", "a"),
                Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", " "),
                Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9001/credentials"))) {
            assertInstanceOf(
                    DefaultCredentialsProvider.class, new Credentials(environment).source(), environment::toString);
        }
    }

    @Test
    void theConfigurationKnowsTheNameOfTheBean() throws IOException {
        PropertiesConfigSource configuration = new PropertiesConfigSource(
                Path.of("src/main/resources/application.properties").toUri().toURL());
        assertEquals(
                Credentials.NAME,
                configuration.getValue("%prod.quarkus.dynamodb.aws.credentials.custom-provider.name"));
    }
}
