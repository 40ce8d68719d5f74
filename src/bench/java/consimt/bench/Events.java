package consimt.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import consimt.zip.Examples;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * The events of one function: its example, each time under a new request id and about another person. Where the example has
 * a token, it is one of a business.
 */
final class Events {

    private static final String TOKEN = "authorizationToken";

    private final JsonNode example;
    private final Supplier<String> token;
    private int next;

    private Events(JsonNode example, Supplier<String> token) {
        this.example = example;
        this.token = token;
    }

    /** @param token makes a token of a business */
    static Events of(String export, Supplier<String> token) throws IOException {
        return new Events(Examples.of(export).get(0), token);
    }

    /** The same text each time. */
    static Events same(String text) {
        return new Events(TextNode.valueOf(text), () -> "");
    }

    /** JSON. */
    String next() {
        next++;
        if (!(example.deepCopy() instanceof ObjectNode event)) {
            return example.toString();
        }
        if (event.has("requestId")) {
            event.put("requestId", "bench-" + System.nanoTime());
        }
        if (event.has("userId")) {
            event.put("userId", "4079%07d".formatted(next));
        }
        if (event.has(TOKEN)) {
            event.put(TOKEN, "Bearer " + token.get());
        }
        return event.toString();
    }
}
