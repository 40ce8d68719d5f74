package consimt.permission;

import static consimt.kit.World.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marketing waits for the hours of the person, whatever the clock of the business says. */
class QuietHoursTest {

    private static final World WORLD = World.fresh();

    private static final String TEXAS = "12145550100";
    private static final String CONNECTICUT = "18605550100";
    private static final String FLORIDA = "13055550100";
    private static final String TOLL_FREE = "18005550100";
    private static final String FRANCE = "33612345678";
    private static final String ROMANIA = "40755100010";
    private static final String MAIL = "ana@example.org";

    @BeforeAll
    static void everybodyAgreed() {
        settle("shop", "");
        settle("by-whatsapp", ",'channel':'whatsapp'");
        settle(
                "templates",
                ",'whatsapp':{'phoneNumberIds':['5401'],'templates':[{'name':'sale','category':'MARKETING'},"
                        + "{'name':'order','category':'UTILITY'}]}");
        for (String business : new String[] {"shop", "by-whatsapp", "templates"}) {
            for (String person : new String[] {
                TEXAS, CONNECTICUT, FLORIDA, TOLL_FREE, FRANCE, ROMANIA, MAIL, "US.8001", "customer-17"
            }) {
                String who = "'userId':'%s','businessId':'%s'".formatted(person, business);
                WORLD.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
            }
        }
    }

    private static void settle(String business, String more) {
        WORLD.settle(business, "'country':'RO','marketingBasis':'CONVERSATION'%s", more);
    }

    private static JsonNode at(String instant, String person, String asked) {
        WORLD.clock.set(Instant.parse(instant));
        return ask("shop", person, asked);
    }

    private static JsonNode ask(String business, String person, String asked) {
        return WORLD.checked(
                "'userId':'%s','businessId':'%s'%s",
                person, business, asked.isEmpty() ? ",'category':'MARKETING'" : asked);
    }

