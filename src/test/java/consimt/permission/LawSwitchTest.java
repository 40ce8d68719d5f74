package consimt.permission;

import static consimt.kit.World.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From 31 January 2027 a no to texts or calls, or to all, ends the texts and calls of an American business that answer no
 * request. The operator can move the row of the law, or switch it off. Here {@code out:X} is an opt-out of X, {@code
 * stop:X} one of all categories by its channel, and {@code in:X} an opt-in to X.
 */
class LawSwitchTest {

    private static final World WORLD = World.fresh();

    private static final String LAW = "US-REVOKE-ALL";
    private static final String BEFORE = ",'asOf':'2027-01-30'";
    private static final String ON = ",'asOf':'2027-01-31'";

    static {
        for (String country : List.of("US", "PR", "BR")) {
            settle(country, country, "");
        }
        settle("by-email", "US", ",'channel':'email'");
        settle("by-sms", "US", ",'channel':'sms'");
    }

    private static void settle(String business, String country, String more) {
        WORLD.settle(
                business,
                "'country':'%s','marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}}]%s",
                country,
                more);
    }

    /** The settings of the operator's own: which rows are moved. */
    private static JsonNode move(String laws) {
        return WORLD.call(
                "configure-business",
                "{'businessId':'operator','name':'O','country':'US','removal':{'mode':'AUTOMATIC'}%s}",
                laws.isEmpty() ? "" : ",'laws':{" + laws + "}");
    }

    private static final String FROM_THE_DAY_ON = """
            # what the person said     | the message | UTILITY           | CALL            | AUTHENTICATION    | SERVICE           | MARKETING
            # --- a no to texts or calls
            continued out:sms          | sms         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms          | rcs         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms          | voice       | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms          | all         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms          | email       | ALLOWED           | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms          | whatsapp    | ALLOWED           | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:rcs          | sms         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:voice        | sms         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms+offers   | voice       | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            # --- a no to all
            continued out:all          | sms         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:all          | email       | ALLOWED           | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            # --- a no by another way
            continued out:email        | sms         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:whatsapp     | sms         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:offers       | sms         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            # --- the whole channel
            continued stop:sms         | sms         | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | CHANNEL_OPTED_OUT | CHANNEL_OPTED_OUT | CHANNEL_OPTED_OUT
            continued stop:sms         | voice       | CHANNEL_OPTED_OUT | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued stop:email       | sms         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            # --- a later yes counts for its channel
            continued out:sms in:sms   | sms         | ALLOWED           | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | ALLOWED
            continued out:sms in:voice | sms         | CHANNEL_OPTED_OUT | ALLOWED         | ALLOWED           | ALLOWED           | MARKETING_OPTED_OUT
            continued out:sms in:voice | voice       | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | ALLOWED
            continued out:sms in:all   | rcs         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | ALLOWED
            continued out:all in:sms   | sms         | ALLOWED           | CALLS_OPTED_OUT | ALLOWED           | ALLOWED           | ALLOWED
            # --- nothing was refused, or more was
            continued                  | sms         | ALLOWED           | ALLOWED         | ALLOWED           | ALLOWED           | ALLOWED
            continued out:sms blocked  | sms         | BLOCKED_BY_USER   | BLOCKED_BY_USER | BLOCKED_BY_USER   | BLOCKED_BY_USER   | BLOCKED_BY_USER
            out:sms                    | email       | FIRST_CONTACT_REQUIRED | CALLS_OPTED_OUT | FIRST_CONTACT_REQUIRED | FIRST_CONTACT_REQUIRED | MARKETING_OPTED_OUT
            """;

    @ParameterizedTest(name = "{0}: is {1} allowed from the day on?")
    @CsvSource(delimiter = '|', textBlock = FROM_THE_DAY_ON)
    void fromTheDayOnANoToTextsOrCallsEndsThoseThatAnswerNoRequest(
            String said,
            String message,
            String utility,
            String call,
            String authentication,
            String service,
            String marketing) {
        move("");
        for (String business : List.of("US", "PR")) {
            String person = after(said, business);
            assertEquals(
                    List.of(utility, call, authentication, service, marketing),
                    answers(person, business, message, ON).values().stream().toList(),
                    business);
        }
    }

