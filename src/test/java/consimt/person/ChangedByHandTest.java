package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.relation.MarkKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a defect, or somebody with the console, changed in the tables is found and named. */
class ChangedByHandTest {

    private static final String BUSINESS = "'businessId':'shop'";

    /** A refusal that the ledger does not know stays, and so does a first contact, which is granted once. */
    private static final Set<String> KEPT = Set.of(
            "blocked", "optedOut", "furtherOptedOut", "contacted", "promised", "firstRefused", "disowned", "erased");

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s',%s".formatted(person, BUSINESS);

    @BeforeEach
    void aPersonWithMostMarks() {
        world.call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", BUSINESS);
        world.call("open-conversation", "{%s,'requestId':'contact'}", who);
        for (String decision : List.of("CONTINUE", "MESSAGE_SENT", "BLOCK", "UNBLOCK")) {
            world.clock.pass(Duration.ofMinutes(1));
            world.call("decide-consent", "{%s,'decision':'%s','requestId':'%s'}", who, decision, decision);
        }
        world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
        for (String function : List.of("request-opt-out", "request-opt-in", "request-opt-out")) {
            world.clock.pass(Duration.ofMinutes(1));
            world.call(function, "{%s}", who);
        }
        world.clock.pass(Duration.ofMinutes(10));
    }

    @Test
    void whatNobodyChangedIsRight() {
        assertEquals(List.of(), rebuild(true));
        assertEquals(List.of(), rebuild(false));
    }

