package consimt.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Model Context Protocol in both of its eras, a message at a time. Until 2025-11-25 a client begins with
 * {@code initialize}. Since 2026-07-28 each request says its version, and nothing is remembered between two.
 */
final class McpServer {
    // JSON-RPC's own codes, and of the protocol that for a version that is not spoken.
    private static final int NO_JSON = -32700;
    private static final int NO_REQUEST = -32600;
    private static final int NO_SUCH_METHOD = -32601;
    private static final int WRONG_PARAMS = -32602;
    private static final int OTHER_VERSION = -32022;

    private static final List<String> VERSIONS =
            List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
    private static final String STATELESS = VERSIONS.get(0);
    private static final String META = "io.modelcontextprotocol/";

    private final McpTools tools;
    private final ObjectNode self;
    private final JsonNode told;

    /** @param version of this program */
    McpServer(McpTools tools, String version) throws IOException {
        this.tools = tools;
        this.self = object().put("name", "consimt").put("version", version);
        try (InputStream in = McpServer.class.getResourceAsStream("mcp.json")) {
            this.told = Service.JSON.readTree(Objects.requireNonNull(in));
        }
    }

    /** A request that this server refuses. */
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        private Wrong(int code, String message) {
            super(message);
            this.code = code;
        }
    }

    /** @return a message without a line break, or null for what has no answer */
    @Nullable String answer(String line) {
        JsonNode id = NullNode.instance;
        ObjectNode answer = object().put("jsonrpc", "2.0");
        try {
            JsonNode request = Service.JSON.readTree(line);
            if (!request.isObject()) {
                throw new Wrong(NO_REQUEST, "a message is one JSON object");
            }
            JsonNode its = request.path("id");
            boolean isRequest = request.path("method").isTextual();
            if (its.isMissingNode() && isRequest || !request.has("method") && !its.isMissingNode()) {
                return null; // A notification, or an answer to a question that was never asked.
            }
            if (!its.isTextual() && !its.isIntegralNumber()) {
                throw new Wrong(NO_REQUEST, "an id is a text or a number");
            }
            id = its;
            if (!isRequest || !request.path("jsonrpc").asText().equals("2.0")) {
                throw new Wrong(NO_REQUEST, "this is no request of JSON-RPC 2.0");
            }
            answer.set("id", id);
            answer.set("result", result(request.get("method").asText(), request.path("params")));
        } catch (JsonProcessingException e) {
            refuse(answer, id, NO_JSON, "this is no JSON");
        } catch (Wrong e) {
            refuse(answer, id, e.code, Objects.requireNonNull(e.getMessage()));
            if (e.code == OTHER_VERSION) {
                answer.withObject("/error/data").set("supported", Service.JSON.<JsonNode>valueToTree(VERSIONS));
            }
        }
        return answer.toString();
    }

    private static void refuse(ObjectNode answer, JsonNode id, int code, String message) {
        answer.set("id", id);
        answer.putObject("error").put("code", code).put("message", message);
    }

    private ObjectNode result(String method, JsonNode params) {
        if (method.equals("initialize")) {
            String asked = params.path("protocolVersion").asText();
            return described().put("protocolVersion", VERSIONS.indexOf(asked) > 0 ? asked : VERSIONS.get(1));
        }
        JsonNode version = params.path("_meta").path(META + "protocolVersion");
        if (!version.isMissingNode() && !version.asText().equals(STATELESS)) {
            throw new Wrong(OTHER_VERSION, "this version is not spoken");
        }
        ObjectNode result = resultOfAny(method, params);
        return version.isMissingNode() && !method.equals("server/discover") ? result : complete(result, method);
    }

    /** What both eras have. */
    private ObjectNode resultOfAny(String method, JsonNode params) {
        return switch (method) {
            case "server/discover" -> described().set("supportedVersions", Service.JSON.valueToTree(VERSIONS));
            case "tools/list" -> object().set("tools", told.get("tools"));
            case "tools/call" -> {
                String tool = params.path("name").asText();
                if (!McpTools.has(tool)) {
                    throw new Wrong(WRONG_PARAMS, "there is no such tool");
                }
                yield tools.call(tool, params.path("arguments"));
            }
            case "ping" -> object();
            default -> throw new Wrong(NO_SUCH_METHOD, "there is no such method");
        };
    }

    private ObjectNode complete(ObjectNode result, String method) {
        result.put("resultType", "complete");
        result.putObject("_meta").set(META + "serverInfo", self);
        if (!method.equals("tools/call")) {
            result.put("ttlMs", 3_600_000).put("cacheScope", "public");
        }
        return result;
    }

    private ObjectNode described() {
        ObjectNode described = object();
        described.putObject("capabilities").putObject("tools");
        described.set("serverInfo", self);
        return described.set("instructions", told.get("instructions"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