    /** What the rule adds, and nothing else, depends on the day, on the country, and on the operator's switch. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = FROM_THE_DAY_ON)
    void withoutTheRowAnswersAreAsInACountryThatHasNone(String said, String message) {
        String there = after(said, "BR");
        Map<String, String> without = answers(there, "BR", message, ON);
        String person = after(said, "US");
        move("");
        Map<String, String> with = answers(person, "US", message, ON);
        assertEquals(without, answers(person, "US", message, BEFORE));
        assertEquals(without, answers(person, "US", message, ""));
        move("'US-REVOKE-ALL':'2028-01-31'");
        assertEquals(without, answers(person, "US", message, ON));
        assertEquals(without, answers(person, "US", message, ",'asOf':'2028-01-30'"));
        assertEquals(with, answers(person, "US", message, ",'asOf':'2028-01-31'"));
        move("'US-REVOKE-ALL':'OFF'");
        assertEquals(without, answers(person, "US", message, ON));
        assertEquals(without, answers(person, "US", message, ",'asOf':'2040-01-01'"));
        move("'US-REVOKE-ALL':'2026-11-01'");
        assertEquals(with, answers(person, "US", message, ""));
        move("");
        assertEquals(with, answers(person, "US", message, ON));
        assertEquals(without, answers(person, "US", message, BEFORE));
    }

    @Test
    void theAnswerNamesTheRowThatRefused() {
        move("");
        String person = after("continued out:sms", "US");
        JsonNode result = ask(person, "US", "UTILITY", "voice", ON);
        String since = result.get("since").textValue();
        assertEquals(
                World.tree(
                        "{'userId':'%s','permission':'REFUSED','reason':'CHANNEL_OPTED_OUT','since':'%s','law':'%s','decidedBy':'LAW','remedy':'PERSON_OPTS_IN'}",
                        person, since, LAW),
                result);
        assertEquals(LAW, ask(person, "US", "CALL", "all", ON).get("law").textValue());
        assertEquals(LAW, ask(person, "US", "MARKETING", "email", ON).get("law").textValue());
        assertFalse(ask(person, "US", "MARKETING", "sms", ON).has("law"), "the person's own words refuse it");
        assertFalse(ask(person, "US", "SERVICE", "sms", ON).has("law"));
        assertFalse(ask(person, "US", "UTILITY", "voice", BEFORE).has("law"));
    }

    @Test
    void aCheckWithoutAChannelIsAboutTheOneByWhichTheBusinessSends() {
        move("");
        assertEquals("ALLOWED", reason(ask(after("continued out:sms", "by-email"), "by-email", "UTILITY", "all", ON)));
        assertEquals(
                "CHANNEL_OPTED_OUT",
                reason(ask(after("continued out:voice", "by-sms"), "by-sms", "UTILITY", "all", ON)));
    }

    @Test
    void thePageTellsByWhichChannelsTheLawRefuses() {
        move("'US-REVOKE-ALL':'2026-11-01'");
        String person = after("continued out:sms", "US");
        JsonNode may = WORLD.call("read-relation", "{'userId':'%s','businessId':'US','locale':'en'}", person)
                .at("/relation/may");
        JsonNode utility = may.get(1);
        assertEquals("UTILITY", utility.get("category").textValue());
        assertEquals(LAW, utility.get("law").textValue());
        List<String> refused = new ArrayList<>();
        utility.get("parts").forEach(part -> {
            if (part.has("law")) {
                refused.add(part.at("/scope/channel").textValue());
            }
        });
        assertEquals(List.of("sms", "rcs", "voice"), refused);
        move("");
    }

    /** Old requests that are told again find their entries, whatever the law says meanwhile, and change nothing. */
    @Test
    void oldFactsToldAgainChangeNothingWhateverTheRowSays() {
        move("");
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'US'".formatted(person);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("decide-consent 1", "{%s,'requestId':'c','occurredAt':'%s','decision':'CONTINUE'}");
        facts.put("request-opt-out 2", "{%s,'requestId':'o','occurredAt':'%s','scope':{'channel':'sms'}}");
        facts.put("request-opt-in 3", "{%s,'requestId':'i','occurredAt':'%s','scope':{'channel':'email'}}");
        facts.put(
                "decide-consent 4",
                "{%s,'requestId':'s','occurredAt':'%s','decision':'MESSAGE_SENT','text':'STOP','scope':{'channel':'rcs'}}");
        List<Runnable> told = new ArrayList<>();
        facts.forEach((function, fields) -> {
            WORLD.clock.pass(Duration.ofSeconds(1));
            String at = WORLD.clock.instant().toString();
            Runnable tells = () -> assertEquals(
                    true,
                    List.of("RECORDED", "UNCHANGED").contains(WORLD.outcome(function.split(" ")[0], fields, who, at)),
                    function);
            tells.run();
            told.add(tells);
        });
        JsonNode stands = WORLD.call("read-relation", "{%s}", who);
        List<JsonNode> entries = WORLD.pages("read-ledger", "entries", who);
        Map<String, Map<String, String>> answers = new LinkedHashMap<>();
        for (String row : List.of("", "'US-REVOKE-ALL':'2028-01-31'", "'US-REVOKE-ALL':'OFF'", "")) {
            move(row);
            Map<String, String> before = answers(person, "US", "voice", ON);
            told.forEach(Runnable::run);
            assertEquals(stands, WORLD.call("read-relation", "{%s}", who));
            assertEquals(entries, WORLD.pages("read-ledger", "entries", who));
            assertEquals(before, answers(person, "US", "voice", ON));
            assertEquals(before, answers.merge(row, before, (earlier, now) -> earlier), "back again");
        }
        assertEquals("CHANNEL_OPTED_OUT", answers.get("").get("UTILITY"));
        assertEquals("ALLOWED", answers.get("'US-REVOKE-ALL':'OFF'").get("UTILITY"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            operator | 'US-REVOKE-ALL':'2028-02-31' | laws.US-REVOKE-ALL INVALID
            operator | 'US-REVOKE-ALL':'soon'       | laws.US-REVOKE-ALL INVALID
            operator | 'NO-SUCH-ROW':'OFF'          | laws.NO-SUCH-ROW INVALID
            US       | 'US-REVOKE-ALL':'OFF'        | laws NOT_ALLOWED
            """)
    void onlyTheOperatorsOwnSettingsMoveARowThatThereIs(String business, String laws, String problem) {
        JsonNode answer = WORLD.settle(business, "'name':'O','country':'US','laws':{%s}", laws);
        assertEquals("REJECTED", answer.get("outcome").textValue());
        JsonNode error = answer.at("/errors/0");
        assertEquals(
                problem,
                error.get("field").textValue() + " " + error.get("code").textValue());
    }

    @Test
    void theSettingsAndTheirLedgerTellWhatWasMoved() {
        JsonNode moved = move("'US-REVOKE-ALL':'OFF'");
        assertEquals(World.tree("{'US-REVOKE-ALL':'OFF'}"), moved.at("/business/laws"));
        assertEquals(
                World.tree("{'US-REVOKE-ALL':'OFF'}"),
                WORLD.call("configure-business", "{'businessId':'operator'}").at("/business/laws"));
        assertFalse(move("").get("business").has("laws"));
    }

    private static String after(String said, String business) {
        return WORLD.afterWishes(said, business, World::scope);
    }

    /** By category, in the order of the table. A call has no other channel than voice. */
    private static Map<String, String> answers(String person, String business, String message, String asOf) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("UTILITY", reason(ask(person, business, "UTILITY", message, asOf)));
        answers.put("CALL", reason(ask(person, business, "CALL", "all", asOf)));
        for (String category : List.of("AUTHENTICATION", "SERVICE", "MARKETING")) {
            answers.put(category, reason(ask(person, business, category, message, asOf)));
        }
        return answers;
    }

    private static JsonNode ask(String person, String business, String category, String message, String asOf) {
        String asked = "'userId':'%s','businessId':'%s','category':'%s'%s%s";
        return WORLD.checked(asked, person, business, category, World.scope(message), asOf);
    }
}
