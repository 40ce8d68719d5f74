package consimt.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** A server of this machine, at a free port, in place of one that the code calls in the deployment. */
public final class LocalServer implements AutoCloseable {

    private final HttpServer server;

    /** One that answers one call after the other, at any path. */
    public LocalServer(HttpHandler handler) {
        this(Runnable::run, Map.of("/", handler));
    }

    /** @param handlers by the beginnings of the paths */
    public LocalServer(Executor threads, Map<String, HttpHandler> handlers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        handlers.forEach(server::createContext);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public static String bodyOf(HttpExchange call) throws IOException {
        return new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** @param body empty for none */
    public static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    /** As services of AWS answer that speak JSON. */
    public static void answerAsAws(HttpExchange call, int status, String json) throws IOException {
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        answer(call, status, json);
    }

    /** Lets a client of AWS call the server at this address. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B calling(URI server, B client) {
        return client.httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(server)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