    static Stream<String> marks() {
        return Stream.of(MarkKind.values()).filter(kind -> !kind.isByChannel()).map(kind -> {
            String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
            StringBuilder name = new StringBuilder(words[0]);
            for (int i = 1; i < words.length; i++) {
                name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
            }
            return name.toString();
        });
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aMarkThatTheLedgerDoesNotKnowIsNamed(String mark) {
        String before = text(item(), mark);
        List<String> times = List.of(
                "2020-01-01T00:00:00.000Z#nobody",
                "2026-11-24T12:03:30.000Z#nobody",
                "2026-12-24T00:00:00.000Z#nobody");
        for (String at : Cases.of(List.of(times.get(mark.length() % 2), times.get(2)), times)) {
            change(mark, at);
            assertTrue(named(rebuild(true)).contains(mark), at);
            assertEquals(at, text(item(), mark));
            rebuild(false);
            String after = text(item(), mark);
            boolean isAsTheLedgerTells = before == null ? after == null : before.equals(after);
            assertTrue(isAsTheLedgerTells || KEPT.contains(mark), mark + " " + at + " is " + after);
            // Unless it is kept, nothing of it is left.
            assertEquals(isAsTheLedgerTells, !named(rebuild(true)).contains(mark), at);
            change(mark, before);
            rebuild(false);
            assertEquals(List.of(), rebuild(true));
        }
    }

    @ParameterizedTest
    @MethodSource("marks")
    void aMarkThatIsGoneComesBack(String mark) {
        String before = text(item(), mark);
        if (before != null) {
            change(mark, null);
            assertTrue(named(rebuild(false)).contains(mark));
            assertEquals(before, text(item(), mark));
            assertEquals(List.of(), rebuild(true));
        }
    }

    @Test
    void aRefusalThatIsLaterThanTheLedgerKnowsStaysAndOneThatLiftsItGoes() {
        world.clock.pass(Duration.ofDays(1));
        change("optedIn", "2026-11-25T00:00:00.000Z#nobody");
        assertEquals("ALLOWED", permission());
        rebuild(false);
        assertEquals("REFUSED", permission());
        change("optedOut", "2026-11-25T00:00:00.000Z#nobody");
        world.call("request-opt-in", "{%s,'occurredAt':'2026-11-24T13:00:00Z'}", who);
        rebuild(false);
        assertEquals("REFUSED", permission());
    }

    @ParameterizedTest
    @CsvSource({
        "relations,     reports",
        "follow-ups,    state",
        "follow-ups,    due",
        "follow-ups,    remindAt",
        "follow-ups,    userId",
        "follow-ups,    lateMessages",
        "follow-ups,    version"
    })
    void anythingElseIsNamedAndSetRight(String table, String attribute) {
        String name = table.equals("relations") ? world.tables.relations() : world.tables.followUps();
        Map<String, AttributeValue> right = world.items(name).stream()
                .filter(item -> table.equals("relations") ? item.containsKey(attribute) : isOpenRemoval(item))
                .findFirst()
                .orElseThrow();
        Map<String, AttributeValue> wrong = new HashMap<>(right);
        switch (attribute) {
            case "state" -> wrong.put(attribute, AttributeValue.fromS("SKIPPED"));
            case "due" -> wrong.put(attribute, AttributeValue.fromS("2030-01-01"));
            case "remindAt" ->
                wrong.put(
                        attribute,
                        AttributeValue.fromS("2031-01-01T00:00:00.000Z#"
                                + right.get("followUpId").s()));
            case "userId" -> wrong.put(attribute, AttributeValue.fromS("somebody-else"));
            case "lateMessages" -> wrong.put(attribute, AttributeValue.fromN("7"));
            case "version" -> wrong.put(attribute, AttributeValue.fromN("1"));
            default -> wrong.remove(attribute);
        }
        world.client.putItem(put -> put.tableName(name).item(wrong));
        List<String> named = named(rebuild(false));
        assertTrue(named.stream().anyMatch(what -> what.endsWith(attribute)), named::toString);
        List<String> left = named(rebuild(true));
        // Work that is closed by hand is further than the ledger knows: it is named each time.
        assertEquals(attribute.equals("state"), !left.isEmpty(), left::toString);
    }

    @Test
    void anEntryOfAKindThatOnlyNewerCodeKnowsLeavesTheRelationAlone() {
        Map<String, AttributeValue> entry = new HashMap<>(world.items(world.tables.ledger()).stream()
                .filter(item -> item.get("relation").s().startsWith(person))
                .findFirst()
                .orElseThrow());
        entry.put("entryId", AttributeValue.fromS("newer"));
        entry.put("kind", AttributeValue.fromS("SOMETHING_NEW"));
        world.client.putItem(put -> put.tableName(world.tables.ledger()).item(entry));
        change("optedOut", null);
        assertEquals(List.of("kind"), named(rebuild(false)));
        assertEquals(null, text(item(), "optedOut"));
    }

    @Test
    void aRelationInTheShapeOfNewerCodeIsLeftAlone() {
        Map<String, AttributeValue> newer = new HashMap<>(item());
        newer.put("shape", AttributeValue.fromN("99"));
        newer.remove("optedOut");
        world.client.putItem(put -> put.tableName(world.tables.relations()).item(newer));
        assertEquals(List.of("shape"), named(rebuild(false)));
        assertEquals(newer, item());
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherFromBeingRebuilt() {
        String somebody = World.somebody();
        world.call("request-opt-out", "{'userId':'%s',%s}", somebody, BUSINESS);
        change("optedOut", "rubbish");
        Map<String, AttributeValue> broken = item();
        world.restore(world.tables.relations(), List.of(broken));
        assertEquals(List.of("unreadable"), named(rebuild(false)));
        RebuildTest.rebuild(world, "");
        assertEquals(2, world.items(world.tables.relations()).size());
        assertEquals(broken, item());
    }

    /** Whatever is recorded between two calls of a rebuild stands after it. */
    @Test
    void whatIsRecordedMeanwhileStands() {
        for (int call = 1; call < 30; call++) {
            String somebody = World.somebody();
            String about = "'userId':'%s',%s".formatted(somebody, BUSINESS);
            world.call("request-opt-in", "{%s}", about);
            world.restore(world.tables.relations(), List.of());
            world.clock.pass(Duration.ofMinutes(1));
            Between between = new Between(call, () -> {
                world.call("request-opt-out", "{%s}", about);
                world.call("decide-consent", "{%s,'decision':'BLOCK'}", about);
            });
            world.with(between).call("rebuild-relation", "{%s}", about);
            if (!between.happened()) {
                assertEquals(4, call, "it reads the relation and the ledger, and writes");
                return;
            }
            JsonNode relation = world.call("read-relation", "{%s}", about).get("relation");
            assertEquals("OPTED_OUT", relation.get("marketing").textValue());
            assertTrue(relation.get("blocked").booleanValue());
            assertEquals(List.of(), named(world.call("rebuild-relation", "{%s,'dryRun':true}", about)));
        }
    }

    private static boolean isOpenRemoval(Map<String, AttributeValue> item) {
        return item.containsKey("kind")
                && item.get("kind").s().equals("MARKETING_REMOVAL")
                && item.get("state").s().equals("OPEN");
    }

    private List<JsonNode> rebuild(boolean dryRun) {
        JsonNode answer = world.call("rebuild-relation", "{%s,'dryRun':%s}", who, dryRun);
        assertEquals("REBUILT", answer.get("outcome").textValue());
        assertEquals(1, answer.get("checked").intValue());
        List<JsonNode> all = new ArrayList<>();
        answer.get("differences").forEach(all::add);
        return all;
    }

    private static List<String> named(JsonNode answer) {
        return answer.get("differences").findValuesAsText("what");
    }

    private static List<String> named(List<JsonNode> differences) {
        return differences.stream().map(each -> each.get("what").textValue()).toList();
    }

    private String permission() {
        return world.text(
                "/results/0/permission",
                "check-permission",
                "{'userIds':['%s'],%s,'category':'MARKETING'}",
                person,
                BUSINESS);
    }

    private Map<String, AttributeValue> item() {
        return world.items(world.tables.relations()).stream()
                .filter(item -> item.get("userId").s().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.containsKey(attribute) ? item.get(attribute).s() : null;
    }

    private void change(String attribute, String text) {
        Map<String, AttributeValue> item = new HashMap<>(item());
        if (text == null) {
            item.remove(attribute);
        } else {
            item.put(attribute, AttributeValue.fromS(text));
        }
        world.client.putItem(put -> put.tableName(world.tables.relations()).item(item));
    }
}
