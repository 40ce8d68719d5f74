package consimt.whatsapp.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.whatsapp.Story;
import consimt.whatsapp.envelope.Envelope.Ignored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever arrives is an envelope or has a reason why it is none; nothing is thrown, and nothing takes long. */
@Timeout(120)
class EnvelopeFuzzTest {

    private static final int TRIES = Cases.of(2_500, 100_000);
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(20261124);
    private final List<Story> stories = Story.all();

    @Test
    void whateverIsDoneToAnEnvelopeItIsReadOrHasAReason() throws IOException {
        int unreadable = 0;
        Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
        int updates = 0;
        for (int i = 0; i < TRIES; i++) {
            Story story = stories.get(random.nextInt(stories.size()));
            byte[] body = changed(story.body());
            Optional<Envelope> received = Envelope.read(body, NOW);
            if (received.isPresent()) {
                Envelope envelope = received.get();
                envelope.ignored().forEach((why, times) -> ignored.merge(why, times, Integer::sum));
                for (Update update : envelope.updates()) {
                    updates++;
                    assertSound(update);
                }
                assertTrue(Numbers.in(body).orElseThrow().cover(envelope), () -> text(body));
            } else {
                unreadable++;
            }
        }
        // The changes reach everything that can go wrong, and leave enough as it was.
        assertTrue(unreadable > 0);
        assertEquals(Ignored.values().length, ignored.size(), ignored::toString);
        assertTrue(updates > TRIES / 4, "updates: " + updates);
    }

    private static String text(byte[] body) {
        return new String(body, UTF_8);
    }

    private static void assertSound(Update update) {
        assertNotNull(update.person().userId());
        assertTrue(update.entryId().value().length() <= 128);
        assertTrue(update.phoneNumberId().matches("[0-9]{1,32}"));
        assertTrue(!update.time().at().isAfter(NOW.plusSeconds(300))
                && update.time().at().getEpochSecond() >= 946_684_800);
        assertTrue(update.toString().length() < 500);
    }

    private byte[] changed(byte[] body) throws IOException {
        return switch (random.nextInt(10)) {
            case 0 -> cut(body);
            case 1 -> withChangedBytes(body);
            case 2 -> withAPartTwice(body);
            case 3 -> withAFieldTwice(body);
            case 4 -> random.nextInt(20) == 0 ? randomBytes() : nested(body);
            default -> withOtherValues(body);
        };
    }

    private byte[] cut(byte[] body) {
        int from = random.nextInt(body.length);
        int to = from + random.nextInt(body.length - from + 1);
        return join(body, 0, from, body, to, body.length);
    }