    /** Of each law the last minute before the hours, their first, their last, and the first after them. */
    @ParameterizedTest(name = "{2} by {3} at {1} UTC ({0}): {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # --- Texas: Chicago and, in El Paso, Denver; Tuesday 9 to 21, Sunday 12 to 21
            Tuesday 8:59 in Denver     | 2026-12-01T15:59:59Z | 12145550100 | sms   | US-TX-HOURS | 2026-12-01T16:00:00Z
            Tuesday 9:00 in Denver     | 2026-12-01T16:00:00Z | 12145550100 | sms   |             |
            Tuesday 20:59 in Chicago   | 2026-12-02T02:59:59Z | 12145550100 | rcs   |             |
            Tuesday 21:00 in Chicago   | 2026-12-02T03:00:00Z | 12145550100 | voice | US-TX-HOURS | 2026-12-02T16:00:00Z
            Sunday 11:59 in Denver     | 2026-12-06T18:59:59Z | 19155550100 | sms   | US-TX-HOURS | 2026-12-06T19:00:00Z
            Sunday noon in Denver      | 2026-12-06T19:00:00Z | 19155550100 | sms   |             |
            Saturday 21:00 in Chicago  | 2026-12-06T03:00:00Z | 12145550100 | sms   | US-TX-HOURS | 2026-12-06T19:00:00Z
            # --- Connecticut: 9 to 20
            8:59 in New York           | 2026-12-01T13:59:00Z | 18605550100 | sms   | US-CT-HOURS | 2026-12-01T14:00:00Z
            9:00 in New York           | 2026-12-01T14:00:00Z | 18605550100 | sms   |             |
            20:00 in New York          | 2026-12-02T01:00:00Z | 18605550100 | sms   | US-CT-HOURS | 2026-12-02T14:00:00Z
            29 February, 20:00         | 2028-03-01T01:00:00Z | 18605550100 | sms   | US-CT-HOURS | 2028-03-01T14:00:00Z
            # --- Florida: calls until 20, texts until 21; Pensacola is an hour behind Miami
            20:00 in Miami             | 2026-12-02T01:00:00Z | 13055550100 | voice | US-FL-HOURS | 2026-12-02T14:00:00Z
            20:00 in Miami             | 2026-12-02T01:00:00Z | 13055550100 | sms   |             |
            21:00 in Miami             | 2026-12-02T02:00:00Z | 13055550100 | sms   | US-HOURS    | 2026-12-02T14:00:00Z
            # --- the nights on which the clocks change: 14 March and 7 November 2027
            Saturday 20:00, before     | 2027-03-14T01:00:00Z | 18605550100 | sms   | US-CT-HOURS | 2027-03-14T13:00:00Z
            Saturday 20:00, before     | 2027-11-07T00:00:00Z | 18605550100 | sms   | US-CT-HOURS | 2027-11-07T14:00:00Z
            # --- +1 without a known area: the hours of all
            17:00 in New York          | 2026-12-01T22:00:00Z | 18005550100 | sms   |             |
            14:00 in New York, 4 Guam  | 2026-12-01T19:00:00Z | 18005550100 | sms   | US-HOURS    | 2026-12-01T22:00:00Z
            # --- France: calls on weekdays 10 to 13 and 14 to 20, never on Labour Day
            Thursday 19:59 in Paris    | 2027-04-29T17:59:00Z | 33612345678 | voice |             |
            Friday 13:00 in Paris      | 2027-04-30T11:00:00Z | 33612345678 | voice | FR-HOURS    | 2027-04-30T12:00:00Z
            Friday 20:00 in Paris      | 2027-04-30T18:00:00Z | 33612345678 | voice | FR-HOURS    | 2027-05-03T08:00:00Z
            Ascension Day, noon        | 2027-05-06T10:00:00Z | 33612345678 | voice | FR-HOURS    | 2027-05-07T08:00:00Z
            Ascension Day, noon        | 2027-05-06T10:00:00Z | 33612345678 | sms   |             |
            # --- no law, no messenger, no mail, no push
            3:00 in Bucharest          | 2026-12-01T01:00:00Z | 40755100010 | sms   |             |
            3:00 in Bucharest          | 2026-12-01T01:00:00Z | 40755100010 | voice |             |
            3:00 in Chicago            | 2026-12-01T09:00:00Z | 12145550100 | whatsapp |          |
            3:00 in Chicago            | 2026-12-01T09:00:00Z | 12145550100 | email |             |
            3:00 in Chicago            | 2026-12-01T09:00:00Z | 12145550100 | push  |             |
            """)
    void theLawOfThePersonHasTheseHours(
            String story, String now, String person, String channel, @Nullable String law, @Nullable String retryAt) {
        if (person.equals("19155550100")) {
            WORLD.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", person);
        }
        JsonNode answer = at(now, person, ",'category':'MARKETING','scope':{'channel':'" + channel + "'}");
        assertEquals(law == null ? "ALLOWED" : "QUIET_HOURS", reason(answer), answer::toString);
        assertEquals(law, answer.path("law").textValue());
        assertEquals(retryAt, answer.path("retryAt").textValue());
        if (law != null) {
            assertEquals(
                    "LAW WAIT NUMBER",
                    "%s %s %s"
                            .formatted(
                                    answer.get("decidedBy").textValue(),
                                    answer.get("remedy").textValue(),
                                    answer.get("placeFrom").textValue()));
        }
    }

    @Test
    void theAnswerSaysWhoseClockCountsAlsoWhereItAllows() {
        String judged =
                "'judgedIn':{'timeZones':['America/Chicago','America/Denver'],'regions':['US-TX']},'placeFrom':'NUMBER'";
        assertEquals(
                World.tree("{'userId':'%s','permission':'ALLOWED',%s}", TEXAS, judged),
                at("2026-12-01T18:00:00Z", TEXAS, ""));
        assertEquals(
                World.tree(
                        "{'userId':'%s','permission':'REFUSED','reason':'QUIET_HOURS','law':'US-TX-HOURS','decidedBy':'LAW',"
                                + "'remedy':'WAIT',%s,'retryAt':'2026-12-01T16:00:00Z'}",
                        TEXAS, judged),
                at("2026-12-01T09:00:00Z", TEXAS, ""));
        assertEquals(
                World.tree("{'userId':'%s','permission':'ALLOWED'}", ROMANIA), at("2026-12-01T01:00:00Z", ROMANIA, ""));
    }

    @ParameterizedTest
    @CsvSource({"UTILITY", "AUTHENTICATION", "SERVICE", "CALL"})
    void otherMessagesNeverWait(String category) {
        assertEquals("ALLOWED", reason(at("2026-12-01T09:00:00Z", TEXAS, ",'category':'" + category + "'")));
    }

    /** The last rule: what lasts is told before what passes. */
    @Test
    void aRefusalOfAnotherKindNeverBecomesAWait() {
        for (String said : new String[] {"BLOCK", "OUT", "NOTHING"}) {
            String person = "1214555" + (2000 + said.length());
            String who = "'userId':'" + person + "','businessId':'templates'";
            WORLD.clock.set(Instant.parse("2026-11-30T18:00:00Z"));
            if (said.equals("BLOCK")) {
                WORLD.call("decide-consent", "{%s,'decision':'BLOCK'}", who);
            } else if (said.equals("OUT")) {
                WORLD.call("decide-consent", "{%s,'decision':'CONTINUE'}", who);
                WORLD.call("request-opt-out", "{%s}", who);
            }
            for (String category : new String[] {"MARKETING", "UTILITY", "CALL", "SERVICE", "AUTHENTICATION"}) {
                String asked = ",'category':'" + category + "','template':'sale'";
                WORLD.clock.set(Instant.parse("2026-12-02T18:00:00Z"));
                JsonNode noon = ask("templates", person, asked);
                WORLD.clock.set(Instant.parse("2026-12-02T09:00:00Z"));
                JsonNode night = ask("templates", person, asked);
                assertEquals(noon.path("reason"), night.path("reason"), said + " " + category);
                assertTrue(noon.has("reason"), said + " " + category);
            }
        }
    }

    @Test
    void whatThePersonsPageShowsLooksAtNoClock() {
        WORLD.clock.set(Instant.parse("2026-12-01T09:00:00Z"));
        JsonNode relation = WORLD.call("read-relation", "{'userId':'%s','businessId':'shop'}", TEXAS);
        assertFalse(relation.toString().contains("QUIET_HOURS"), relation::toString);
        assertEquals("ALLOWED", relation.at("/relation/may/0/permission").asText("ALLOWED"));
    }

    /** Each of these might bring marketing out at night. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            12145550100        | ,'category':'UTILITY','template':'sale'
            +1 (214) 555-0100  | ,'category':'MARKETING'
            tel:+1-214-555-0100 | ,'category':'MARKETING'
            0012145550100      | ,'category':'MARKETING','scope':{'channel':'rcs'}
            12145550100        | ,'category':'MARKETING','scope':{'channel':'SMS'}
            12145550100        | ,'category':'MARKETING','scope':{'sender':'unknown'}
            12145550100        | ,'category':'CALL','template':'sale'
            US.8001            | ,'category':'MARKETING'
            40755100010        | ,'category':'MARKETING','region':'US-TX'
            40755100010        | ,'category':'MARKETING','region':'US'
            customer-17        | ,'category':'MARKETING','region':'US-TX','timeZone':'America/Chicago'
            """)
    void nobodyGetsMarketingOutAtNight(String person, String asked) {
        WORLD.clock.set(Instant.parse("2026-12-01T09:00:00Z"));
        assertEquals("QUIET_HOURS", reason(ask("templates", person, asked)));
    }

