package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what. */
class CallerTest {

    private static final World WORLD = World.fresh();
    private static final String PERSON = World.somebody();

    /** Each function's input about this person and business {@code a}, as far as it has such fields. */
    private static final Map<String, String> INPUTS = new TreeMap<>(Map.ofEntries(
            Map.entry("check-permission", "'userId':'%1$s','businessId':'%2$s','category':'MARKETING'"),
            Map.entry("filter-audience", "'userIds':['%1$s'],'businessId':'%2$s','category':'MARKETING'"),
            Map.entry("open-conversation", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("decide-consent", "'userId':'%1$s','businessId':'%2$s','decision':'CONTINUE'"),
            Map.entry("read-relation", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("list-relations", "'businessId':'%2$s'"),
            Map.entry("request-opt-out", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("request-opt-in", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("explain-opt-out", "'userId':'%1$s','businessId':'%2$s','entryId':'e','reason':'DECLINED'"),
            Map.entry("explain-standing", "'userId':'%1$s','businessId':'%2$s','at':'2026-11-24T00:00:00Z'"),
            Map.entry("read-ledger", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("give-receipt", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("erase-person", "'userId':'%1$s','businessId':'%2$s','dryRun':true"),
            Map.entry("export-person", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("configure-business", "'businessId':'%2$s'"),
            Map.entry("read-settings", "'businessId':'%2$s'"),
            Map.entry("list-follow-ups", "'businessId':'%2$s'"),
            Map.entry(
                    "resolve-follow-up",
                    "'businessId':'%2$s','followUpIds':['00000000000000000000000000'],'action':'CLAIM','actor':'a'"),
            Map.entry("remind-follow-ups", ""),
            Map.entry("replay-unknown", "'phoneNumberId':'1'"),
            Map.entry("rebuild-relation", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry(
                    "record-message",
                    "'businessId':'%2$s','messages':[{'userId':'%1$s','category':'UTILITY','messageId':'m','sentAt':'2026-11-24T00:00:00Z'}]"),
            Map.entry(
                    "import-preferences",
                    "'businessId':'%2$s','source':'a list','rows':[{'userId':'%1$s','wish':'OPT_OUT'}]"),
            Map.entry("issue-person-link", "'userId':'%1$s','businessId':'%2$s','purpose':'UNSUBSCRIBE'"),
            Map.entry("issue-person-links", "'rows':[{'userId':'%1$s'}],'businessId':'%2$s','purpose':'UNSUBSCRIBE'"),
            Map.entry("issue-business-token", "'businessId':'%2$s','name':'x'"),
            Map.entry("revoke-business-tokens", "'businessId':'%2$s'"),
            Map.entry("doctor", ""),
            Map.entry("revoke-person-links", "'userId':'%1$s','businessId':'%2$s'"),
            Map.entry("report-follow-ups", "'businessId':'%2$s','from':'2026-11-01','to':'2026-11-02'"),
            Map.entry("report-reasons", "'businessId':'%2$s','from':'2026-11-01','to':'2026-11-02'")));

    @ParameterizedTest(name = "{0}: business {1}, person {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # function          | business | person
            check-permission    | yes      | no
            filter-audience     | yes      | no
            open-conversation   | yes      | no
            decide-consent      | yes      | yes
            read-relation       | yes      | yes
            list-relations      | yes      | no
            request-opt-out     | yes      | yes
            request-opt-in      | yes      | yes
            import-preferences  | yes      | no
            explain-opt-out     | no       | yes
            read-ledger         | yes      | yes
            give-receipt        | yes      | yes
            explain-standing    | yes      | no
            export-person       | no       | yes
            erase-person        | no       | no
            configure-business  | no       | no
            read-settings       | yes      | no
            list-follow-ups     | yes      | no
            resolve-follow-up   | yes      | no
            remind-follow-ups   | no       | no
            replay-unknown      | no       | no
            rebuild-relation    | no       | no
            record-message      | yes      | no
            report-follow-ups   | yes      | no
            report-reasons      | yes      | no
            issue-person-link   | yes      | no
            issue-person-links  | yes      | no
            revoke-person-links | no       | yes
            issue-business-token | no      | no
            revoke-business-tokens | no    | no
            doctor              | no       | no
            """)
    void eachFunctionServesTheOperatorAndWhomItIsFor(String function, String business, String person) {
        String input = INPUTS.get(function).formatted(PERSON, "a");
        assertTrue(isServed(call(function, "{'kind':'OPERATOR'}", input)));
        assertEquals(business.equals("yes"), isServed(call(function, business("a"), input)));
        assertEquals(person.equals("yes"), isServed(call(function, person(PERSON, null), input)));
        assertEquals(person.equals("yes"), isServed(call(function, person(PERSON, "a"), input)));
        assertFalse(isServed(call(function, business("b"), input)));
        assertFalse(isServed(call(function, person("somebody-else", null), input)));
        assertFalse(isServed(call(function, person(PERSON, "b"), input)));
        assertFalse(isServed(call(function, person("somebody-else", "a"), input)));
    }

    /** With such a link it could agree in a person's place. */
    @Test
    void aBusinessGetsNoLinkThatDoesMoreThanUnsubscribe() {
        JsonNode answer = call(
                "issue-person-link",
                business("a"),
                "'userId':'%s','businessId':'a','purpose':'CALLS'".formatted(PERSON));
        assertEquals(
                World.tree(
                        "[{'field':'purpose','code':'NOT_ALLOWED','message':'purpose is for the operator to give'}]"),
                answer.get("errors"));
    }

    @Test
    void theLedgerTellsWhetherThePersonOrTheBusinessBroughtAnOptOut() {
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'a'".formatted(person);
        call("request-opt-out", business("a"), who);
        WORLD.clock.pass(Duration.ofSeconds(1));
        call("request-opt-out", person(person, "a"), who);
        JsonNode entries = call("read-ledger", person(person, null), who).get("entries");
        assertEquals("BUSINESS", entries.at("/0/actor").textValue());
        assertEquals("PERSON", entries.at("/1/actor").textValue());
    }

    /** Nor does a text in the place of the person's id help. Without any it is about the person themselves. */
    @Test
    void aPersonDoesNotReadWhatBecameOfABusinessSettings() {
        String settings = "'businessId':'settled','name':'A','country':'RO','removal':{'mode':'MANUAL'}";
        call("configure-business", "{'kind':'OPERATOR'}", settings);
        String asked = "'businessId':'settled'";
        for (String caller : List.of("{'kind':'OPERATOR'}", business("settled"))) {
            assertEquals(1, call("read-ledger", caller, asked).get("entries").size());
        }
        for (String caller : List.of(person(PERSON, null), person(PERSON, "settled"))) {
            for (String userId : List.of(",'userId':''", ",'userId':'#'")) {
                JsonNode answer = call("read-ledger", caller, asked + userId);
                assertFalse(isServed(answer), answer::toString);
            }
            for (String userId : List.of("", ",'userId':null", ",'userId':'" + PERSON + "'")) {
                JsonNode own = call("read-ledger", caller, asked + userId);
                assertEquals(World.tree("{'outcome':'FOUND','entries':[]}"), own);
            }
        }
        assertFalse(isServed(call("read-ledger", business("b"), asked)));
    }

    private static JsonNode call(String function, String caller, String input) {
        String body = "{'caller':" + caller + ",'input':{" + input + "}}";
        return WORLD.call(function, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String business(String businessId) {
        return "{'kind':'BUSINESS','businessId':'" + businessId + "'}";
    }

    private static String person(String userId, String businessId) {
        return "{'kind':'PERSON','userId':'" + userId + "'"
                + (businessId == null ? "" : ",'businessId':'" + businessId + "'") + "}";
    }

    private static boolean isServed(JsonNode answer) {
        return !answer.at("/errors/0/field").asText().equals("caller");
    }
}
