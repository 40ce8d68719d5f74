package consimt.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import consimt.notice.delivery.NoticeEvents;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What functions are primed with before a snapshot: the example of each in the OpenAPI document, as its own, as the
 * gateway hands it over, of a business without settings, and of a person who is known already; and events of the forms
 * that only AWS calls. With them, what the stand-in answers: the settings of the examples' business, its ledger of the
 * examples' person, its relation with the known one, a secret, and the keys of an identity provider.
 */
final class PrimingExamples {

    static final Path FILE = Path.of("src/main/resources/consimt/priming/examples.json");

    static final String SECRET = "of a rehearsal";
    private static final String OF_BUSINESS = "businessId";
    private static final String OF_PERSON = "userId";

    /** In place of the version of a relation, which is another one each time. */
    private static final String NO_HASH = "AAAAAAA=";

    /** The example of a check asks for this person, too. */
    private static final String KNOWN = "40700001002";

    private static final List<String> PROOF = List.of("evidence", "salt");

    /** Of a person, under the secret of the rehearsal, from a hundred years on. */
    static final String LINK = "L6eGzXeIDbaJbFDYppYJlc3F4PK98vmTAePgMuUaR_MdlQQ";

    /** A token of RFC 7515, appendix A.2, and the key by which it is verified. It expired in 2011. */
    private static final String TOKEN =
            "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9"
                    + "leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2Vt"
                    + "Qgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKB"
                    + "YNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN"
                    + "9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI"
                    + "8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    private static final String KEY = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJ"
            + "PMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0"
            + "LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD"
            + "Zlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2"
            + "PAcDTW9gb54h4FRWyuXpoQ";

    private static final long AT = 1_795_514_400L;

    private PrimingExamples() {}

    static String text(JsonNode document, List<FunctionTable.Function> functions) throws IOException {
        World world = World.fresh();
        JsonNode settled = example(document, "configure-business");
        world.call("configure-business", World.JSON.writeValueAsBytes(settled));
        world.settle("operator", "'gateway':{'address':'https://consimt.example/live'}");
        ObjectNode all = World.JSON.createObjectNode();
        all.put("secret", SECRET);
        ArrayNode settings = all.putArray("settings");
        world.items(world.tables.businesses()).stream()
                .map(PrimingExamples::item)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(settings::add);
        all.putArray("relations").add(relation(world, settled.get(OF_BUSINESS).textValue()));
        all.set("entries", entries(document, world));
        all.putObject("keys")
                .putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("n", KEY)
                .put("e", "AQAB");
        ObjectNode events = all.putObject("events");
        Map<String, List<JsonNode>> ofAws =
                ofAws(world, settled.at("/whatsapp/phoneNumberIds/0").textValue());
        for (FunctionTable.Function function : functions) {
            ArrayNode its = events.putArray(function.name());
            JsonNode example = example(document, function.name());
            if (function.isOfForm("json") && !example.isMissingNode()) {
                its.add(example);
                its.add(byGateway(function.name(), example));
                if (example.has(OF_BUSINESS)) {
                    its.add(example.<ObjectNode>deepCopy().put(OF_BUSINESS, "unsettled"));
                }
                if (example.has(OF_PERSON)) {
                    its.add(example.<ObjectNode>deepCopy().put(OF_PERSON, KNOWN));
                }
            } else {
                its.addAll(ofAws.getOrDefault(function.name(), List.of()));
            }
        }
        return World.JSON
                        .writer()
                        .with(SerializationFeature.INDENT_OUTPUT)
                        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsString(all)
                + "\n";
    }

    /** Without an endpoint for notices, whose address would be looked up. */
    private static JsonNode example(JsonNode document, String function) {
        JsonNode example = document.at("/paths/~1" + function + "/post/requestBody/content/application~1json/example");
        return example.has("notices") ? example.<ObjectNode>deepCopy().without("notices") : example;
    }

    private static ObjectNode byGateway(String function, JsonNode body) {
        ObjectNode event = World.JSON
                .createObjectNode()
                .put("httpMethod", "POST")
                .put("path", "/" + function)
                .put("body", body.toString());
        event.putObject("headers").put("Content-Type", "application/json");
        event.putObject("requestContext")
                .put("domainName", "consimt.example")
                .put("path", "/live/" + function)
                .put("resourcePath", "/" + function)
                .putObject("identity")
                .put("userArn", "arn:aws:iam::000000000000:role/rehearsal");
        return event;
    }

    /** Somebody who writes to the business and has opted in. */
    private static ObjectNode relation(World world, String businessId) {
        world.call(
                "decide-consent",
                "{'requestId':'yes-1','userId':'%s','businessId':'%s','decision':'CONTINUE'}",
                KNOWN,
                businessId);
        world.call("request-opt-in", "{'requestId':'in-1','userId':'%s','businessId':'%s'}", KNOWN, businessId);
        return world.items(world.tables.relations()).stream()
                .filter(item -> KNOWN.equals(item.get(OF_PERSON).s()))
                .map(PrimingExamples::item)
                .findFirst()
                .orElseThrow();
    }

