package consimt.aws;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DeadlinesTest {

    /** The client's own limit would be thirty seconds. */
    private static final Duration BELOW_THE_CLIENTS_OWN = Duration.ofSeconds(25);

    /** The SDK cannot end a try while the JDK opens its connection anew. Here the SDK has no limit at all. */
    @Test
    void aConnectionEndsATryByItself() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DynamoDbClient client = DynamoDbClient.builder()
                        .httpClientBuilder(Deadlines.connections())
                        .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .overrideConfiguration(with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                        .build()) {
            SdkClientException ended = assertTimeoutPreemptively(
                    BELOW_THE_CLIENTS_OWN, () -> assertThrows(SdkClientException.class, client::listTables));
            assertInstanceOf(SocketTimeoutException.class, ended.getCause());
        }
    }
}
