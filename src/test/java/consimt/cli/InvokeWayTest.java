package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import consimt.kit.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** By Lambda invoke: what the service says, and what it means. */
class InvokeWayTest {

    private final List<String> invoked = new ArrayList<>();
    private final LocalServer lambda = new LocalServer(this::serve);
    private int status = 200;
    private String error = "";
    private String answer = "";

    @AfterEach
    void close() {
        lambda.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        invoked.add(exchange.getRequestURI().getPath() + " " + LocalServer.bodyOf(exchange));
        if (!error.isEmpty()) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", error);
        }
        if (status == 429) {
            exchange.getResponseHeaders().set("X-Amzn-ErrorType", "TooManyRequestsException");
        }
        LocalServer.answer(exchange, status, answer);
    }

    private Service.Reply reply() throws IOException {
        try (LambdaClient client = LocalServer.calling(lambda.uri(), LambdaClient.builder())
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