    /** The opt-out of the examples, why it was, and its work by hand. */
    private static ArrayNode entries(JsonNode document, World world) throws IOException {
        for (String function : List.of("request-opt-out", "explain-opt-out")) {
            world.call(function, World.JSON.writeValueAsBytes(example(document, function)));
        }
        String person = example(document, "request-opt-out").get(OF_PERSON).textValue();
        ArrayNode entries = World.JSON.createArrayNode();
        world.items(world.tables.ledger()).stream()
                .filter(item -> item.containsKey(OF_PERSON)
                        && person.equals(item.get(OF_PERSON).s()))
                .map(PrimingExamples::item)
                .map(item -> item.<ObjectNode>without(PROOF))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .forEach(entries::add);
        return entries;
    }

    private static Map<String, List<JsonNode>> ofAws(World world, String number) throws IOException {
        String refusal = new String(
                Envelopes.of(Envelopes.message(number, "40700000001", "wamid.1", "Nu mai vreau mesaje de la voi", AT)),
                StandardCharsets.UTF_8);
        ObjectNode webhook = http("POST", "/receive-whatsapp");
        webhook.put("body", refusal);
        webhook.putObject("headers")
                .put("X-Hub-Signature-256", new Platform(SECRET).signature(refusal.getBytes(StandardCharsets.UTF_8)));
        ObjectNode page = http("GET", "/unsubscribe");
        page.putObject("queryStringParameters").put("link", "Link-that-nobody-made");
        page.putObject("headers").put("accept-language", "ro");
        Map<String, List<JsonNode>> events = new TreeMap<>();
        events.put("receive-whatsapp", List.of(webhook));
        events.put(
                "receive-whatsapp-sns",
                List.of(tree(Envelopes.ofQueue(
                                Envelopes.published(Envelopes.message(number, "40700000001", "wamid.2", "STOP", AT)))
                        .json())));
        events.put("unsubscribe", List.of(page));
        events.put("read-keys", List.of(http("GET", "/read-keys")));
        events.put("authorize-caller", List.of(call("a-link-that-nobody-made"), call(TOKEN), call(LINK)));
        world.call("request-opt-out", "{'requestId':'stop-1','userId':'40700000001','businessId':'%s'}", "told");
        events.put(
                "publish-notices",
                List.of(withoutProof(NoticeEvents.ofStream(world, "told").json())));
        events.put(
                "deliver-notice",
                List.of(tree(NoticeEvents.ofQueue(world, "told", 1).json())));
        return events;
    }

    private static JsonNode call(String token) {
        return World.JSON
                .createObjectNode()
                .put("type", "TOKEN")
                .put("authorizationToken", "Bearer " + token)
                .put("methodArn", "arn:aws:execute-api:eu-central-1:000000000000:a/live/POST/check-permission");
    }

    /** In one order. The proof of an entry has a salt, which is another one each time. */
    private static JsonNode withoutProof(byte[] stream) throws IOException {
        JsonNode event = tree(stream);
        for (JsonNode record : event.get("Records")) {
            ObjectNode image = (ObjectNode) record.at("/dynamodb/NewImage");
            ObjectNode notice = (ObjectNode) image.get("notice");
            notice.set("M", inOrder(notice.get("M")));
            ((ObjectNode) record.get("dynamodb")).set("NewImage", inOrder(image).without(PROOF));
        }
        return event;
    }

    private static ObjectNode inOrder(JsonNode image) {
        Map<String, JsonNode> attributes = new TreeMap<>();
        image.properties().forEach(each -> attributes.put(each.getKey(), each.getValue()));
        ObjectNode ordered = World.JSON.createObjectNode();
        ordered.setAll(attributes);
        return ordered;
    }

    private static ObjectNode http(String method, String path) {
        return World.JSON.createObjectNode().put("httpMethod", method).put("path", path);
    }

    private static JsonNode tree(byte[] json) throws IOException {
        return World.JSON.readTree(json);
    }

    /** As the store's protocol has it. */
    private static ObjectNode item(Map<String, AttributeValue> item) {
        ObjectNode made = World.JSON.createObjectNode();
        new TreeMap<>(item).forEach((name, value) -> {
            if (value.s() != null) {
                made.putObject(name).put("S", inOrder(value.s()));
            } else if (value.n() != null) {
                made.putObject(name).put("N", value.n());
            } else if (value.hasM()) {
                made.putObject(name).set("M", item(value.m()));
            } else if (value.b() != null) {
                made.putObject(name).put("B", NO_HASH);
            } else {
                throw new IllegalStateException("no text, number, map or hash: " + name);
            }
        });
        return made;
    }

    /** The fields of settings have no order of their own. */
    private static String inOrder(String text) {
        try {
            return text.startsWith("{")
                    ? World.JSON
                            .writer()
                            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                            .writeValueAsString(World.JSON.readValue(text, Map.class))
                    : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
