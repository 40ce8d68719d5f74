package consimt.priming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import consimt.runtime.Rehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers for AWS's services during a rehearsal. Tables are empty, but for the settings of one business, its ledger of one
 * person, and its relation with another; writes succeed, but for those that find another item than they expect, and
 * nothing is stored; each secret has the same text, and none has a former one. It also publishes the keys of an identity
 * provider.
 */
final class StandIn implements AutoCloseable {

    private static final String TARGET = "X-Amz-Target";

    /** In this order: the key of settings is a part of that of a relation. */
    private static final List<String> ITEMS = List.of("settings", "relations");

    /** A query's {@code #name = :value}: the first part of the key. What it says of the second part is not read. */
    private static final Pattern KEY = Pattern.compile("(#\\w+) = (:\\w+)");

    /** The field of an answer that names an error. */
    private static final String ERROR = "__type";

    private static final String FORMER = ".previous";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final ObjectMapper json;
    private final JsonNode answers;
    private final String ledger;
    private final HttpServer server;

    /** How many items were to replace one that is there. Every other one is refused. */
    private final AtomicInteger replacements = new AtomicInteger();

    private StandIn(ObjectMapper json, JsonNode answers, String ledger, HttpServer server) {
        this.json = json;
        this.answers = answers;
        this.ledger = ledger;
        this.server = server;
    }

    /**
     * @param answers {@code secret}, a text; {@code settings} and {@code relations}, items of these tables; {@code entries},
     *     items of the ledger; {@code keys}, a set of JWK
     * @param ledger the name of the ledger's table
     * @throws IOException if no port is free
     */
    static StandIn start(ObjectMapper json, JsonNode answers, String ledger) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StandIn standIn = new StandIn(json, answers, ledger, server);
        server.createContext("/", standIn::answer);
        server.createContext(Rehearsal.KEYS, standIn::publishKeys);
        server.start();
        return standIn;
    }

    URI address() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
        JsonNode request = json.readTree(call.getRequestBody());
        String target = call.getRequestHeaders().getFirst(TARGET);
        String action = target == null ? "" : target.substring(target.indexOf('.') + 1);
        ObjectNode answer = answer(action, request);
        byte[] text = json.writeValueAsBytes(answer);
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        call.sendResponseHeaders(answer.has(ERROR) ? BAD_REQUEST : OK, text.length);
        call.getResponseBody().write(text);
        call.close();
    }

    private void publishKeys(HttpExchange call) throws IOException {
        byte[] keys = json.writeValueAsBytes(answers.get("keys"));
        call.sendResponseHeaders(OK, keys.length);
        call.getResponseBody().write(keys);
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
            case "BatchGetItem" -> {
                ObjectNode responses = answer.putObject("Responses");
                request.get("RequestItems")
                        .properties()
                        .forEach(table -> responses.set(
                                table.getKey(), itemsOf(table.getValue().get("Keys"))));
            }
            case "Query" -> {
                ArrayNode items = answer.putArray("Items");
                if (ledger.equals(request.path("TableName").asText())) {
                    entriesOf(request).forEach(items::add);
                }
                answer.put("Count", items.size()).put("ScannedCount", items.size());
            }
            case "PutItem" -> {
                JsonNode there = replacedBy(request.get("Item"));
                if (there != null && replacements.getAndIncrement() % 2 == 0) {
                    answer.put(ERROR, "ConditionalCheckFailedException").set("Item", there);
                }
            }
            case "GetSecretValue" -> {
                if (isFormerSecret(request)) {
                    answer.put(ERROR, "ResourceNotFoundException");
                } else {
                    answer.set("SecretString", answers.get("secret"));
                }
            }
            default -> {}
        }
        return answer;
    }

    /** The stored relation that this item is to replace; null if it is to replace none. */
    private @Nullable JsonNode replacedBy(JsonNode item) {
        return item.has("shape") ? itemOf(item.<ObjectNode>deepCopy().retain("userId", "businessId")) : null;
    }

    /** Where secrets are not being rotated, as at most times. */
    private static boolean isFormerSecret(JsonNode request) {
        return request.path("SecretId").asText().endsWith(FORMER)
                || request.path("VersionStage").asText().equals("AWSPREVIOUS");
    }

    private List<JsonNode> entriesOf(JsonNode request) {
        Matcher key = KEY.matcher(request.path("KeyConditionExpression").asText());
        if (!key.find()) {
            return List.of();
        }
        String name = request.at("/ExpressionAttributeNames/" + key.group(1)).asText();
        JsonNode value = request.at("/ExpressionAttributeValues/" + key.group(2));
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode entry : answers.get("entries")) {
            if (entry.path(name).equals(value)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private ArrayNode itemsOf(JsonNode keys) {
        ArrayNode items = json.createArrayNode();
        for (JsonNode key : keys) {
            JsonNode item = itemOf(key);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private @Nullable JsonNode itemOf(JsonNode key) {
        for (String table : ITEMS) {
            for (JsonNode item : answers.get(table)) {
                if (key.properties().stream().allMatch(part -> part.getValue().equals(item.get(part.getKey())))) {
                    return item;
                }
            }
        }
        return null;
    }
}
