package consimt.zip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import consimt.access.TestIssuer;
import consimt.kit.LocalServer;
import consimt.notice.delivery.NoticeEvents;
import consimt.whatsapp.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What functions call besides the tables: Secrets Manager, a queue, a bus, an identity provider, a business's endpoint. */
public final class Services implements AutoCloseable {

    private static final Map<String, String> SECRETS = Map.of(
            "consimt/link-key", "a key for tests",
            "consimt/receipts/key", "a key of receipts for tests",
            "consimt/whatsapp/app-secret", Platform.SECRET,
            "consimt/notices/kiosc", "whsec_YSBzZWNyZXQgZm9yIHRlc3RzIG9mIG5vdGljZXM=");

    private final LocalServer http = new LocalServer(Runnable::run, Map.of("/", this::serve, "/endpoint", this::take));
    private final TestIssuer issuer = new TestIssuer();
    private final List<JsonNode> queued = new CopyOnWriteArrayList<>();
    private final List<JsonNode> onTheBus = new CopyOnWriteArrayList<>();
    private final List<Headers> posted = new CopyOnWriteArrayList<>();

    /** What leads a function here instead of to AWS. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                address(),
                "AWS_ENDPOINT_URL_EVENTBRIDGE",
                address(),
                "CONSIMT_NOTICES_LOCAL",
                "true",
                "CONSIMT_NOTICES_QUEUE",
                address() + "/000000000000/notices.fifo",
                "CONSIMT_NOTICES_BUS",
                "notices",
                "CONSIMT_BUSINESS_TOKEN_ISSUER",
                issuer.address(),
                "CONSIMT_BUSINESS_TOKEN_AUDIENCE",
                TestIssuer.AUDIENCE);
    }

    /** Where the business {@code kiosc} takes notices. */
    String endpoint() {
        return address() + "/endpoint";
    }

    /** A token of the identity provider. */
    public String token(String businessId) {
        return issuer.token(businessId, Instant.now());
    }

    /** All that is in the queue, in an event of it. */
    String queued() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        for (JsonNode message : queued) {
            NoticeEvents.add(
                    records,
                    "m-" + records.size(),
                    message.get("MessageBody").textValue(),
                    message.get("MessageGroupId").textValue(),
                    message.get("MessageDeduplicationId").textValue(),
                    1);
        }
        return event.toString();
    }

    List<JsonNode> onTheBus() {
        return onTheBus;
    }

    /** The headers of each post to the endpoint. */
    List<Headers> posted() {
        return posted;
    }

    @Override
    public void close() {
        http.close();
    }

    private String address() {
        return "http://localhost:" + http.port();
    }

    private void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        posted.add(exchange.getRequestHeaders());
        LocalServer.answer(exchange, 204, "");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String action = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        JsonNode request = Reply.json(LocalServer.bodyOf(exchange));
        switch (action == null ? "" : action) {
            case "secretsmanager.GetSecretValue" -> readSecret(request, exchange);
            case "AmazonSQS.SendMessageBatch" -> queue(request, exchange);
            case "AWSEvents.PutEvents" -> {
                request.get("Entries").forEach(onTheBus::add);
                LocalServer.answerAsAws(exchange, 200, "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");
            }
            default -> LocalServer.answerAsAws(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        }
    }

    private static void readSecret(JsonNode request, HttpExchange exchange) throws IOException {
        String secret = SECRETS.get(request.get("SecretId").textValue());
        if (secret == null) {
            LocalServer.answerAsAws(exchange, 400, "{\"__type\":\"ResourceNotFoundException\"}");
        } else {
            LocalServer.answerAsAws(
                    exchange,
                    200,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("SecretString", secret)
                            .toString());
        }
    }

    private void queue(JsonNode request, HttpExchange exchange) throws IOException {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode taken = answer.putArray("Successful");
        for (JsonNode message : request.get("Entries")) {
            queued.add(message);
            taken.addObject()
                    .put("Id", message.get("Id").textValue())
                    .put("MessageId", "m")
                    .put("MD5OfMessageBody", md5(message.get("MessageBody").textValue()));
        }
        answer.putArray("Failed");
        LocalServer.answerAsAws(exchange, 200, answer.toString());
    }

    /** The client compares it. */
    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }
}
