package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A spelling that may mean two people protects both, and permits nothing of either. */
class OneOfTwoPeopleTest {

    private static final String SPELLED = "+40 0755 100 010";
    private static final String USUAL = "40755100010";
    private static final String OTHER = "400755100010";
    private static final String SOMEBODY = "40755100011";

    private static final String PROBLEM =
            "{'field':'%s','code':'INVALID','message':'%1$s may be two numbers, because the 0 after the country code may be"
                    + " no part of the number','readings':['" + USUAL + "','" + OTHER + "']}";

    private final World world = World.fresh();
    private final Gateway gateway = new Gateway(world);

    OneOfTwoPeopleTest() {
        world.settle("shop", "'removal':{'mode':'MANUAL'}");
        agrees(USUAL);
        agrees(OTHER);
    }

    private void agrees(String person) {
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", who(person));
        world.call("request-opt-in", "{%s}", who(person));
        assertEquals("ALLOWED", world.marketing(person, "shop"));
        world.clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void aStopCountsForBothWithANote() {
        JsonNode answer = world.call("request-opt-out", "{%s,'requestId':'o-1'}", who(SPELLED));
        assertEquals("RECORDED", outcome(answer));
        assertEquals(SPELLED, answer.at("/relation/userId").textValue());
        assertNoted(answer);
        assertMarketing("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT");

        // Each has an entry, the usual one has the work, and they stay two people.
        String wishes = "CONSENT_DECISION MARKETING_PREFERENCE MARKETING_PREFERENCE";
        assertEquals(wishes + " FOLLOW_UP", kinds(USUAL));
        assertEquals(wishes, kinds(OTHER));
        assertEquals(
                List.of(USUAL),
                world.pages("list-follow-ups", "followUps", "'businessId':'shop'").stream()
                        .map(each -> each.get("userId").textValue())
                        .toList());
        world.clock.pass(Duration.ofSeconds(1));
        agrees(USUAL);
        assertMarketing("ALLOWED", "MARKETING_OPTED_OUT");

        List<?> entries = world.entries();
        assertEquals("SUPERSEDED", world.outcome("request-opt-out", "{%s,'requestId':'o-1'}", who(SPELLED)));
        assertEquals(entries, world.entries());
    }

    @Test
    void aRefusalThatIsCutOffIsCompletedForBothByTheSameRequest() {
        int call = 1;
        for (boolean happened = true; happened; call++) {
            OneOfTwoPeopleTest cut = new OneOfTwoPeopleTest();
            Fault fault = new Fault(call, call % 2 == 0 ? Fault.When.BEFORE : Fault.When.AFTER);
            String stop = "{" + who(SPELLED) + ",'requestId':'o-1'}";
            Fault.cutsOff(() -> cut.world.with(fault).call("request-opt-out", stop));
            happened = fault.happened();
            cut.world.call("request-opt-out", stop);
            cut.assertMarketing("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT");
        }
        assertTrue(call > 6, "so many calls it makes");
    }

    @Test
    void aBlockAReportAndAMessageThatRefusesCountForBoth() {
        Map<String, String> refusals = new TreeMap<>(Map.of(
                "'decision':'BLOCK'", "BLOCKED_BY_USER",
                "'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true", "BLOCKED_BY_USER",
                "'decision':'MESSAGE_SENT','text':'STOP'", "MARKETING_OPTED_OUT",
                "'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'", "REFUSAL_SUSPECTED"));
        refusals.forEach((said, reason) -> {
            OneOfTwoPeopleTest fresh = new OneOfTwoPeopleTest();
            JsonNode answer = fresh.world.call("decide-consent", "{%s,%s}", who(SPELLED), said);
            assertEquals("RECORDED", outcome(answer), said);
            assertNoted(answer);
            fresh.assertMarketing(reason, reason);
        });
    }

    @Test
    void aRowOfAListRefusesForBothAndItsYesIsAnErrorOfTheRow() {
        JsonNode answer = world.call(
                "import-preferences",
                "{'businessId':'shop','source':'old','rows':[{'userId':'%1$s','wish':'OPT_OUT'},{'userId':'%1$s',"
                        + "'wish':'OPT_IN','occurredAt':'2026-11-20T10:00:00Z','proof':'p'},{'userId':'%2$s','wish':'BLOCK'}]}",
                SPELLED,
                SOMEBODY);
        assertEquals(
                List.of("RECORDED", "REJECTED", "RECORDED"),
                answer.get("rows")
                        .valueStream()
                        .map(OneOfTwoPeopleTest::outcome)
                        .toList());
        assertNoted(answer.at("/rows/0"));
        assertEquals(World.tree("[" + PROBLEM + "]", "userId"), answer.at("/rows/1/errors"));
        assertMarketing("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT");

        JsonNode links = world.call(
                "issue-person-links",
                "{'purpose':'CALLS','rows':[{'userId':'%s'},{'userId':'%s'}]}",
                SPELLED,
                SOMEBODY);
        assertEquals(World.tree("[" + PROBLEM + "]", "userId"), links.at("/rows/0/errors"));
        assertEquals("ISSUED", outcome(links.at("/rows/1")));
    }

    @Test
    void aQuestionAndAYesAreErrorsThatNameBoth() {
        Map<String, String> asked = Map.of(
                "request-opt-in", "",
                "decide-consent", ",'decision':'CONTINUE'",
                "open-conversation", "",
                "read-relation", "",
                "explain-standing", ",'category':'MARKETING'",
                "check-permission", ",'category':'MARKETING'",
                "record-message", ",'category':'MARKETING','messageId':'m','sentAt':'2026-11-20T10:00:00Z'",
                "issue-person-link", ",'purpose':'CALLS'");
        asked.forEach((function, more) -> assertEquals(
                World.tree("{'outcome':'REJECTED','errors':[" + PROBLEM + "]}", "userId"),
                world.call(function, "{%s%s}", who(SPELLED), more),
                function));
        for (String decision : List.of("UNBLOCK", "MESSAGE_SENT")) {
            assertEquals("REJECTED", world.outcome("decide-consent", "{%s,'decision':'%s'}", who(SPELLED), decision));
        }
        for (String function : List.of("check-permission", "filter-audience")) {
            assertEquals(
                    World.tree("[" + PROBLEM + "]", "userIds[1]"),
                    world.call(
                                    function,
                                    "{'businessId':'shop','category':'MARKETING','userIds':['%s','%s']}",
                                    SOMEBODY,
                                    SPELLED)
                            .get("errors"));
        }
        assertMarketing("ALLOWED", "ALLOWED");
    }

    @Test
    void aPersonSpeaksForThemselvesAlone() {
        for (String person : List.of(USUAL, OTHER)) {
            String token = world.text("/token", "issue-person-link", "{'userId':'%s','purpose':'CALLS'}", person);
            JsonNode stopped = gateway.call("request-opt-out", token, "{" + who(SPELLED) + "}");
            assertEquals("RECORDED", outcome(stopped));
            assertFalse(stopped.has("notes"));
            assertMarketing(
                    person.equals(USUAL) ? "MARKETING_OPTED_OUT" : "ALLOWED",
                    person.equals(OTHER) ? "MARKETING_OPTED_OUT" : "ALLOWED");
            world.clock.pass(Duration.ofSeconds(1));
            assertEquals("RECORDED", gateway.outcome("request-opt-in", token, "{" + who(SPELLED) + "}"));
            assertMarketing("ALLOWED", "ALLOWED");
        }
        String token = world.text("/token", "issue-person-link", "{'userId':'%s','purpose':'CALLS'}", SOMEBODY);
        assertEquals("REJECTED", gateway.outcome("request-opt-out", token, "{" + who(SPELLED) + "}"));
        assertMarketing("ALLOWED", "ALLOWED");
    }

    /** Who calls the functions for a person may have no better spelling of them either. */
    @Test
    void aPersonWhoIsNamedByTheSpellingIsBothForARefusalAlone() {
        assertEquals(
                World.tree("[" + PROBLEM + "]", "userId"),
                world.byPerson(SPELLED, "request-opt-in", who(SPELLED)).get("errors"));
        for (String either : List.of(USUAL, OTHER)) {
            JsonNode answer = world.byPerson(SPELLED, "request-opt-out", who(either));
            assertEquals("NOT_ALLOWED", answer.at("/errors/0/code").textValue());
        }
        assertMarketing("ALLOWED", "ALLOWED");
        assertNoted(world.byPerson(SPELLED, "request-opt-out", "'businessId':'shop'"));
        assertMarketing("MARKETING_OPTED_OUT", "MARKETING_OPTED_OUT");
    }

    private void assertMarketing(String usual, String other) {
        assertEquals(usual, world.marketing(USUAL, "shop"));
        assertEquals(other, world.marketing(OTHER, "shop"));
    }

    private static void assertNoted(JsonNode answer) {
        assertEquals(World.tree("[" + PROBLEM + "]", "userId"), answer.get("notes"));
    }

    private String kinds(String person) {
        return world.pages("read-ledger", "entries", who(person)).stream()
                .map(each -> each.get("kind").textValue())
                .sorted(Comparator.comparing("FOLLOW_UP"::equals))
                .collect(Collectors.joining(" "));
    }

    private static String who(String person) {
        return "'userId':'" + person + "','businessId':'shop'";
    }

    private static String outcome(JsonNode answer) {
        return answer.get("outcome").textValue();
    }
}
