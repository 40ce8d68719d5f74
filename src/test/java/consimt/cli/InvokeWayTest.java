package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** By Lambda invoke: what the service says, and what it means. */
class InvokeWayTest {

    private final List<String> invoked = new ArrayList<>();
    private HttpServer lambda;
    private int status = 200;
    private String error = "";
    private String answer = "";

    @BeforeEach
    void serve() throws IOException {
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/", exchange -> {
            invoked.add(exchange.getRequestURI().getPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (!error.isEmpty()) {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", error);
            }
            if (status == 429) {
                exchange.getResponseHeaders().set("X-Amzn-ErrorType", "TooManyRequestsException");
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        lambda.start();
    }

    @AfterEach
    void close() {
        lambda.stop(0);
    }

    private Service.Reply reply() throws IOException {
        try (LambdaClient client = LambdaClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + lambda.getAddress().getPort()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(each -> each.retryStrategy(retry -> retry.maxAttempts(1)))
                .build()) {
            byte[] input = "{\"businessId\":\"b\"}".getBytes(StandardCharsets.UTF_8);
            return new InvokeWay(client, Map.of("doctor", "doctor-1:live")).send("doctor", input);
        }
    }

    @Test
    void anAnswerHasTheStatusThatItWouldHaveOverHttp() throws IOException {
        answer = "{\"outcome\":\"FOUND\"}";
        Service.Reply found = reply();
        assertEquals(200, found.status());
        assertArrayEquals(answer.getBytes(StandardCharsets.UTF_8), found.body());
        assertEquals(List.of("/2015-03-31/functions/doctor-1:live/invocations {\"businessId\":\"b\"}"), invoked);
        answer = "{\"outcome\":\"REJECTED\",\"errors\":[]}";
        assertEquals(400, reply().status());
    }

    @Test
    void whatMayPassIsAskedAgain() throws IOException {
        error = "Unhandled";
        answer = "{\"errorMessage\":\"{\\\"outcome\\\":\\\"UNAVAILABLE\\\"}\"}";
        assertEquals(503, reply().status());
        error = "";
        status = 429;
        assertEquals(429, reply().status());
        status = 403;
        assertThrows(IOException.class, this::reply);
    }
}
