package consimt.unsubscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of a link to the three choices, which an introduction without buttons has. */
class ChoicesTest extends LinkPages {

    private static final String OF_BUSINESS = "{'caller':{'kind':'BUSINESS','businessId':'librarie'},'input':%s}";
    private static final String ORDER = "'category':'UTILITY','scope':{'channel':'email'}";

    private String ofOperator() {
        return link(world.call("open-conversation", "{%s,'channel':'email'}", who));
    }

    private String ofBusiness() {
        return link(world.call("open-conversation", OF_BUSINESS, "{%s,'channel':'email'}".formatted(who)));
    }

    private static String link(JsonNode opened) {
        assertEquals("FIRST_CONTACT", opened.get("outcome").textValue(), opened::toString);
        return opened.at("/page/url").textValue().replaceFirst("https://consimt.example/unsubscribe.link=", "");
    }

    /** Presses the third choice on the page as it is now. */
    private HttpAnswer goOn(String link) {
        return goOn(link, "decision=CONTINUE");
    }

    private HttpAnswer goOn(String link, String form) {
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"")
                .matcher(get(link, "en").body());
        return post(link, form + (seen.find() ? "&seen=" + seen.group(1) : ""));
    }

    private String order() {
        return world.may("%s,%s", who, ORDER);
    }

    /** The last entry of what was pressed. */
    private JsonNode last() {
        List<JsonNode> pressed = new ArrayList<>();
        world.call("read-ledger", "{%s}", who).get("entries").forEach(entry -> {
            if (entry.path("channel").asText().equals("link")) {
                pressed.add(entry);
            }
        });
        return pressed.get(pressed.size() - 1);
    }

    private void later() {
        world.clock.pass(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"email, true", "SMS, true", "rcs, true", "voice, true", "whatsapp, false", "push, false", "app, false"})
    void anIntroductionWithoutButtonsGetsALink(String channel, boolean hasLink) {
        JsonNode opened = world.call("open-conversation", "{%s,'channel':'%s'}", who, channel);
        assertEquals(hasLink, opened.has("page"), opened::toString);
        JsonNode reserved = world.call(
                "open-conversation",
                "{'userId':'%s','businessId':'b','channel':'%s','reserve':true}",
                World.somebody(),
                channel);
        assertEquals(hasLink, reserved.has("page"), reserved::toString);
    }

    @Test
    void lookingChangesNothing() {
        String link = ofOperator();
        HttpAnswer page = get(link, "en");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<p>librarie would like to write to you. What do you want?</p>"), page.body());
        for (String choice : List.of("BLOCK", "REPORT", "CONTINUE")) {
            assertTrue(page.body().contains("name=\"decision\" value=\"" + choice + "\""), choice);
        }
        assertFalse(page.body().contains("<script"), page.body());
        assertEquals("AWAITING_DECISION", order());
        assertEquals(1, world.call("read-ledger", "{%s}", who).get("entries").size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBlockIsThePersonsWhoeverHadTheLinkMade(boolean isOfOperator) {
        String link = isOfOperator ? ofOperator() : ofBusiness();
        HttpAnswer page = post(link, "decision=BLOCK");
        assertTrue(page.body().contains("<p>librarie can no longer message you"), page.body());
        assertEquals("BLOCKED_BY_USER", order());
        assertEquals("BLOCK PERSON PERSON link", said(last()));
        later();
        assertTrue(get(link, "en").body().contains("<p>You blocked librarie on November 24, 2026."));
        goOn(link);
        assertEquals("BLOCKED_BY_USER", order());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decision=REPORT&why=SCAM                | SCAM  | false
            decision=REPORT&why=SCAM&alsoBlock=yes  | SCAM  | true
            decision=REPORT&why=FISH                | OTHER | false
            decision=REPORT&decision=CONTINUE       | OTHER | false
            """)
    void aReportIsThePersonsAndMayBlock(String form, String reason, boolean blocks) {
        String link = ofBusiness();
        String page = post(link, form).body();
        assertTrue(page.contains("You reported librarie"), page);
        assertEquals(!blocks, page.contains("value=\"BLOCK\""), page);
        assertEquals(reason, last().at("/reason/code").asText(last().toString()));
        assertEquals(blocks ? "BLOCKED_BY_USER" : "AWAITING_DECISION", order());
        // A business has the link too, and reads nothing of a report.
        assertFalse(get(link, "en").body().contains("reported"));
    }

    @Test
    void toGoOnByTheOperatorsLinkIsThePersonsOwnDecision() {
        HttpAnswer page = goOn(ofOperator());
        assertTrue(page.body().contains("<p>You agree that librarie writes to you."), page.body());
        assertEquals("ALLOWED", order());
        assertEquals("ALLOWED", world.may("%s,'category':'UTILITY'", who));
        assertEquals("CONTINUE PERSON PERSON link", said(last()));
    }

    @Test
    void toGoOnByABusinesssLinkIsAClaim() {
        String link = ofBusiness();
        goOn(link);
        assertEquals("ALLOWED", order());
        assertEquals("AWAITING_DECISION", world.may("%s,'category':'UTILITY','scope':{'channel':'whatsapp'}", who));
        assertEquals("CONTINUE BUSINESS BUSINESS link", said(last()));
        assertTrue(last().get("proof").textValue().startsWith("librarie would like to write to you."));
    }

    /** Mail is forwarded, and pages stay open. */
    @Test
    void toGoOnCountsOnlyWhileThePageShowsWhatThePersonRefused() {
        String link = ofOperator();
        post(link, "decision=CONTINUE");
        assertEquals("AWAITING_DECISION", order());
        String open = get(link, "en").body();
        world.call("request-opt-out", "{%s}", who);
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(open);
        assertTrue(seen.find());
        HttpAnswer again = post(link, "decision=CONTINUE&seen=" + seen.group(1));
        assertTrue(again.body().contains("<p>You stopped marketing messages from librarie"), again.body());
        assertEquals("AWAITING_DECISION", order());
        goOn(link);
        assertEquals("ALLOWED", order());
    }

    /** A business has its links in its hands. */
    @Test
    void aBusinesssLinkOpensNothingAfterANo() {
        String link = ofBusiness();
        world.call("request-opt-out", "{%s}", who);
        later();
        goOn(link);
        assertEquals("AWAITING_DECISION", order());
    }

    @Test
    void withoutClaimsABusinesssLinkHasNoThirdChoice() {
        String link = ofBusiness();
        world.settle("operator", "'claims':'REFUSED'");
        assertFalse(get(link, "en").body().contains("CONTINUE"));
        goOn(link);
        assertEquals("AWAITING_DECISION", order());
    }

    @Test
    void afterItsEndItTakesANoAndNothingElse() {
        String link = ofOperator();
        world.clock.pass(Duration.ofDays(91));
        assertFalse(get(link, "en").body().contains("librarie"));
        goOn(link);
        assertEquals("AWAITING_DECISION", order());
        assertTrue(post(link, "decision=BLOCK").body().contains(">Your choice is recorded.</h1>"));
        assertEquals("BLOCKED_BY_USER", order());
    }

    @Test
    void aMailProgramsButtonStopsMarketing() {
        post(ofBusiness(), "List-Unsubscribe=One-Click");
        assertEquals("MARKETING_OPTED_OUT", world.marketing(person, "librarie"));
    }

    /** A business knows the ids of its links, and of a report nothing. */
    @Test
    void theIdOfAPressTellsNotWhichNoItIs() {
        Set<String> ids = new TreeSet<>();
        for (String form : List.of("decision=BLOCK", "decision=REPORT&why=SCAM&alsoBlock=yes", "decision=REPORT")) {
            String other = World.somebody();
            String hers = who.replace(person, other);
            String link = link(world.call("open-conversation", OF_BUSINESS, "{%s,'channel':'email'}".formatted(hers)));
            post(link, form);
            world.call("read-ledger", "{%s}", hers).get("entries").forEach(entry -> {
                if (entry.path("channel").asText().equals("link")) {
                    ids.add(entry.get("entryId").textValue().replaceFirst("^link~own[.].{16}", ""));
                }
            });
        }
        assertEquals(1, ids.size(), ids::toString);
    }

    @Test
    void oneLinkMakesAFewEntriesInASecond() {
        String link = ofBusiness();
        for (int again = 0; again < 3; again++) {
            for (String language : List.of("en", "ro", "de", "es", "fr", "pt", "ar", "hi")) {
                call("POST", link, Map.of("accept-language", language), "decision=BLOCK");
            }
        }
        int entries = world.call("read-ledger", "{%s}", who).get("entries").size();
        assertTrue(entries <= 1 + 7, () -> entries + " entries");
    }

    /** The clocks of two functions differ by some milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = {"decision=BLOCK", "decision=REPORT&alsoBlock=yes"})
    void aBlockCountsAfterAnUnblockingOfTheSameSecond(String form) {
        String link = ofBusiness();
        post(link, form);
        world.byPerson(person, "decide-consent", "'businessId':'librarie','decision':'UNBLOCK'");
        post(link, form);
        assertEquals("BLOCKED_BY_USER", order());
        later();
        world.byPerson(person, "decide-consent", "'businessId':'librarie','decision':'UNBLOCK'");
        world.clock.pass(Duration.ofMillis(-5));
        post(link, form);
        assertEquals("BLOCKED_BY_USER", order());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision=BLOCK&List-Unsubscribe=One-Click",
                "decision=block",
                "decision=CONTINUE&decision=BLOCK",
                "decision=BLOCK&stop=all"
            })
    void aBlockInWhateverFormBlocks(String form) {
        String link = ofOperator();
        post(link, form);
        assertEquals("BLOCKED_BY_USER", order());
        assertEquals(
                form.contains("Click") ? "OPTED_OUT" : "UNSET",
                world.text("/relation/marketing", "read-relation", "{%s}", who));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision=CONTINUE&decision=STOP",
                "decision=CONTINUE&stop=all",
                "decision=CONTINUE&alsoBlock=yes",
                "decision=CONTINUE&List-Unsubscribe=One-Click",
                "decision=continue"
            })
    void aYesWithWhatMayBeANoIsNone(String form) {
        goOn(ofOperator(), form);
        assertEquals("AWAITING_DECISION", order());
    }

    /** Else who holds a link of the person could take the way to say no. */
    @Test
    void aRevocationOfAllLinksLeavesTheNo() {
        String link = ofOperator();
        world.call("revoke-person-links", "{%s}", who);
        assertFalse(get(link, "en").body().contains("librarie"));
        goOn(link);
        assertEquals("AWAITING_DECISION", order());
        post(link, "decision=BLOCK");
        assertEquals("BLOCKED_BY_USER", order());
    }

    @Test
    void whatDoesNotCountIsNotConfirmed() {
        String link = ofOperator();
        world.byPerson(person, "decide-consent", "'businessId':'librarie','decision':'BLOCK'");
        later();
        assertTrue(goOn(link).body().contains("<p>You blocked librarie on November 24, 2026."));
        String other = "'userId':'%s','businessId':'shop'".formatted(person);
        String claimed = link(world.call(
                "open-conversation",
                "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{%s,'channel':'email'}}",
                other));
        world.byPerson(person, "request-opt-out", "'businessId':'shop','disownsClaims':true");
        later();
        assertTrue(goOn(claimed).body().contains("<p>You stopped marketing messages from shop"));
    }

    private static String said(JsonNode entry) {
        return String.join(
                " ",
                entry.get("value").textValue(),
                entry.get("actor").textValue(),
                entry.at("/calledBy/kind").textValue(),
                entry.get("channel").textValue());
    }
}