    /** Nor does it choose the day of the laws: {@code asOf} is for the operator. */
    @Test
    void aBusinessMovesNoLaw() {
        JsonNode settled = WORLD.call(
                "configure-business",
                "{'businessId':'shop','name':'S','country':'RO','removal':{'mode':'AUTOMATIC'},'laws':{'US-HOURS':'OFF'}}");
        assertEquals("laws", settled.at("/errors/0/field").textValue(), settled::toString);
    }

    @Test
    void theOperatorMovesARowOrSwitchesItOff() {
        World world = World.fresh();
        world.settle("shop", "'country':'RO','marketingBasis':'CONVERSATION'");
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", TEXAS);
        world.clock.set(Instant.parse("2026-12-01T04:00:00Z"));
        String asked = "'userId':'" + TEXAS + "','businessId':'shop','category':'MARKETING'";
        assertEquals("US-TX-HOURS", world.checked(asked).path("law").textValue());
        laws(world, "'US-TX-HOURS':'OFF'");
        assertEquals("US-HOURS", world.checked(asked).path("law").textValue());
        laws(world, "'US-TX-HOURS':'OFF','US-HOURS':'2030-01-01'");
        assertEquals("ALLOWED", world.may(asked));
        assertEquals("QUIET_HOURS", world.may(asked + ",'asOf':'2030-01-01'"));
    }

    private static void laws(World world, String moved) {
        world.call(
                "configure-business",
                "{'businessId':'operator','name':'O','country':'US','removal':{'mode':'AUTOMATIC'},'laws':{%s}}",
                moved);
    }

    @Test
    void aChannelThatIsNotNamedIsTheOnlyOneOfTheBusinessAndAMailAddressIsReachedByMail() {
        WORLD.clock.set(Instant.parse("2026-12-01T09:00:00Z"));
        assertEquals("ALLOWED", reason(ask("by-whatsapp", TEXAS, "")));
        assertEquals(
                "QUIET_HOURS", reason(ask("by-whatsapp", TEXAS, ",'category':'MARKETING','scope':{'channel':'sms'}")));
        String there = ",'category':'MARKETING','region':'US-TX'";
        assertEquals("ALLOWED", reason(ask("shop", MAIL, there)));
        assertEquals("QUIET_HOURS", reason(ask("shop", MAIL, there + ",'scope':{'channel':'voice'}")));
    }

