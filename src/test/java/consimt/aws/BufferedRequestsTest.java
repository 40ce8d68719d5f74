package consimt.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpHandler;
import consimt.kit.LocalServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BufferedRequestsTest {

    private static final String ANSWER = "{}";

    /** One letter of it has two bytes. */
    private static final String BODY = "{\"TableName\":\"people\",\"Key\":{\"id\":{\"S\":\"ț\"}}}";

    /** The wait for the end of a reused connection ends with this exception, each time. */
    @Test
    void aConnectionThatIsReusedIsNotWaitedFor(@TempDir Path folder) throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> lengths = new CopyOnWriteArrayList<>();
        HttpHandler handler = exchange -> {
            lengths.add(exchange.getRequestHeaders().getFirst("Content-Length"));
            bodies.add(LocalServer.bodyOf(exchange));
            LocalServer.answerAsAws(exchange, 200, ANSWER);
        };
        try (LocalServer server = new LocalServer(handler);
                DynamoDbClient client = client(server.port());
                Recording recording = new Recording()) {
            recording.enable("jdk.JavaExceptionThrow");
            recording.start();
            for (int i = 0; i < 10; i++) {
                get(client);
            }
            recording.stop();
            Path file = folder.resolve("exceptions.jfr");
            recording.dump(file);
            assertEquals(List.of(), timeouts(file));
        }
        assertEquals(10, bodies.size());
        for (int i = 0; i < 10; i++) {
            assertEquals(BODY, bodies.get(i));
            assertEquals(String.valueOf(BODY.getBytes(StandardCharsets.UTF_8).length), lengths.get(i));
        }
    }

    /** As a frozen environment finds its connections when the store has closed them meanwhile. */
    @Test
    void aConnectionThatTheServerHasClosedIsNoFailedTry() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DynamoDbClient client = client(server.getLocalPort())) {
            List<String> bodies = new CopyOnWriteArrayList<>();
            var serving = Executors.newSingleThreadExecutor();
            try {
                serving.execute(() -> {
                    for (int i = 0; i < 3; i++) {
                        answerOne(server, bodies);
                    }
                });
                for (int i = 0; i < 3; i++) {
                    get(client);
                }
            } finally {
                serving.shutdownNow();
            }
            assertEquals(List.of(BODY, BODY, BODY), bodies);
        }
    }

    /** Says nothing about an end of the connection, and ends it. */
    private static void answerOne(ServerSocket server, List<String> bodies) {
        try (Socket connection = server.accept()) {
            var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring(16));
                }
            }
            char[] body = new char[length - 1];
            for (int read = 0; read < body.length; ) {
                read += in.read(body, read, body.length - read);
            }
            bodies.add(new String(body));
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n"
                                    + ANSWER)
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> timeouts(Path file) throws IOException {
        try (RecordingFile events = new RecordingFile(file)) {
            List<String> found = new CopyOnWriteArrayList<>();
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                String thrown = event.getClass("thrownClass").getName();
                if (thrown.equals("java.net.SocketTimeoutException")) {
                    found.add(thrown);
                }
            }
            return found;
        } finally {
            Files.delete(file);
        }
    }

    private static void get(DynamoDbClient client) {
        client.getItem(get -> get.tableName("people").key(Map.of("id", AttributeValue.fromS("ț"))));
    }

    /** Tries once: what the JDK does not mend, fails. */
    private static DynamoDbClient client(int port) {
        return LocalServer.calling(URI.create("http://127.0.0.1:" + port), DynamoDbClient.builder())
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }
}
