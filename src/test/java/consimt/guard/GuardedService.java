package consimt.guard;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that keeps what arrives: in place of an endpoint of AWS, or of Consimt. */
final class GuardedService implements AutoCloseable {

    /** @param path of Consimt, the function */
    record Arrived(String path, String body) {}

    /** @param status 0 for no answer at all */
    record Said(int status, String body) {}

    private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(24);

    GuardedService(Function<Arrived, Said> answer) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Arrived one = new Arrived(
                    exchange.getRequestURI().getPath().substring(1),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            arrived.add(one);
            Said said = answer.apply(one);
            if (said.status == 0) {
                return;
            }
            byte[] body = said.body.getBytes(StandardCharsets.UTF_8);
            if (said.status == 307) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(said.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Arrived> arrived() {
        return arrived;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
