package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.dynamodb.Attributes;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import consimt.ledger.EntryContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What each release stored, and what it answered of it, is read by today's code alike. {@code -Dmake=stored} makes the files of
 * the version in the pom: once, when the version is set. Files of a release are never made again.
 */
class GoldenStoresTest {

    private static final Path ALL = Path.of("src/test/stored");
    private static final Pattern VERSION = Pattern.compile("<artifactId>consimt</artifactId>\\s*<version>([0-9.]+)");

    /** That of an endpoint that was switched off, which only a delivery stores. */
    private static final Set<EntryContent.Kind> NOT_MADE = EnumSet.of(EntryContent.Kind.ENDPOINT);

    static Stream<Path> releases() throws IOException {
        try (Stream<Path> releases = Files.list(ALL)) {
            return releases.sorted().toList().stream();
        }
    }

    @Test
    void theFilesOfThisVersionAreMadeOnce() throws IOException {
        assumeTrue("stored".equals(System.getProperty("make")));
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        World world = told();
        Map<String, JsonNode> items = new TreeMap<>();
        Set<String> kinds = new TreeSet<>();
        for (Map.Entry<String, String> table : tables(world).entrySet()) {
            ArrayNode all = World.JSON.createArrayNode();
            world.items(table.getValue()).stream()
                    .map(GoldenStoresTest::json)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .forEach(all::add);
            items.put(table.getKey(), all);
            all.forEach(item -> kinds.add(item.at("/kind/S").asText()));
        }
        Stream.of(EntryContent.Kind.values())
                .filter(kind -> !NOT_MADE.contains(kind))
                .forEach(kind -> assertTrue(kinds.contains(kind.name()), kind::name));
        ArrayNode answers = World.JSON.createArrayNode();
        for (String[] asked : questions(world)) {
            JsonNode answer = world.call(asked[0], asked[1]);
            assertTrue(!answer.path("outcome").asText().equals("REJECTED"), () -> asked[0] + asked[1] + answer);
            answers.addObject().put("function", asked[0]).put("input", asked[1]).set("answer", answer);
        }
        Path folder = Files.createDirectories(ALL.resolve(version.group(1)));
        Files.writeString(folder.resolve("now.txt"), world.clock.instant() + "\n");
        Files.writeString(folder.resolve("items.json"), lines(World.JSON.valueToTree(items)));
        Files.writeString(folder.resolve("answers.json"), lines(answers));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void whatAReleaseAnsweredIsAnsweredStill(Path release) throws IOException {
        World world = read(release, Map.of());
        for (JsonNode each : answers(release)) {
            JsonNode answer =
                    world.call(each.get("function").asText(), each.get("input").asText());
            assertHas(
                    each.get("answer"),
                    answer,
                    each.get("function").asText() + " " + each.get("input").asText());
        }
    }

    /** A rollback meets what a newer version stored. Each refusal stands, also after a rebuild. */
    @ParameterizedTest
    @MethodSource("releases")
    void aNewerKindAndANewerAttributeRefuseNothingLess(Path release) throws IOException {
        World world = read(release, Map.of("newerAttribute", AttributeValue.fromS("any")));
        int newer = 0;
        for (Map<String, AttributeValue> entry : world.items(world.tables.ledger())) {
            Map<String, AttributeValue> later = new HashMap<>(entry);
            later.put("entryId", AttributeValue.fromS("newer-" + newer++));
            later.put("kind", AttributeValue.fromS("A_NEWER_KIND"));
            later.put("value", AttributeValue.fromS("A_NEWER_VALUE"));
            world.client.putItem(put -> put.tableName(world.tables.ledger()).item(later));
        }
        assertTrue(newer > 100);
        int refusals = assertRefused(release, world);
        world.pages("rebuild-relation", "differences", "'dryRun':false");
        assertEquals(refusals, assertRefused(release, world));
        assertTrue(refusals > 50, refusals + " refusals");
    }

    private static int assertRefused(Path release, World world) throws IOException {
        int refusals = 0;
        for (JsonNode each : answers(release)) {
            if (each.get("function").asText().equals("check-permission")
                    && each.at("/answer/results/0/permission").asText().equals("REFUSED")) {
                JsonNode now = world.call("check-permission", each.get("input").asText());
                assertEquals("REFUSED", now.at("/results/0/permission").asText(), each::toString);
                refusals++;
            }
        }
        return refusals;
    }

    /** The sample, two random histories, and the kinds of facts that neither has. */
    private static World told() throws IOException {
        World world = World.fresh();
        for (JsonNode step : World.JSON.readTree(
                Path.of("src/local/resources/consimt/local/sample.json").toFile())) {
            world.call(
                    step.get("function").asText(), step.get("input").toString().getBytes(StandardCharsets.UTF_8));
        }
        for (int seed = 1; seed <= 2; seed++) {
            RandomHistory history = new RandomHistory(world, seed).repeatingAll();
            history.goesOn(60);
            history.ends();
        }
        String person = "'businessId':'cafea','userId':'49700000011'";
        world.call("explain-opt-out", "{%s,'entryId':'s-21','reason':'DECLINED','requestId':'g-1'}", person);
        world.sent(person, "g-2", world.clock.instant());
        world.call("issue-business-token", "{'businessId':'cafea','name':'the shop'}");
        world.call("revoke-business-tokens", "{'businessId':'cafea'}");
        world.call("revoke-person-links", "{'userId':'49700000011'}");
        world.pages("erase-person", "erased", "'businessId':'cafea','userId':'49700000010'");
        world.call("remind-follow-ups", "{}");
        return world;
    }

    /** Every check, list, export and rebuild of what is stored. */
    private static List<String[]> questions(World world) {
        List<String[]> all = new ArrayList<>();
        Set<String> businesses = new TreeSet<>();
        Set<String> people = new TreeSet<>();
        for (Map<String, AttributeValue> relation : world.items(world.tables.relations())) {
            String user = relation.get(Attributes.USER_ID).s();
            String business = relation.get(Attributes.BUSINESS_ID).s();
            if (!user.matches("[0-9A-Z.]+") || !business.matches("[a-z]+")) {
                continue; // Reviews and other items that are no relations.
            }
            people.add(user);
            businesses.add(business);
            String who = "'userId':'%s','businessId':'%s'".formatted(user, business);
            for (String what : List.of("MARKETING", "UTILITY", "SERVICE", "CALL")) {
                all.add(new String[] {"check-permission", "{" + who + ",'category':'" + what + "'}"});
            }
            for (String channel : List.of("sms", "whatsapp", "email")) {
                String scope = ",'category':'MARKETING','scope':{'channel':'" + channel + "'}}";
                all.add(new String[] {"check-permission", "{" + who + scope});
            }
            for (String function : List.of("read-relation", "read-ledger", "explain-standing", "export-person")) {
                all.add(new String[] {function, "{" + who + "}"});
            }
            all.add(new String[] {"rebuild-relation", "{" + who + ",'dryRun':true}"});
        }
        people.forEach(user -> all.add(new String[] {"read-relation", "{'userId':'" + user + "'}"}));
        for (String business : businesses) {
            String its = "{'businessId':'" + business + "'";
            String everybody = ",'userIds':['" + String.join("','", people) + "'],'category':'MARKETING'}";
            String period = ",'from':'2026-11-01','to':'2026-12-31'}";
            all.add(new String[] {"filter-audience", its + everybody});
            for (String state : List.of("OPEN", "DONE", "SKIPPED", "WITHDRAWN")) {
                all.add(new String[] {"list-follow-ups", its + ",'limit':100,'state':'" + state + "'}"});
            }
            all.add(new String[] {"list-relations", its + ",'limit':1000}"});
            all.add(new String[] {"list-changes", its + ",'limit':100}"});
            all.add(new String[] {"report-follow-ups", its + period});
            all.add(new String[] {"report-reasons", its + ",'by':'month'" + period});
            all.add(new String[] {"read-settings", its + "}"});
            all.add(new String[] {"read-ledger", its + "}"});
        }
        return all;
    }

    private static World read(Path release, Map<String, AttributeValue> more) throws IOException {
        World world = World.fresh();
        JsonNode stored = World.JSON.readTree(release.resolve("items.json").toFile());
        tables(world)
                .forEach((name, table) -> stored.get(name).forEach(item -> {
                    Map<String, AttributeValue> all = new HashMap<>(
                            value(World.JSON.createObjectNode().set("M", item)).m());
                    all.putAll(more);
                    world.client.putItem(put -> put.tableName(table).item(all));
                }));
        world.clock.set(
                Instant.parse(Files.readString(release.resolve("now.txt")).strip()));
        return world;
    }

    private static JsonNode answers(Path release) throws IOException {
        return World.JSON.readTree(release.resolve("answers.json").toFile());
    }

    private static Map<String, String> tables(World world) {
        return new TreeMap<>(Map.of(
                "relations", world.tables.relations(),
                "ledger", world.tables.ledger(),
                "follow-ups", world.tables.followUps(),
                "businesses", world.tables.businesses(),
                "revocations", world.tables.revocations(),
                "aside", world.tables.aside()));
    }

    /** Fields may be added. What a release answered is there as it was; where a list goes on is a place, and no answer. */
    private static void assertHas(JsonNode expected, JsonNode actual, String where) {
        if (expected.isObject()) {
            expected.properties().forEach(field -> {
                if (!field.getKey().equals("nextToken")) {
                    assertHas(field.getValue(), actual.path(field.getKey()), where + "/" + field.getKey());
                }
            });
        } else if (expected.isArray()) {
            assertEquals(expected.size(), actual.size(), where);
            for (int i = 0; i < expected.size(); i++) {
                assertHas(expected.get(i), actual.get(i), where + "/" + i);
            }
        } else {
            assertEquals(expected, actual, where);
        }
    }

    /** One item or answer a line, so that a difference can be read. */
    private static String lines(JsonNode all) {
        return all.toString().replace("},{\"", "},\n{\"") + "\n";
    }

    private static ObjectNode json(Map<String, AttributeValue> item) {
        ObjectNode json = World.JSON.createObjectNode();
        new TreeMap<>(item).forEach((name, value) -> json.set(name, json(value)));
        return json;
    }

    private static JsonNode json(AttributeValue value) {
        ObjectNode json = World.JSON.createObjectNode();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case BOOL -> json.put("BOOL", value.bool());
            case B -> json.put("B", value.b().asByteArray());
            case SS -> value.ss().forEach(json.putArray("SS")::add);
            case L ->
                json.putArray("L")
                        .addAll(value.l().stream().map(GoldenStoresTest::json).toList());
            case M -> json.set("M", json(value.m()));
            default -> throw new IllegalStateException("an attribute of the type " + value.type());
        }
        return json;
    }

    private static AttributeValue value(JsonNode json) {
        String type = json.fieldNames().next();
        JsonNode value = json.get(type);
        List<JsonNode> all = value.valueStream().toList();
        return switch (type) {
            case "S" -> AttributeValue.fromS(value.asText());
            case "N" -> AttributeValue.fromN(value.asText());
            case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
            case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes(value)));
            case "SS" ->
                AttributeValue.fromSs(all.stream().map(JsonNode::asText).toList());
            case "L" ->
                AttributeValue.fromL(all.stream().map(GoldenStoresTest::value).toList());
            default -> {
                Map<String, AttributeValue> map = new HashMap<>();
                value.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
                yield AttributeValue.fromM(map);
            }
        };
    }

    private static byte[] bytes(JsonNode value) {
        return Base64.getDecoder().decode(value.asText());
    }
}
