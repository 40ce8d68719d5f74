package consimt.unsubscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link to subscribe: of the operator's, the person's own yes; of the business's, a claim. */
class SubscribeTest extends LinkPages {

    private static final String OF_BUSINESS = "{'caller':{'kind':'BUSINESS','businessId':'librarie'},'input':%s}";

    @BeforeEach
    void theBusinessAsksForAYes() {
        settle("{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}");
    }

    private void settle(String topics) {
        world.settle("librarie", "'name':'Cărți','marketingBasis':'OPT_IN','languages':['ro'],'topics':[%s]", topics);
    }

    @Test
    void thePressOfAnOperatorsLinkIsThePersonsOwnYes() {
        world.call("request-opt-out", "{%s}", who);
        String link = ofOperator("");
        assertEquals("MARKETING_OPTED_OUT", marketing());
        later();
        HttpAnswer asks = get(link, "en");
        assertTrue(asks.body().contains("<p>Do you want marketing messages from Cărți?</p>"), asks.body());
        assertTrue(
                asks.body()
                        .contains(
                                "<form method=\"post\"><button class=\"button first\" name=\"subscribe\" value=\"yes\">Yes, send me these messages</button></form>"),
                asks.body());
        HttpAnswer says = press(link, "en");
        assertEquals(200, says.statusCode());
        assertTrue(
                says.body()
                        .contains("<p>You will get marketing messages from Cărți. You can stop them at any time.</p>"),
                says.body());
        assertEquals("ALLOWED", marketing());
        JsonNode entry = last();
        assertEquals(
                List.of("MARKETING_PREFERENCE", "OPT_IN", "PERSON", "PERSON", "link"),
                List.of(
                        entry.get("kind").textValue(),
                        entry.get("value").textValue(),
                        entry.get("actor").textValue(),
                        entry.at("/calledBy/kind").textValue(),
                        entry.get("channel").textValue()));
        assertEquals("OPTED_IN", world.text("/relation/marketing", "read-relation", "{%s}", who));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Do you want marketing messages from Cărți?
            ro | Doriți să primiți mesaje de marketing de la Cărți?
            de | Möchten Sie Werbenachrichten von Cărți erhalten?
            es | ¿Quiere recibir mensajes de marketing de Cărți?
            fr | Voulez-vous recevoir des messages marketing de Cărți ?
            pt | Deseja receber mensagens de marketing de Cărți?
            ar | Doriți să primiți mesaje de marketing de la Cărți?
            """)
    void thePageAsksInThePersonsLanguage(String language, String question) {
        String page = get(ofOperator(""), language).body();
        assertTrue(page.contains("<p>" + question + "</p>"), page);
        assertFalse(page.contains("<script"), page);
    }

    @Test
    void aYesToAPartIsToThisPartAlone() {
        String link = ofOperator(",'scope':{'topic':'offers'}");
        assertTrue(get(link, "en").body().contains("<p>Do you want this marketing from Cărți: Offers?</p>"));
        assertTrue(press(link, "en").body().contains("<p>You will get this marketing from Cărți: Offers."));
        assertEquals("ALLOWED", about("offers"));
        assertEquals("NO_MARKETING_CONSENT", about("news"));
    }

    /** Without the part, the yes would be to all. */
    @Test
    void aYesToAPartThatTheBusinessNoLongerHasIsNone() {
        String link = ofOperator(",'scope':{'topic':'offers'}");
        settle("{'code':'news','labels':{'en':'News'}}");
        world.clock.pass(Duration.ofMinutes(2));
        assertEquals(404, get(link, "en").statusCode());
        assertEquals(404, press(link, "en").statusCode());
        assertEquals(0, entries().size());
    }

    @Test
    void thePressOfABusinesssLinkIsAClaimWithWhatThePageSaid() {
        HttpAnswer says = press(ofBusiness(""), "en");
        assertTrue(says.body().contains("<p>You will get marketing messages from Cărți."), says.body());
        assertEquals("ALLOWED", marketing());
        JsonNode entry = last();
        assertEquals(
                List.of(
                        "CLAIM",
                        "OPT_IN",
                        "Do you want marketing messages from Cărți? Yes, send me these messages",
                        "BUSINESS",
                        "BUSINESS",
                        "librarie",
                        "link"),
                List.of(
                        entry.get("kind").textValue(),
                        entry.get("value").textValue(),
                        entry.get("proof").textValue(),
                        entry.get("actor").textValue(),
                        entry.at("/calledBy/kind").textValue(),
                        entry.at("/calledBy/id").textValue(),
                        entry.get("channel").textValue()));
        assertEquals("UNSET", world.text("/relation/marketing", "read-relation", "{%s}", who));
        assertEquals(
                1,
                world.call("report-follow-ups", "{'businessId':'librarie','from':'2026-11-24','to':'2026-11-24'}")
                        .at("/claims/made")
                        .intValue());
    }

    /** A business presses its own links as often as it likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-opt-out {%s}",
                "request-opt-out {%s,'disownsClaims':true}",
                "decide-consent {%s,'decision':'BLOCK'}",
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'STOP'}",
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}",
                "open-conversation {%s}"
            })
    void aBusinesssLinkLiftsNothing(String said) {
        String[] no = said.split(" ", 2);
        for (String scope : List.of("", ",'scope':{'topic':'offers'}", ",'scope':{'channel':'email'}")) {
            String other = World.somebody();
            String hers = who.replace(person, other);
            world.call(no[0], no[1], hers);
            String before = permissions(other);
            String link = world.text(
                    "/token", "issue-person-link", OF_BUSINESS, "{%s,'purpose':'SUBSCRIBE'%s}".formatted(hers, scope));
            for (int again = 0; again < 3; again++) {
                later();
                assertEquals(200, press(link, "en").statusCode());
                assertEquals(before, permissions(other));
            }
        }
    }

    @Test
    void aClaimOfAllLeavesThePartThatWasStopped() {
        press(ofBusiness(""), "en");
        later();
        world.call("request-opt-out", "{%s,'scope':{'topic':'offers'}}", who);
        later();
        press(ofBusiness(""), "en");
        assertEquals("MARKETING_OPTED_OUT", about("offers"));
        assertEquals("ALLOWED", about("news"));
    }

    private String permissions(String other) {
        return String.join(
                " ",
                world.marketing(other, "librarie"),
                world.may(
                        "'userId':'%s','businessId':'librarie','category':'MARKETING','scope':{'topic':'offers','channel':'email'}",
                        other));
    }

    @Test
    void whoOptedOutReadsSoOnABusinesssLink() {
        world.call("request-opt-out", "{%s}", who);
        later();
        String link = ofBusiness("");
        for (HttpAnswer page : List.of(get(link, "en"), press(link, "en"), get(link, "en"))) {
            assertTrue(
                    page.body().contains("<p>You stopped marketing messages from Cărți on November 24, 2026.</p>"),
                    page.body());
            assertFalse(page.body().contains("<form"), page.body());
        }
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** What an opt-in on the person's own page does, this press does: it lifts an opt-out, and no block. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide-consent {%s,'decision':'BLOCK'}",
                "decide-consent {%s,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true}",
                "request-opt-out {%s}",
                "request-opt-out {%s,'scope':{'topic':'offers'}}",
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'STOP'}",
                "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}",
                "open-conversation {%s}",
                "read-relation {%s}"
            })
    void anOperatorsLinkDoesWhatThePersonsPageDoes(String said) {
        String[] before = said.split(" ", 2);
        for (String scope : List.of("", ",'scope':{'topic':'offers'}")) {
            String one = World.somebody();
            String other = World.somebody();
            for (String each : List.of(one, other)) {
                world.call(before[0], before[1], who.replace(person, each));
            }
            later();
            world.byPerson(one, "request-opt-in", who.replace(person, one) + scope);
            press(
                    world.text(
                            "/token",
                            "issue-person-link",
                            "{%s,'purpose':'SUBSCRIBE'%s}",
                            who.replace(person, other),
                            scope),
                    "en");
            assertEquals(permissions(one), permissions(other));
            assertEquals(state(one), state(other));
        }
    }

    private String state(String whose) {
        return world.call("read-relation", "{%s}", who.replace(person, whose))
                .get("relation")
                .toString()
                .replace(whose, "");
    }

    /** Programs that look ahead, and forms that say something else. */
    @Test
    void nothingButThePressSaysYes() {
        String link = ofOperator("");
        for (String method : List.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "")) {
            for (String form : List.of("", "subscribe=yes")) {
                call(method, link, Map.of("accept-language", "en"), form);
            }
        }
        for (String form : List.of("", "x=y", "Subscribe=yes", "stopped=x&return=yes", "reason=OTHER")) {
            post(link, form);
        }
        String stops = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
        String calls = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS'}", who);
        assertEquals(400, press(stops, "en").statusCode());
        assertEquals(404, press(calls, "en").statusCode());
        assertEquals(405, call("HEAD", link, Map.of(), "subscribe=yes").statusCode());
        assertEquals(0, entries().size());
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
    }

    /** A no always gets in, also by a mail program's button, and also beside a yes. */
    @ParameterizedTest
    @ValueSource(strings = {"List-Unsubscribe=One-Click", "List-Unsubscribe=One-Click&stop=all&subscribe=yes"})
    void theSameLinkTakesANo(String form) {
        for (String link : List.of(ofOperator(""), ofBusiness(""))) {
            press(link, "en");
            assertEquals("ALLOWED", marketing());
            later();
            assertEquals(200, post(link, form).statusCode());
            assertEquals("MARKETING_OPTED_OUT", marketing());
            later();
            world.call("request-opt-in", "{%s}", who);
            later();
        }
    }

    @Test
    void aPressThatIsRepeatedIsOneEntryASecond() {
        for (String link : List.of(ofOperator(""), ofBusiness(""))) {
            int before = entries().size();
            for (int again = 0; again < 5; again++) {
                assertTrue(press(link, "en").body().contains("<p>You will get marketing messages from Cărți."));
            }
            assertEquals(before + 1, entries().size());
            press(link, "ro");
            assertEquals(before + 2, entries().size());
        }
    }

    @Test
    void afterItsEndItIsGone() {
        String link = ofOperator("");
        String ofBusiness = ofBusiness(",'days':400");
        world.clock.pass(Duration.ofDays(7).minusSeconds(1));
        assertEquals(200, get(link, "en").statusCode());
        world.clock.pass(Duration.ofSeconds(1));
        assertEquals(404, get(link, "en").statusCode());
        assertEquals(404, press(link, "en").statusCode());
        assertEquals(200, get(ofBusiness, "en").statusCode());
        assertEquals(0, entries().size());
    }

    /** The page after a yes may stay open for as long as one likes. */
    @Test
    void afterItsEndItTakesANoAndNothingElse() {
        for (String link : List.of(ofOperator(""), ofBusiness(""))) {
            press(link, "en");
            assertEquals("ALLOWED", marketing());
            world.clock.pass(Duration.ofDays(8));
            assertEquals(
                    200,
                    post(link, "List-Unsubscribe=One-Click&stop=all&subscribe=yes")
                            .statusCode());
            assertEquals("MARKETING_OPTED_OUT", marketing());
            later();
            assertEquals(404, press(link, "en").statusCode());
            assertEquals("MARKETING_OPTED_OUT", marketing());
            world.call("request-opt-in", "{%s}", who);
            later();
        }
    }

    /** A person who ends all their links ends what waits in their mails too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userId':'%1$s'}",
                "{'userId':'%1$s','businessId':'librarie'}",
                "{'userId':'%1$s','linkId':'%2$s'}"
            })
    void aRevokedLinkIsGone(String revoked) {
        String link = ofOperator("");
        assertEquals("RECORDED", world.outcome("revoke-person-links", revoked, person, link.substring(1, 17)));
        assertEquals(404, press(link, "en").statusCode());
        assertEquals(0, entries().size());
    }

    @Test
    void whereNoClaimsAreAcceptedABusinesssLinkIsNoneAndAnOperatorsIs() {
        String link = ofBusiness("");
        String ofOperator = ofOperator("");
        world.settle("operator", "'claims':'REFUSED'");
        world.clock.pass(Duration.ofMinutes(2));
        assertEquals(404, get(link, "en").statusCode());
        assertEquals(404, press(link, "en").statusCode());
        assertEquals(
                World.tree(
                        "[{'field':'purpose','code':'NOT_ALLOWED','message':'purpose would make claims, and no claims are accepted'}]"),
                world.call("issue-person-link", OF_BUSINESS, "{" + who + ",'purpose':'SUBSCRIBE'}")
                        .get("errors"));
        assertEquals(0, entries().size());
        assertEquals(200, post(link, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("MARKETING_OPTED_OUT", marketing());
        later();
        press(ofOperator, "en");
        assertEquals("ALLOWED", marketing());
    }

    private String ofOperator(String more) {
        return world.text("/token", "issue-person-link", "{%s,'purpose':'SUBSCRIBE'%s}", who, more);
    }

    private String ofBusiness(String more) {
        return world.text(
                "/token", "issue-person-link", OF_BUSINESS, "{" + who + ",'purpose':'SUBSCRIBE'" + more + "}");
    }

    private void later() {
        world.clock.pass(Duration.ofSeconds(1));
    }

    private HttpAnswer press(String link, String language) {
        return call("POST", link, Map.of("accept-language", language), "subscribe=yes");
    }

    private String marketing() {
        return world.marketing(person, "librarie");
    }

    private String about(String topic) {
        return world.may(
                "'userId':'%s','businessId':'librarie','category':'MARKETING','scope':{'topic':'%s'}", person, topic);
    }

    private JsonNode entries() {
        return world.call("read-ledger", "{%s}", who).get("entries");
    }

    private JsonNode last() {
        return entries().get(entries().size() - 1);
    }
}
