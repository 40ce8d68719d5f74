package consimt.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.http.ApiDocument;
import consimt.infra.FunctionTable.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the gateway takes in, {@code infra/gateway.json}: the OpenAPI document, where each operation leads to its function.
 * The gateway takes no references to responses, so each stands in its place. The template includes the document, and what
 * is included may have neither short functions nor anchors: JSON has none.
 */
public final class GatewayDocument {

    static final Path FILE = ApiDocument.FOLDER.resolve("gateway.json");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As it is deployed. */
    public static final JsonNode TREE = read();

    /** Down to here each field has a line of its own. */
    private static final int LINES = 3;

    private GatewayDocument() {}

    static JsonNode of(JsonNode contract, List<Function> functions) {
        ObjectNode made = contract.deepCopy();
        for (Function function : functions) {
            if (function.isAtTheGateway()) {
                made.path("paths").path("/" + function.name()).forEach(operation -> {
                    ApiDocument.inline((ObjectNode) operation.get("responses"));
                    ((ObjectNode) operation).set("x-amazon-apigateway-integration", integration(function));
                });
            }
        }
        ((ObjectNode) made.get("components")).remove("responses");
        withoutExamplesAndNulls(made);
        return made;
    }

    /** A template may have no null in it, and the gateway does not look at examples, which have some. */
    private static void withoutExamplesAndNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("schema")) {
                object.remove("example");
            }
            object.properties().removeIf(field -> field.getValue().isNull());
        } else if (node instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i).isNull()) {
                    array.remove(i);
                }
            }
        }
        node.forEach(GatewayDocument::withoutExamplesAndNulls);
    }

    private static JsonNode integration(Function function) {
        ObjectNode integration = JSON.createObjectNode();
        integration.put("type", "aws_proxy").put("httpMethod", "POST");
        integration
                .putObject("uri")
                .put(
                        "Fn::Sub",
                        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s.Arn}:live/invocations"
                                .formatted(function.resource()));
        return integration;
    }

    /** A line for each path and each schema, so that a change shows where it is. */
    static String text(JsonNode document) {
        StringBuilder text = new StringBuilder();
        write(document, 0, text);
        return text.append('\n').toString();
    }

    private static void write(JsonNode value, int depth, StringBuilder text) {
        if (depth == LINES || !value.isObject() || value.isEmpty()) {
            text.append(line(value));
            return;
        }
        text.append('{');
        String indent = " ".repeat(depth + 1);
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.properties().iterator(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            text.append('\n').append(indent).append('"').append(field.getKey()).append("\": ");
            write(field.getValue(), depth + 1, text);
            text.append(fields.hasNext() ? "," : "");
        }
        text.append('\n').append(" ".repeat(depth)).append('}');
    }

    private static String line(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(FILE.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
