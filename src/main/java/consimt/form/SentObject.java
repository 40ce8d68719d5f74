package consimt.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * A JSON object as it was sent. A field may stand in it twice: with the same value each time it has this value, else a
 * missing one.
 */
final class SentObject extends ObjectNode {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // no input is serialised
    private final Set<String> repeated = new HashSet<>();

    private SentObject() {
        super(JsonNodeFactory.instance);
    }

    static boolean repeats(JsonNode object, String field) {
        return object instanceof SentObject sent && sent.repeated.contains(field);
    }

    /** Whether a field stands twice in the object, or in what lies within it. */
    static boolean isAmbiguous(JsonNode node) {
        return node instanceof SentObject sent && !sent.repeated.isEmpty()
                || node.valueStream().anyMatch(SentObject::isAmbiguous);
    }

    /** Reads the next value; a missing one at the end of the input. The parser's limits keep it from going too deep. */
    static JsonNode tree(JsonParser parser) throws IOException {
        parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        JsonToken token = parser.hasCurrentToken() ? parser.currentToken() : parser.nextToken();
        return token == null ? MissingNode.getInstance() : value(parser);
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        if (parser.isExpectedStartObjectToken()) {
            SentObject object = new SentObject();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.add(name, value(parser));
            }
            return object;
        }
        if (parser.isExpectedStartArrayToken()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        return parser.readValueAsTree();
    }

    private void add(String name, JsonNode value) {
        JsonNode before = get(name);
        if (before != null) {
            repeated.add(name);
        }
        set(name, before == null || before.equals(value) ? value : MissingNode.getInstance());
    }

    @Override
    public SentObject deepCopy() {
        SentObject copy = new SentObject();
        copy.repeated.addAll(repeated);
        properties().forEach(field -> copy.set(field.getKey(), field.getValue().deepCopy()));
        return copy;
    }
}
