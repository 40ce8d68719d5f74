package consimt.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import consimt.zip.Examples;
import java.io.IOException;

/** The events of one function: its example, each time under a new request id and about another person. */
final class Events {

    private final JsonNode example;
    private int next;

    private Events(JsonNode example) {
        this.example = example;
    }

    static Events of(String export) throws IOException {
        return new Events(Examples.of(export).get(0));
    }

    /** The same text each time. */
    static Events same(String text) {
        return new Events(TextNode.valueOf(text));
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
        return event.toString();
    }
}
