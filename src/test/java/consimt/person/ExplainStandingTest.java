package consimt.person;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Ledgers;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies behind an answer of the check, now and then. */
class ExplainStandingTest {

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'" + person + "','businessId':'shop'";

    @Test
    void nothingIsKnownOfAPairNeverSeen() {
        JsonNode found = explain("");
        assertEquals("FOUND", textOf(found, "outcome"));
        assertEquals(World.tree("[]"), found.get("marks"));
        assertEquals("FIRST_CONTACT_REQUIRED", textOf(found, "/explanation/answer/reason"));
        assertEquals(9, found.at("/explanation/rules").size());
        assertEquals(
                World.tree("{'rule':'FIRST_CONTACT_REQUIRED','marks':[],'said':'ANSWERS'}"),
                found.at("/explanation/rules/6"));
        assertEquals(
                World.tree("{'rule':'NO_MARKETING_CONSENT','marks':[],'said':'NOT_REACHED'}"),
                found.at("/explanation/rules/7"));
        assertEquals(World.tree("{'applies':'OPT_IN','why':'NO_COUNTRY'}"), found.at("/explanation/basis"));
        assertFalse(found.has("settings") || found.has("notKnown"));
    }

    @Test
    void marksHaveTheirScopesAndTheirEntriesUnderAllIds() {
        call("decide-consent", "'requestId':'yes','decision':'CONTINUE'");
        call("request-opt-out", "'requestId':'calls','scope':{'channel':'voice'}");
        world.move("moved", "shop", person, "RO." + person);
        world.call("request-opt-out", "{'businessId':'shop','userId':'RO.%s','requestId':'all'}", person);
        List<String> marks = new ArrayList<>();
        explain("")
                .get("marks")
                .forEach(mark -> marks.add("%s %s %s %s %s"
                        .formatted(
                                textOf(mark, "kind"),
                                mark.get("scope"),
                                mark.path("inForce").asText("-"),
                                mark.path("userId").asText("own").replace(person, "p"),
                                mark.at("/entry/entryId").asText())));
        assertEquals(
                List.of(
                        "EXPRESSED {} - own yes",
                        "OPTED_OUT {} true RO.p all",
                        "OPTED_OUT {\"channel\":\"voice\"} true own calls",
                        "FIRST_REFUSED {} - own calls"),
                marks);
        assertEquals("MARKETING_OPTED_OUT", reason(explain("")));
        assertEquals("CALLS_OPTED_OUT", reason(explain(",'category':'CALL'")));
        assertEquals("ALLOWED", reason(explain(",'category':'UTILITY'")));
        call("decide-consent", "'decision':'BLOCK'");
        assertEquals("BLOCKED_BY_USER", reason(explain(",'category':'MESSAGE_TO_BUSINESS'")));
    }

    @Test
    void aBusinessSeesTheBlockOfAReportAsReadLedgerShowsIt() {
        call(
                "decide-consent",
                "'requestId':'bad','decision':'REPORT','alsoBlock':true,'report':{'reason':'SCAM','details':'Papagal'}");
        JsonNode seen = world.byBusiness("shop", "explain-standing", who);
        JsonNode shown = world.byBusiness("shop", "read-ledger", who);
        assertEquals(shown.at("/entries/0"), seen.at("/marks/0/entry"));
        assertEquals("BLOCK", textOf(seen, "/marks/0/entry/value"));
        assertEquals("REPORT_AND_BLOCK", textOf(explain(""), "/marks/0/entry/value"));
    }

    @Test
    void thePastIsWhatWasRecordedUpToTheInstantByTheSettingsThatWereInForce() {
        settle("'marketingBasis':'CONVERSATION'");
        Instant settled = world.clock.instant();
        later(Duration.ofHours(1));
        call("decide-consent", "'decision':'CONTINUE'");
        later(Duration.ofHours(1));
        Instant allowed = world.clock.instant();
        later(Duration.ofHours(1));
        call("request-opt-out", "'occurredAt':'%s'".formatted(allowed.minusSeconds(60)));
        settle("'marketingBasis':'OPT_IN'");
        JsonNode then = explain(",'at':'" + allowed + "'");
        assertEquals("ALLOWED", reason(then));
        assertEquals(allowed.toString(), textOf(then, "judgedAt"));
        assertEquals(settled.toString(), textOf(then, "/settings/since"));
        assertEquals(
                world.call("read-ledger", "{'businessId':'shop'}").at("/entries/0/entryId"),
                then.at("/settings/entryId"));
        assertEquals("CONVERSATION", textOf(then, "/explanation/basis/applies"));
        assertEquals(1, then.get("marks").size());
        assertFalse(then.has("notKnown"));
        assertEquals("FIRST_CONTACT_REQUIRED", reason(explain(",'at':'" + settled.minusSeconds(1) + "'")));
        assertFalse(explain(",'at':'" + settled.minusSeconds(1) + "'").has("settings"));
        assertEquals("MARKETING_OPTED_OUT", reason(explain("")));
    }

