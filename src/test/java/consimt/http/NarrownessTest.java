package consimt.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The gateway refuses no text that a function takes: every text field of every input is tried with many texts, and what the
 * function has nothing against must fit the document's pattern and length.
 */
class NarrownessTest {

    private static final int TEXTS = Cases.of(10, 200);

    /** From these all others are made by a few changes, so that many of them are sound. */
    private static final List<String> SOUND = List.of(
            "ro",
            "en-US-u-fw-mon-mu-celsius",
            "zh-Hant-TW-x-a-b-c-d",
            "40700000001",
            "+40 (755) 500-001",
            "whatsapp:RO.1",
            "RO.1",
            "wamid.HBgLNDA=",
            "person~block-1",
            "2026-11-24",
            "Europe/Bucharest",
            "Etc/GMT+3",
            "https://shop.example/x?y=1",
            "https://shop.example/live",
            "consimt/notices/a",
            "1795521600000-0q3v8k1mqki9g6qr4a1t1bae9k",
            "consimt/whatsapp/shop.b",
            "OTHER",
            "RO",
            "DE",
            "NO_TIME_TO_READ",
            "mmrepp2el60lot1bae9k7pejni",
            "01M883PH932DH9GXHF3JD7N8DN",
            "AwQ3Yk9v-1c0_Xh6",
            "106000123",
            "whatsapp",
            "twilio",
            "Nu mai vreau, mulțumesc",
            "a\r\nb\tc",
            "\u00a0",
            "x");

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "7",
            "-",
            "_",
            ".",
            ":",
            "+",
            "@",
            "/",
            "=",
            "~",
            " ",
            "\t",
            "\n",
            "\r",
            "\u000b",
            "\u0085",
            "\u00a0",
            "\u2028",
            "é",
            "😀",
            "%",
            "'",
            "<",
            "aaaaaaaa",
            "-ab1",
            "12345678901234567890");

    private final World world = World.fresh();
    private final Random random = new Random(10);
    private final Map<String, JsonNode> leaves = new TreeMap<>();

    @Test
    void whatAFunctionTakesTheGatewayTakesToo() {
        Set<String> patterns = new TreeSet<>();
        List<String> narrow = new ArrayList<>();
        ApiDocument.TREE
                .get("paths")
                .properties()
                .forEach(path -> gather(path.getKey().substring(1), path.getValue()));
        assertTrue(leaves.size() > 40, () -> leaves.keySet().toString());
        leaves.forEach((place, schema) -> {
            int taken = 0;
            patterns.add(schema.path("pattern").asText());
            for (String text : texts(schema)) {
                if (takes(place, text)) {
                    taken++;
                    if (!fits(schema, text)) {
                        narrow.add(place + ": " + text);
                    }
                }
            }
            // The places in lists are made by the functions alone.
            assertTrue(
                    taken > 0 || place.endsWith("nextToken") || place.endsWith("cursor"),
                    () -> "nothing sound for " + place);
        });
        assertTrue(narrow.isEmpty(), () -> narrow.stream().limit(30).toList().toString());
        assertTrue(patterns.size() > 10, patterns::toString);
    }

    /** The gateway looks into no refusal and no rows. */
    private void gather(String function, JsonNode operations) {
        JsonNode schema = operations.at("/post/requestBody/content/application~1json/schema");
        String validator =
                operations.at("/post/x-amazon-apigateway-request-validator").asText();
        if (!schema.isMissingNode() && !validator.equals("nothing")) {
            gather(function, "", schema);
        }
    }

    private void gather(String function, String place, JsonNode reference) {
        JsonNode schema = ApiDocument.resolved(reference);
        for (String any : List.of("oneOf", "anyOf")) {
            schema.path(any).forEach(each -> gather(function, place, each));
        }
        schema.path("properties")
                .properties()
                .forEach(each -> gather(function, place + "/" + each.getKey(), each.getValue()));
        if (schema.has("items")) {
            gather(function, place + "/0", schema.get("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            String name = place.endsWith("/laws") ? "US-REVOKE-ALL" : "ro";
            gather(function, place + "/" + name, schema.get("additionalProperties"));
        }
        boolean isText = schema.path("type").asText().equals("string");
        if (isText && (schema.has("pattern") || schema.has("maxLength"))) {
            leaves.put(function + place, schema);
        }
    }

    private List<String> texts(JsonNode schema) {
        int longest = schema.path("maxLength").asInt(300);
        Stream<String> lengths = IntStream.of(longest - 1, longest, longest + 1, 2 * longest)
                .filter(length -> length > 0)
                .boxed()
                .flatMap(length -> Stream.of("a".repeat(length), "A".repeat(length), "1".repeat(length)));
        Stream<String> changed = IntStream.range(0, TEXTS).mapToObj(i -> changed(SOUND.get(i % SOUND.size())));
        return Stream.of(SOUND.stream(), lengths, changed).flatMap(all -> all).toList();
    }

    private String changed(String text) {
        String changed = text;
        for (int i = random.nextInt(4); i > 0; i--) {
            int from = changed.offsetByCodePoints(0, random.nextInt(changed.codePointCount(0, changed.length()) + 1));
            int to = random.nextBoolean() || from == changed.length() ? from : changed.offsetByCodePoints(from, 1);
            changed = changed.substring(0, from) + PIECES.get(random.nextInt(PIECES.size())) + changed.substring(to);
        }
        return changed;
    }

    /** Whether the function, which has something against this input as a whole, has nothing against the text. */
    private boolean takes(String place, String text) {
        String[] steps = place.split("/");
        JsonNode value = JsonNodeFactory.instance.textNode(text);
        StringBuilder field = new StringBuilder();
        for (int i = 1; i < steps.length; i++) {
            field.append(steps[i].equals("0") ? "[0]" : (i == 1 ? "" : ".") + steps[i]);
        }
        for (int i = steps.length - 1; i > 0; i--) {
            value = steps[i].equals("0")
                    ? JsonNodeFactory.instance.arrayNode().add(value)
                    : JsonNodeFactory.instance.objectNode().set(steps[i], value);
        }
        ObjectNode input = ((ObjectNode) value).put("no-field-of-any-input", 1);
        JsonNode answer = world.call(steps[0], bytes(place.endsWith("/proof") ? byABusiness(input) : input));
        List<String> fields = answer.path("errors").findValuesAsText("field");
        assertFalse(fields.isEmpty(), () -> place + " " + answer);
        return !fields.contains(field.toString());
    }

    /** Nobody else has a proof to tell. */
    private static JsonNode byABusiness(ObjectNode input) {
        ObjectNode call = (ObjectNode) World.tree("{'caller':{'kind':'BUSINESS','businessId':'b'}}");
        return call.set("input", input.put("businessId", "b"));
    }

    private static byte[] bytes(JsonNode input) {
        try {
            return World.JSON.writeValueAsBytes(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean fits(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        return length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && length >= schema.path("minLength").asInt(0)
                && (!schema.has("pattern")
                        || Pattern.compile(schema.get("pattern").textValue())
                                .matcher(text)
                                .find());
    }
}
