package consimt.zip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** In the place of Secrets Manager: each name has the same secret. */
final class SecretsService implements AutoCloseable {

    private static final byte[] ANSWER = "{\"SecretString\":\"of a rehearsal\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer http;

    SecretsService() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", call -> {
            call.getRequestBody().readAllBytes();
            call.sendResponseHeaders(200, ANSWER.length);
            call.getResponseBody().write(ANSWER);
            call.close();
        });
        http.start();
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