    @Test
    void whatNobodyCanKnowIsNamed() {
        settle("'marketingBasis':'CONVERSATION'");
        call("decide-consent", "'decision':'CONTINUE'");
        later(Duration.ofHours(1));
        settle("'marketingBasis':'OPT_IN'");
        Instant stricter = world.clock.instant();
        later(Duration.ofHours(1));
        assertEquals(
                World.tree(
                        "[{'what':'SETTINGS','changedAt':'%s','otherwise':{'userId':'%s','permission':'ALLOWED'}}]",
                        stricter, person),
                explain(",'at':'" + stricter.plusSeconds(59) + "'").get("notKnown"));
        assertFalse(explain(",'at':'" + stricter.plusSeconds(59) + "','category':'UTILITY'")
                .has("notKnown"));
        assertFalse(explain(",'at':'" + stricter.plusSeconds(60) + "'").has("notKnown"));
        call("decide-consent", "'decision':'BLOCK'");
        Instant blocked = world.clock.instant();
        later(Duration.ofHours(1));
        assertEquals(
                World.tree(
                        "[{'what':'FACT','changedAt':'%s','otherwise':{'userId':'%s','permission':'ALLOWED'}}]",
                        blocked, person),
                explain(",'category':'UTILITY','at':'" + blocked.plusMillis(1_999) + "'")
                        .get("notKnown"));
        assertFalse(explain(",'at':'" + blocked.plusSeconds(2) + "'").has("notKnown"));
    }

    @Test
    void theLawIsThatOfTheDayAndOfTheOperatorsSettingsThen() {
        settle("'country':'US','marketingBasis':'CONVERSATION'");
        call("decide-consent", "'decision':'CONTINUE'");
        call("request-opt-out", "'scope':{'channel':'sms'}");
        later(Duration.ofDays(68));
        Instant moved = world.clock.instant();
        world.settle("operator", "'country':'US','laws':{'US-REVOKE-ALL':'2027-03-01'}");
        later(Duration.ofDays(60));
        String call = ",'category':'UTILITY','scope':{'channel':'voice'}";
        assertEquals("ALLOWED", reason(explain(call + ",'at':'2027-02-28T12:00:00Z'")));
        JsonNode refused = explain(call + ",'at':'2027-03-01T12:00:00Z'");
        assertEquals("CHANNEL_OPTED_OUT", reason(refused));
        assertEquals("US-REVOKE-ALL", textOf(refused, "/explanation/answer/law"));
        assertEquals("ALLOWED", reason(explain(call + ",'at':'" + moved + "'")));
        assertEquals(
                "CHANNEL_OPTED_OUT",
                reason(explain(call + ",'at':'" + moved.minusMillis(1) + "'")),
                "the day of the row itself had come");
        assertEquals(
                moved.toString(),
                textOf(explain(call + ",'at':'" + moved.plusSeconds(30) + "'"), "/notKnown/0/changedAt"));
    }

    @Test
    void aLedgerThatIsTooLongIsNotReadToItsEnd() {
        Instant at = world.clock.instant();
        Ledgers.fill(world, World.relation(person, "shop"), Ledgers.entries(5_001, i -> at));
        JsonNode answer = world.call("explain-standing", "{%s,'at':'%s'}", who, world.clock.instant());
        assertEquals(
                "at TOO_MANY",
                answer.at("/errors/0/field").asText() + " "
                        + answer.at("/errors/0/code").asText());
        assertEquals("FIRST_CONTACT_REQUIRED", reason(explain("")));
    }

    /** A call by SMS is none, whoever asks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'category':'CALL','scope':{'channel':'sms'}",
                "'category':'CALL','scope':{'channel':'voice'}",
                "'category':'CALL','scope':{'sender':'9001'}",
                "'category':'CALL'",
                "'category':'MARKETING','scope':{'channel':'pigeon','topic':'NO TOPIC'}",
                "'category':'UTILITY','scope':'sms','template':''",
                "'category':'AUTHENTICATION','scope':{'channel':'voice'},'template':'a b'",
                "'category':'SERVICE','template':7"
            })
    void aQuestionIsExplainedIfTheCheckAnswersIt(String question) {
        JsonNode check = world.call("check-permission", "{%s,%s}", who, question);
        JsonNode explained = explain("," + question);
        assertEquals(check.path("errors"), explained.path("errors"));
        assertEquals(check.at("/results/0"), explained.at("/explanation/answer"));
    }

    private void settle(String more) {
        world.settle("shop", more);
    }

    private void later(Duration by) {
        world.clock.pass(by);
    }

    private void call(String function, String fields) {
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals("RECORDED", world.outcome(function, "{%s,%s}", who, fields));
    }

    private JsonNode explain(String more) {
        return world.call("explain-standing", "{%s%s}", who, more);
    }

    private static String reason(JsonNode explained) {
        return World.reason(explained.at("/explanation/answer"));
    }
}