    private byte[] withChangedBytes(byte[] body) {
        byte[] changed = body.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private byte[] withAPartTwice(byte[] body) {
        int from = random.nextInt(body.length);
        int to = from + random.nextInt(body.length - from + 1);
        return join(body, 0, to, body, from, body.length);
    }

    private byte[] withAFieldTwice(byte[] body) {
        String text = new String(body, UTF_8);
        int colon = text.indexOf("\":", random.nextInt(text.length()));
        int quote = colon < 0 ? -1 : text.lastIndexOf('"', colon - 1);
        return quote < 0
                ? body
                : (text.substring(0, quote) + text.substring(quote, colon) + "\":null," + text.substring(quote))
                        .getBytes(UTF_8);
    }

    private byte[] nested(byte[] body) {
        int deep = random.nextInt(120);
        String text = new String(body, UTF_8);
        int at = text.indexOf('[', random.nextInt(text.length())) + 1;
        return (text.substring(0, at)
                        + "[".repeat(deep)
                        + "]".repeat(deep)
                        + (text.startsWith("]", at) ? "" : ",")
                        + text.substring(at))
                .getBytes(UTF_8);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Some values anywhere in it become values of another type, stand elsewhere too, or are gone. */
    private byte[] withOtherValues(byte[] body) throws IOException {
        JsonNode tree = JSON.readTree(body);
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        for (int i = random.nextInt(3); i >= 0; i--) {
            JsonNode container = containers.get(random.nextInt(containers.size()));
            JsonNode value = random.nextInt(4) == 0
                    ? containers.get(random.nextInt(containers.size())).deepCopy()
                    : anyValue();
            if (container instanceof ObjectNode object && !object.isEmpty()) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (random.nextInt(4) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, value);
                }
            } else if (container instanceof ArrayNode array) {
                array.insert(random.nextInt(array.size() + 1), value);
            }
        }
        return JSON.writeValueAsBytes(tree);
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private JsonNode anyValue() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(14)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextLong());
            case 3 -> make.numberNode(new BigInteger(300, random));
            case 4 -> make.numberNode(random.nextGaussian() * 1e300);
            case 5 -> make.textNode("");
            case 6 -> make.textNode("x".repeat(random.nextInt(2_000)));
            case 7 -> make.textNode("a\u0000\ud83d\u202e'\"\\ 40701110001");
            case 8 -> make.arrayNode();
            case 9 -> make.objectNode();
            case 10 -> make.textNode("1795514400");
            case 11 -> make.textNode("failed");
            case 12 -> make.textNode("system");
            default -> make.numberNode(131050);
        };
    }

    private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(one, from, to - from);
        joined.write(other, otherFrom, otherTo - otherFrom);
        return joined.toByteArray();
    }

    /** Each as large as an envelope may be, of what costs most to read. */
    @Test
    void theLargestEnvelopesOfTheWorstFormsAreReadOrHaveAReason() {
        String start = "{\"object\":\"whatsapp_business_account\",\"entry\":";
        String number = "\"metadata\":{\"phone_number_id\":\"1060001\"}";
        String change = start + "[{\"changes\":[{\"field\":\"messages\",\"value\":{" + number + ",";
        String person = "\"from\":\"40701110001\",\"id\":\"wamid.1\",\"timestamp\":\"1795514400\"";
        assertEquals(Optional.empty(), largest("", "["));
        assertEquals(Optional.empty(), largest(start, "{\"a\":"));
        assertEquals(Optional.empty(), largest(start, "[],"));
        assertEquals(Optional.empty(), largest(start + "\"", "\\u0041"));
        assertEquals(Optional.empty(), largest(start, "9"));
        assertEquals(Map.of(Ignored.WRONG_FORM, 1_500_000), ignored(start + "[" + "1,".repeat(1_499_999) + "1]}"));
        assertEquals(
                Map.of(),
                ignored(change + "\"contacts\":["
                        + numbered(30_000, "{\"wa_id\":\"40701%d\",\"user_id\":\"RO.%d\"}")
                        + "],\"messages\":[]}}]}]}"));
        assertEquals(
                Map.of(),
                ignored(change + "\"contacts\":[" + ofOneHash(45_000, "{\"wa_id\":\"%s\",\"user_id\":\"RO.%d\"}")
                        + "],\"messages\":[]}}]}]}"));
        assertEquals(Map.of(), ignored(change + ofOneHash(65_000, "\"%s\":%d") + "}}]}]}"));
        assertEquals(
                Map.of(Ignored.WRONG_FORM, 1),
                ignored(change + "\"statuses\":[{" + person + ",\"status\":\"failed\",\"errors\":["
                        + numbered(100_000, "{\"code\":-1%d%d}") + "]}]}}]}]}"));
        assertEquals(
                Map.of(Ignored.NO_PERSON, 1),
                ignored(change + "\"messages\":[{\"id\":\"wamid.1\",\"timestamp\":\"1795514400\",\"type\":\"system\","
                        + "\"system\":{\"type\":\"user_changed_user_id\",\"user_id\":\"RO.2\",\"body\":\""
                        + "changed from a to ".repeat(150_000) + "\"}}]}}]}]}"));
        assertEquals(
                Map.of(Ignored.UNKNOWN_FIELD, 1),
                ignored(change.replace("messages", "new") + "\"x\":[" + "{\"from\":\"1\"},".repeat(200_000)
                        + "1]}}]}]}"));
        assertEquals(
                Map.of(Ignored.UNKNOWN_KIND, 1),
                ignored(change + "\"messages\":[{" + person + ",\"type\":\"x\",\"x\":["
                        + numbered(200_000, "\"stop %d\"") + "]}]}}]}]}"));
        Envelope form = Envelope.read(
                        (change + "\"messages\":[{" + person
                                        + ",\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\","
                                        + "\"nfm_reply\":{\"response_json\":\"[" + numbered(150_000, "\\\"no %d\\\"")
                                        + "]\"}}}]}}]}]}")
                                .getBytes(UTF_8),
                        NOW)
                .orElseThrow();
        assertEquals(
                201,
                ((Update.MessageReceived) form.updates().get(0))
                        .words()
                        .buttons()
                        .size());
        Envelope codes = Envelope.read(
                        (change + "\"statuses\":[{" + person.replace("from", "recipient_id")
                                        + ",\"status\":\"failed\",\"errors\":["
                                        + numbered(100_000, "{\"code\":1%d}")
                                        + "]}]}}]}]}")
                                .getBytes(UTF_8),
                        NOW)
                .orElseThrow();
        assertEquals(
                100_000,
                codes.updates().stream().map(Update::entryId).distinct().count());
    }

    private static Optional<Envelope> largest(String start, String part) {
        int parts = (EnvelopeJson.LARGEST - start.length()) / part.length();
        return Envelope.read((start + part.repeat(parts)).getBytes(UTF_8), NOW);
    }

    private static Map<Ignored, Integer> ignored(String body) {
        return Envelope.read(body.getBytes(UTF_8), NOW).orElseThrow().ignored();
    }

    /** "Aa" and "BB" have one hash, and so has whatever is made of as many of them. */
    private static String ofOneHash(int count, String form) {
        return String.join(
                ",",
                IntStream.range(0, count)
                        .mapToObj(i -> form.formatted(
                                Integer.toBinaryString(1 << 16 | i)
                                        .substring(1)
                                        .replace("0", "Aa")
                                        .replace("1", "BB"),
                                i))
                        .toList());
    }

    private static String numbered(int count, String form) {
        return String.join(
                ",",
                IntStream.range(100_000, 100_000 + count)
                        .mapToObj(i -> form.replace("%d", Integer.toString(i)))
                        .toList());
    }
}
