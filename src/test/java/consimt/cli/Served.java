package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.LocalServer;
import consimt.kit.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** Functions over HTTP, and the command line that calls them. No call of it sleeps: the time of its pauses only passes. */
final class Served implements AutoCloseable {

    record Ran(int code, String out, String err) {}

    record Failure(int status, String retryAfter) {}

    /** What was called, with its input. */
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** What the next calls meet in place of an answer. */
    final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    /** Each pause, in milliseconds. */
    final List<Long> pauses = new ArrayList<>();

    final Map<String, String> variables = new HashMap<>();

    private final LocalServer server;
    private long nanos;

    /** The real functions. A token {@code business b} makes the caller this business; without one it is the operator. */
    static Served of(World world) {
        return new Served(world::invoke);
    }

    /** Functions that allow and record everything at once. */
    static Served agreeing() {
        return new Served((function, asked) -> {
            JsonNode input = World.tree(asked);
            ObjectNode answer = World.JSON.createObjectNode();
            if (function.equals("filter-audience")) {
                return answer.put("outcome", "FILTERED").set("allowed", input.get("userIds"));
            }
            ArrayNode rows = answer.putArray("rows");
            input.path("rows").forEach(row -> rows.addObject().put("outcome", "RECORDED"));
            return answer;
        });
    }

    Served(BiFunction<String, String, JsonNode> functions) {
        server = new LocalServer(exchange -> {
            String function = exchange.getRequestURI().getPath().substring(1);
            String input = LocalServer.bodyOf(exchange);
            calls.add(function + " " + input);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            Failure failure = failures.poll();
            int status = failure == null ? 200 : failure.status;
            String body = "";
            if (failure == null) {
                JsonNode answer = functions.apply(function, onBehalfOf(token, input));
                status = answer.path("outcome").asText().equals("REJECTED") ? 400 : 200;
                body = answer.toString();
            } else if (!failure.retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", failure.retryAfter);
            }
            LocalServer.answer(exchange, status, body);
        });
        variables.put("CONSIMT_URL", server.uri().toString());
    }

    private static String onBehalfOf(String token, String input) {
        return token == null
                ? input
                : "{\"caller\":{\"kind\":\"BUSINESS\",\"businessId\":\"%s\"},\"input\":%s}"
                        .formatted(token.replace("Bearer business ", ""), input);
    }

    Ran run(String... args) {
        return with(new byte[0], args);
    }

    Ran with(byte[] standardInput, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal.Timer timer = new Terminal.Timer() {
            @Override
            public long nanos() {
                return nanos;
            }

            @Override
            public void sleep(long pause) {
                nanos += pause;
                pauses.add(pause / 1_000_000);
            }
        };
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(standardInput),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                variables,
                timer,
                false,
                new AtomicBoolean());
        int code = Consimt.run(terminal, args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Which functions were called, each as often as it was. */
    List<String> called() {
        return calls.stream().map(call -> call.split(" ")[0]).toList();
    }

    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
