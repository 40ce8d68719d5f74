package consimt.person;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Ledgers;
import consimt.form.Token;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is held of a person can be taken along, and a person gets nothing of an id that may have been another's. */
class ExportPersonTest {

    private final World world = World.fresh();
    private final String phone = World.somebody();
    private final String scoped = "RO." + phone;
    private final String who = "'userId':'%s','businessId':'shop'".formatted(phone);

    @Test
    void theOperatorGetsAllIdsThatAreOneByMoreThanTheBusinesssWord() {
        live();
        List<JsonNode> pages = pages("'userId':'" + phone + "'");
        assertEquals(
                List.of("cafe " + phone, "shop " + phone, "shop " + scoped),
                pages.stream()
                        .map(page -> textOf(page, "/relation/businessId") + " " + textOf(page, "/relation/userId"))
                        .toList());
        String all = pages.toString();
        for (String each : List.of(
                "out-1", "papagal", "old-1", "a note of Ana", "please leave me alone", "'queueOf':'operator'")) {
            String said = each.replace('\'', '"');
            assertTrue(all.contains(said), () -> said + " in " + all);
        }
        assertEquals(World.tree("['%s','%s']", phone, scoped), pages.get(1).get("knownAs"));
        assertEquals(
                World.tree("[{'heldBy':'ENDPOINTS'},{'heldBy':'BUSES'},{'heldBy':'DEAD_LETTERS','days':14},"
                        + "{'heldBy':'UNKNOWN_NUMBERS','days':30},{'heldBy':'BACKUPS','days':35}]"),
                pages.get(0).get("outside"));
    }

    @Test
    void aPersonGetsTheirOwnIdAloneAndWhatTheLedgerShowsThem() {
        live();
        JsonNode page = byPerson("");
        assertEquals(List.of("outcome", "relation", "entries", "outside"), new ArrayList<>(names(page)));
        assertEquals(phone, textOf(page, "/relation/userId"));
        JsonNode shown = world.byPerson(phone, "read-ledger", who);
        assertEquals(sorted(shown.get("entries")), sorted(page.get("entries")));
        assertFalse(page.toString().contains("old-1"), page::toString);
        // A made up token opens nothing else.
        JsonNode made = byPerson(",'nextToken':'%s'".formatted(Token.of("shop " + "1" + " 0")));
        assertEquals(phone, textOf(made, "/relation/userId"));
        JsonNode elsewhere = byPerson(",'nextToken':'%s'".formatted(Token.of("cafe  0")));
        assertEquals("nextToken", textOf(elsewhere, "/errors/0/field"));
    }

    /** An introduction that was cut off leaves its reservation and nothing else. A person is not told of it. */
    @Test
    void aReservationWithoutARelationIsAmongTheBusinesses() {
        world.call("decide-consent", "{'userId':'%s','businessId':'cafe','decision':'CONTINUE'}", phone);
        for (String business : List.of("alone", "shop")) {
            world.call("open-conversation", "{'userId':'%s','businessId':'%s','reserve':true}", phone, business);
        }
        List<JsonNode> pages = pages("'userId':'" + phone + "'");
        String now = world.clock.instant().toString();
        assertEquals(
                List.of("alone " + now, "cafe ", "shop " + now),
                pages.stream()
                        .map(page -> textOf(page, "/relation/businessId") + " "
                                + page.path("introducedAt").asText())
                        .toList());
        JsonNode own = world.byPerson(phone, "export-person", "'userId':'%s'", phone);
        assertEquals("cafe", textOf(own, "/relation/businessId"));
        assertFalse(own.has("nextToken"));
    }

    @Test
    void aLongLedgerComesInPages() {
        Instant now = world.clock.instant();
        Ledgers.fill(world, World.relation(phone, "shop"), Ledgers.entries(1_001, i -> now));
        List<JsonNode> pages = pages(who);
        assertEquals(
                List.of(500, 500, 1),
                pages.stream().map(page -> page.get("entries").size()).toList());
        assertEquals(
                1_001,
                pages.stream()
                        .flatMap(page -> page.get("entries").findValuesAsText("entryId").stream())
                        .distinct()
                        .count());
    }

    /** A number that had another owner before, whose history hangs on the other id. */
    private void live() {
        world.settle("shop", "'removal':{'mode':'MANUAL'}");
        world.call("decide-consent", "{'userId':'%s','businessId':'cafe','decision':'CONTINUE'}", phone);
        world.call(
                "decide-consent",
                "{'userId':'%s','businessId':'shop','requestId':'old-1','decision':'CONTINUE'}",
                scoped);
        world.clock.pass(Duration.ofSeconds(5));
        world.call("request-opt-out", "{%s,'requestId':'out-1','reason':{'code':'OTHER','text':'papagal'}}", who);
        String work = world.text("/followUps/0/followUpId", "list-follow-ups", "{'businessId':'shop'}");
        world.step("shop", work, "COMPLETE", "ana", ",'note':'a note of Ana'");
        world.call("decide-consent", "{%s,'decision':'MESSAGE_SENT','text':'please leave me alone'}", who);
        world.call("decide-consent", "{%s,'decision':'REPORT','report':{'reason':'SPAM'}}", who);
        world.move("moved", "shop", phone, scoped);
    }

    private JsonNode byPerson(String more) {
        return world.byPerson(phone, "export-person", who + more);
    }

    private List<JsonNode> pages(String asked) {
        return World.answers(token -> world.call("export-person", "{%s%s}", asked, token));
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> sorted(JsonNode entries) {
        List<String> all = new ArrayList<>();
        entries.forEach(entry -> all.add(entry.toString()));
        return all.stream().sorted().toList();
    }
}