    @Test
    void theAskSaysWhereEachPersonIs() {
        WORLD.clock.set(Instant.parse("2026-12-01T09:00:00Z"));
        JsonNode results = WORLD.call(
                        "check-permission",
                        "{'businessId':'shop','timeZone':'Europe/Paris','region':'RO','asks':["
                                + "{'userId':'%s','category':'MARKETING'},"
                                + "{'userId':'%1$s','category':'MARKETING','timeZone':'America/Chicago'},"
                                + "{'userId':'%1$s','category':'MARKETING','region':'US-CT'}]}",
                        TEXAS)
                .get("results");
        assertEquals(World.tree("{'userId':'%s','permission':'ALLOWED'}", TEXAS), results.get(0));
        assertEquals(
                World.tree("{'timeZones':['America/Chicago'],'regions':['US-TX']}"),
                results.get(1).get("judgedIn"));
        assertEquals("2026-12-01T15:00:00Z", results.get(1).get("retryAt").textValue());
        assertEquals(
                World.tree("{'timeZones':['America/New_York'],'regions':['US-CT']}"),
                results.get(2).get("judgedIn"));
        assertEquals("ASK", results.get(2).get("placeFrom").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            `timeZone`:`Mars/Base` | timeZone
            `timeZone`:`+02:00` | timeZone
            `region`:`US-ZZ` | region
            `region`:`Texas` | region
            `sendAt`:`2026-11-24T11:00:00Z` | sendAt
            `sendAt`:`2027-01-01T00:00:00Z` | sendAt
            `sendAt`:`tomorrow` | sendAt
            """)
    void whatCannotBeReadIsAnErrorThatNamesTheField(String asked, String field) {
        for (String function : new String[] {"check-permission", "filter-audience"}) {
            JsonNode answer = WORLD.call(
                    function,
                    "{'businessId':'shop','userIds':['%s'],'category':'MARKETING',%s}",
                    TEXAS,
                    asked.replace('`', '\''));
            assertEquals(
                    "REJECTED " + field,
                    answer.get("outcome").textValue() + " "
                            + answer.at("/errors/0/field").textValue());
        }
    }

    /** Without an instant ahead, a list that is filtered at night for noon would be refused whole. */
    @Test
    void aListIsFilteredForTheHourAtWhichItLeaves() {
        WORLD.clock.set(Instant.parse("2026-12-01T09:00:00Z"));
        String asked = "{'businessId':'shop','userIds':['%s','%s','%s','12145559999'],'category':'MARKETING'%s}";
        JsonNode now = WORLD.call("filter-audience", asked, TEXAS, CONNECTICUT, ROMANIA, "");
        assertEquals(World.tree("['%s']", ROMANIA), now.get("allowed"));
        assertEquals(
                World.tree(
                        "[{'reason':'FIRST_CONTACT_REQUIRED','userIds':['12145559999']},"
                                + "{'reason':'QUIET_HOURS','retryAt':'2026-12-01T14:00:00Z','userIds':['%s']},"
                                + "{'reason':'QUIET_HOURS','retryAt':'2026-12-01T16:00:00Z','userIds':['%s']}]",
                        CONNECTICUT, TEXAS),
                now.get("refused"));
        assertFalse(now.has("judgedFor"));
        JsonNode later =
                WORLD.call("filter-audience", asked, TEXAS, CONNECTICUT, ROMANIA, ",'sendAt':'2026-12-01T18:00:00Z'");
        assertEquals(World.tree("['%s','%s','%s']", TEXAS, CONNECTICUT, ROMANIA), later.get("allowed"));
        assertEquals("2026-12-01T18:00:00Z", later.get("judgedFor").textValue());
    }

    @Test
    void anExplanationLooksAtTheClockOfItsInstant() {
        WORLD.clock.set(Instant.parse("2026-12-01T18:00:00Z"));
        String asked = "{'userId':'%s','businessId':'shop','category':'MARKETING'%s}";
        JsonNode now = WORLD.call("explain-standing", asked, TEXAS, "");
        assertEquals("ALLOWED", now.at("/explanation/answer/permission").textValue());
        JsonNode night = WORLD.call("explain-standing", asked, TEXAS, ",'at':'2026-12-01T09:00:00Z'");
        assertEquals("QUIET_HOURS", night.at("/explanation/answer/reason").textValue(), night::toString);
        assertEquals(
                "2026-12-01T16:00:00Z", night.at("/explanation/answer/retryAt").textValue());
        assertEquals(
                World.tree("{'rule':'QUIET_HOURS','marks':[],'said':'ANSWERS'}"), night.at("/explanation/rules/8"));
    }
}
