package consimt.zip;

import com.sun.net.httpserver.HttpExchange;
import consimt.kit.LocalServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The side of Lambda that one function sees: it asks for the next event, and says what came of it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String VERSION = "/2018-06-01/runtime";
    private static final String INVOCATION = VERSION + "/invocation/";
    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:consimt";
    private static final Duration TIME_TO_ANSWER = Duration.ofMinutes(1);

    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApi::daemon);
    private final CompletableFuture<Void> readyForSnapshot = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile @Nullable String failedStart;

    private final LocalServer http = new LocalServer(
            threads,
            Map.of(
                    INVOCATION + "next",
                    this::next,
                    INVOCATION,
                    this::finish,
                    VERSION + "/init/error",
                    this::failStart,
                    VERSION + "/restore/next",
                    this::restore));

    /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
    String address() {
        return "127.0.0.1:" + http.port();
    }

    /** Hands the event to the function, after those before it. */
    CompletableFuture<Reply> invoke(String event) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.reply;
    }

    /** Done when the function is ready for its snapshot. */
    CompletableFuture<Void> readyForSnapshot() {
        return readyForSnapshot;
    }

    /** Lets the function go on as if it were restored from its snapshot. */
    void restore() {
        restored.countDown();
    }

    /** What the function said went wrong before it asked for its first event, or null. */
    @Nullable String failedStart() {
        return failedStart;
    }

    @Override
    public void close() {
        http.close();
        threads.shutdownNow();
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            Invocation invocation = waiting.take();
            running.put(invocation.id, invocation);
            exchange.getResponseHeaders().putAll(invocation.headers());
            send(exchange, 200, invocation.event);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void finish(HttpExchange exchange) throws IOException {
        String[] place = exchange.getRequestURI()
                .getPath()
                .substring(INVOCATION.length())
                .split("/", 2);
        String body = LocalServer.bodyOf(exchange);
        Invocation invocation = running.remove(place[0]);
        send(exchange, invocation == null ? 400 : 202, "{}");
        if (invocation != null) {
            invocation.reply.complete(
                    new Reply(place[1].equals("response") ? Reply.Kind.RESULT : Reply.Kind.FUNCTION_ERROR, body));
        }
    }

    private void restore(HttpExchange exchange) throws IOException {
        try {
            readyForSnapshot.complete(null);
            restored.await();
            send(exchange, 200, "{}");
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void failStart(HttpExchange exchange) throws IOException {
        failedStart = LocalServer.bodyOf(exchange);
        send(exchange, 202, "{}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        LocalServer.answer(exchange, status, body);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "runtime-api");
        thread.setDaemon(true);
        return thread;
    }

    private record Invocation(String id, String event, CompletableFuture<Reply> reply) {

        Map<String, List<String>> headers() {
            long deadline = Instant.now().plus(TIME_TO_ANSWER).toEpochMilli();
            return Map.of(
                    "Lambda-Runtime-Aws-Request-Id", List.of(id),
                    "Lambda-Runtime-Deadline-Ms", List.of(Long.toString(deadline)),
                    "Lambda-Runtime-Invoked-Function-Arn", List.of(ARN),
                    "Lambda-Runtime-Trace-Id", List.of("Root=1-00000000-000000000000000000000000;Sampled=0"));
        }
    }
}
