package consimt.priming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers for AWS's services during a rehearsal. Tables are empty, but for the settings of one business; writes succeed, and
 * nothing is stored; each secret has the same text.
 */
final class StandIn implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";
    private static final String KEY_OF_SETTINGS = "businessId";

    /** An update's {@code #name = :value}, also as {@code #name = if_not_exists(#name, :value)}. */
    private static final Pattern SET = Pattern.compile("(#\\w+) = (?:if_not_exists\\(#\\w+, )?(:\\w+)");

    private final ObjectMapper json;
    private final JsonNode answers;
    private final HttpServer server;

    private StandIn(ObjectMapper json, JsonNode answers, HttpServer server) {
        this.json = json;
        this.answers = answers;
        this.server = server;
    }

    /**
     * @param answers {@code secret}, a text, and {@code settings}, items of the table of businesses
     * @throws IOException if no port is free
     */
    static StandIn start(ObjectMapper json, JsonNode answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandIn standIn = new StandIn(json, answers, server);
        server.createContext("/", standIn::answer);
        server.start();
        return standIn;
    }

    URI address() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        JsonNode request = json.readTree(call.getRequestBody());
        String target = call.getRequestHeaders().getFirst(TARGET);
        byte[] answer = json.writeValueAsBytes(
                answer(target == null ? "" : target.substring(target.indexOf('.') + 1), request));
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        call.sendResponseHeaders(200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
    }

    private ObjectNode answer(String action, JsonNode request) {
        ObjectNode answer = json.createObjectNode();
        switch (action) {
            case "GetItem" -> {
                JsonNode item = itemOf(request.get("Key"));
                if (item != null) {
                    answer.set("Item", item);
                }
            }
            case "UpdateItem" -> answer.set("Attributes", updated(request));
            case "Query" -> answer.put("Count", 0).put("ScannedCount", 0).putArray("Items");
            case "BatchGetItem" -> answer.putObject("Responses");
            case "GetSecretValue" -> answer.set("SecretString", answers.get("secret"));
            default -> {}
        }
        return answer;
    }

    private @Nullable JsonNode itemOf(JsonNode key) {
        JsonNode id = key.get(KEY_OF_SETTINGS);
        for (JsonNode item : answers.get("settings")) {
            if (item.get(KEY_OF_SETTINGS).equals(id)) {
                return item;
            }
        }
        return null;
    }

    /** The key, and what the update sets. */
    private ObjectNode updated(JsonNode request) {
        ObjectNode item = request.get("Key").deepCopy();
        Matcher set = SET.matcher(request.path("UpdateExpression").asText());
        set.results().forEach(each -> put(item, request, each));
        return item;
    }

    private static void put(ObjectNode item, JsonNode request, MatchResult set) {
        JsonNode name = request.at("/ExpressionAttributeNames/" + set.group(1));
        JsonNode value = request.at("/ExpressionAttributeValues/" + set.group(2));
        if (name.isTextual() && value.isObject()) {
            item.set(name.textValue(), value);
        }
    }
}
