package consimt.guard;

import com.sun.net.httpserver.HttpHandler;
import consimt.kit.LocalServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
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
    private final LocalServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(24);

    GuardedService(Function<Arrived, Said> answer) {
        HttpHandler handler = exchange -> {
            Arrived one = new Arrived(exchange.getRequestURI().getPath().substring(1), LocalServer.bodyOf(exchange));
            arrived.add(one);
            Said said = answer.apply(one);
            if (said.status == 0) {
                return;
            }
            if (said.status == 307) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            LocalServer.answer(exchange, said.status, said.body);
        };
        server = new LocalServer(threads, Map.of("/", handler));
    }

    URI uri() {
        return server.uri();
    }

    List<Arrived> arrived() {
        return arrived;
    }

    @Override
    public void close() {
        server.close();
        threads.shutdownNow();
    }
}
