package consimt.unsubscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
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
        assertTrue(
                asks.body().replaceAll("(name=\"seen\" value=\")[^\"]*", "$1").contains("""
                        <p>You stopped marketing messages from Cărți on November 24, 2026.</p>\
                        <p>Do you want marketing messages from Cărți?</p>\
                        <form class="held" method="post"><input type="hidden" name="seen" value="">\
                        <button class="button first" name="subscribe" value="yes">Yes, send me these messages</button></form>\
                        <p>If you did not ask for this, close this page.</p>
                        """), asks.body());
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
        assertTrue(get(link, "en").body().contains("<p>Do you want these marketing messages from Cărți: Offers?</p>"));
        assertTrue(press(link, "en").body().contains("<p>You will get these marketing messages from Cărți: Offers."));
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
        assertEquals(1, world.counted.get("ClaimsMade"));
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
                        "'userId':'%s','businessId':'librarie','category':'MARKETING','scope':{'topic':'offers','channel':'whatsapp'}",
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
                "decide-consent {%s,'decision':'REPORT','report':{'reason':'SPAM'}}",
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
        String seen = seen(get(link, "en"));
        for (String form : List.of(
                "",
                "x=y",
                "Subscribe=yes",
                "reason=OTHER",
                "subscribe=no",
                "subscribe=",
                "subscribe",
                "subscribe=yes&subscribe=no",
                "subscribe=yes&stop=all",
                "subscribe=yes&stop=")) {
            assertEquals(400, post(link, form + seen).statusCode(), form);
        }
        assertEquals(200, post(link, "stopped=x&return=yes").statusCode());
        String stops = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
        String calls = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS'}", who);
        assertEquals(400, press(stops, "en").statusCode());
        assertEquals(404, press(calls, "en").statusCode());
        assertEquals(200, call("HEAD", link, Map.of(), "subscribe=yes" + seen).statusCode());
        assertEquals(0, entries().size());
        assertEquals("FIRST_CONTACT_REQUIRED", marketing());
    }

    /** A no always gets in, also by a mail program's button, and also beside a yes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "List-Unsubscribe=One-Click",
                "List-Unsubscribe=One-Click&stop=all&subscribe=yes",
                "subscribe=yes&List-Unsubscribe=one-click"
            })
    void theSameLinkTakesANo(String form) {
        for (String link : List.of(ofOperator(""), ofBusiness(""))) {
            press(link, "en");
            assertEquals("ALLOWED", marketing());
            later();
            assertEquals(200, post(link, form + seen(get(link, "en"))).statusCode());
            assertEquals("MARKETING_OPTED_OUT", marketing());
            later();
            world.call("request-opt-in", "{%s}", who);
            later();
        }
    }

    /** Opened after a yes, the page asks no more: it says the yes, and has the buttons that stop. */
    @Test
    void aYesIsOneEntryHoweverOftenItIsPressed() {
        for (String link : List.of(ofOperator(""), ofBusiness(""))) {
            String other = World.somebody();
            int before = entries().size();
            String asks = get(link, "en").body();
            assertEquals(before > 0, asks.contains("<p>You will get marketing messages from Cărți."), other);
            for (int again = 0; again < 5; again++) {
                assertTrue(press(link, "en").body().contains("<p>You will get marketing messages from Cărți."));
                later();
            }
            assertEquals(1, entries().size());
            assertTrue(get(link, "en").body().contains("name=\"stop\" value=\"all\""));
        }
    }

    @Test
    void whoBlockedTheBusinessReadsThatAndPressesNothing() {
        String link = ofOperator("");
        String form = "subscribe=yes" + seen(get(link, "en"));
        world.call("decide-consent", "{%s,'decision':'BLOCK'}", who);
        later();
        for (HttpAnswer page : List.of(get(link, "en"), post(link, form), press(link, "en"))) {
            assertTrue(
                    page.body().contains("<p>You blocked Cărți on November 24, 2026. Its messages do not reach you"),
                    page.body());
            assertFalse(page.body().contains("<button"), page.body());
        }
        assertEquals(1, entries().size());
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

    private static final List<String> NOES = List.of(
            "request-opt-out {%s}",
            "request-opt-out {%s,'scope':{'topic':'offers'}}",
            "request-opt-out {%s,'scope':{'channel':'sms'},'categories':'ALL'}",
            "decide-consent {%s,'decision':'BLOCK'}",
            "decide-consent {%s,'decision':'MESSAGE_SENT','text':'STOP'}",
            "decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'}",
            "erase-person {'userId':'%2$s'}");

    private void say(String no) {
        String[] said = no.split(" ", 2);
        world.call(said[0], said[1], who, person);
        later();
    }

    /** By a reload, by a page in another tab, or by whoever kept the form. */
    @ParameterizedTest
    @FieldSource("NOES")
    void aYesFromBeforeANoIsNone(String no) {
        for (int which = 0; which < 3; which++) {
            anotherPerson();
            String link = which == 2 ? ofBusiness("") : ofOperator(which == 0 ? "" : ",'scope':{'topic':'offers'}");
            String open = "subscribe=yes" + seen(get(link, "en"));
            assertEquals(303, post(link, open).statusCode());
            later();
            say(no);
            List<JsonNode> before = everything();
            for (String form : List.of(open, "subscribe=yes", "subscribe=yes&seen=", "subscribe=yes&seen=x")) {
                assertEquals(200, post(link, form).statusCode());
                later();
            }
            assertEquals(before, everything());
        }
    }

    /** The first no that the page showed does not stand for a second one. */
    @ParameterizedTest
    @FieldSource("NOES")
    void aYesAfterANoIsNoneAfterTheNext(String no) {
        String link = ofOperator("");
        for (String first : NOES) {
            say(first);
            String open = "subscribe=yes" + seen(get(link, "en"));
            say(no);
            List<JsonNode> before = everything();
            assertEquals(200, post(link, open).statusCode());
            assertEquals(before, everything(), first);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            request-opt-out {%s}                                   | You stopped marketing messages from Cărți on November 24, 2026.
            request-opt-out {%s,'scope':{'topic':'offers'}}        | You stopped these marketing messages from Cărți on November 24, 2026: Offers.
            request-opt-out {%s,'scope':{'channel':'sms'},'categories':'ALL'} | You stopped these marketing messages from Cărți on November 24, 2026: SMS.
            erase-person {'userId':'%2$s'}                         | You stopped marketing messages from Cărți on November 24, 2026.
            decide-consent {%s,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'} | On November 24, 2026 you may have said no to messages from Cărți.
            """)
    void whoSaidNoReadsSoAndMaySayYes(String no, String sentence) {
        say("decide-consent {%s,'decision':'CONTINUE'}");
        String link = ofOperator("");
        String open = "subscribe=yes" + seen(get(link, "en"));
        say(no);
        HttpAnswer page = post(link, open);
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<p>" + sentence + "</p>"), page.body());
        HttpAnswer says = post(link, "subscribe=yes" + seen(page));
        assertTrue(shown(says, "en").body().contains("<p>You will get marketing messages from Cărți."));
        assertEquals("ALLOWED", marketing());
        // The same press again, while nothing was refused since, is the same yes.
        assertEquals(303, post(link, "subscribe=yes" + seen(page)).statusCode());
        say("request-opt-out {%s}");
        assertEquals(200, post(link, "subscribe=yes" + seen(page)).statusCode());
        assertEquals("MARKETING_OPTED_OUT", marketing());
    }

    /** A yes lifts no block, and the page does not say so either. */
    @Test
    void whoBlockedReadsThatNothingArrives() {
        String link = ofOperator("");
        say("decide-consent {%s,'decision':'BLOCK'}");
        String blocked =
                "<p>You blocked Cărți on November 24, 2026. Its messages do not reach you until you unblock it.</p>";
        assertTrue(get(link, "en").body().contains(blocked));
        HttpAnswer says = press(link, "en");
        assertTrue(says.body().contains(blocked), says.body());
        assertFalse(says.body().contains("You will get"), says.body());
        assertEquals("BLOCKED_BY_USER", marketing());
    }

    /** A no to another part is none of the page's sentences, and is not lifted. Said meanwhile, it asks again. */
    @Test
    void aNoToAnotherPartStands() {
        String link = ofOperator(",'scope':{'topic':'offers'}");
        String open = "subscribe=yes" + seen(get(link, "en"));
        say("request-opt-out {%s,'scope':{'topic':'news'}}");
        HttpAnswer page = post(link, open);
        assertEquals(200, page.statusCode());
        assertFalse(page.body().contains("You stopped"), page.body());
        assertEquals(303, post(link, "subscribe=yes" + seen(page)).statusCode());
        assertEquals("ALLOWED", about("offers"));
        assertEquals("MARKETING_OPTED_OUT", about("news"));
    }

    @Test
    void theFieldIsOfItsLinkAndOfAnHour() {
        String link = ofOperator("");
        String other = ofOperator("");
        String seen = seen(get(link, "en"));
        assertEquals(200, post(other, "subscribe=yes" + seen).statusCode());
        // A page that answered a click has another field.
        String stopped = post(link, "List-Unsubscribe=One-Click").body().replace("name=\"stopped\"", "name=\"seen\"");
        say("request-opt-in {%s,'scope':{'topic':'news'}}");
        int entries = entries().size();
        assertEquals(
                200,
                post(link, "subscribe=yes" + seen(new HttpAnswer(200, Map.of(), stopped, false)))
                        .statusCode());
        assertEquals(
                200,
                post(link, "stopped=" + seen(get(link, "en")).substring(6) + "&return=yes")
                        .statusCode());
        String old = "subscribe=yes" + seen(get(link, "en"));
        world.clock.pass(Duration.ofHours(1));
        assertEquals(200, post(link, old).statusCode());
        assertEquals(entries, entries().size());
        assertEquals(303, post(link, "subscribe=yes" + seen(get(link, "en"))).statusCode());
    }

    /** A reload of the page after a yes says nothing again, and a mail program is not sent elsewhere (RFC 8058). */
    @Test
    void aYesLeadsToThePageAndAOneClickDoesNot() {
        String link = ofOperator(",'scope':{'topic':'offers'}");
        HttpAnswer says = post(link + ").", "subscribe=yes" + seen(get(link + ").", "en")));
        assertEquals(303, says.statusCode());
        assertEquals("?link=" + link + "%29.&said=this", says.headers().get("Location"));
        assertEquals(200, post(link, "List-Unsubscribe=One-Click").statusCode());
        assertEquals(
                200,
                post(link, "List-Unsubscribe=One-Click&subscribe=yes" + seen(get(link, "en")))
                        .statusCode());
    }

    /** Who calls the page after a yes without one reads none. */
    @ParameterizedTest
    @ValueSource(strings = {"this", "all", "", "x"})
    void anAddressSaysNoYes(String said) {
        for (boolean isOfOperator : List.of(true, false)) {
            anotherPerson();
            String link = isOfOperator ? ofOperator("") : ofBusiness("");
            String page = get(Map.of("link", link, "said", said), "en").body();
            assertTrue(page.contains("<p>Do you want marketing messages from Cărți?</p>"), page);
            press(link, "en");
            later();
            say("request-opt-out {%s}");
            String after = get(Map.of("link", link, "said", said), "en").body();
            assertTrue(after.contains("<p>You stopped marketing messages from Cărți on"), after);
        }
    }

    /** Whatever else was said, and whenever a page was opened: a form from before a no writes nothing. */
    @Test
    void noFormFromBeforeANoWritesAnything() {
        Random random = new Random(46);
        for (int story = 0; story < Cases.of(10, 300); story++) {
            anotherPerson();
            // An erasure of somebody whom nobody knows leaves nothing.
            say("decide-consent {%s,'decision':'CONTINUE'}");
            List<String> links = List.of(ofOperator(""), ofBusiness(""));
            List<String[]> fresh = new ArrayList<>();
            List<String[]> stale = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                String link = links.get(random.nextInt(2));
                switch (random.nextInt(5)) {
                    case 0, 1 -> fresh.add(new String[] {link, seen(get(link, "en"))});
                    case 2 -> {
                        say(NOES.get(random.nextInt(NOES.size())));
                        stale.addAll(fresh);
                        fresh.clear();
                    }
                    case 3 -> {
                        if (!fresh.isEmpty()) {
                            String[] form = fresh.get(random.nextInt(fresh.size()));
                            post(form[0], "subscribe=yes" + form[1]);
                        }
                    }
                    default ->
                        say(
                                random.nextBoolean()
                                        ? "request-opt-in {%s}"
                                        : "request-opt-in {%s,'scope':{'topic':'offers'}}");
                }
                List<JsonNode> before = everything();
                for (String[] form : stale) {
                    assertEquals(200, post(form[0], "subscribe=yes" + form[1]).statusCode());
                }
                assertEquals(before, everything());
                later();
            }
        }
    }

    private void anotherPerson() {
        person = World.somebody();
        who = "'userId':'%s','businessId':'librarie'".formatted(person);
    }

    /** The relation, and all that was said in it. */
    private List<JsonNode> everything() {
        List<JsonNode> everything = new ArrayList<>(world.pages("read-ledger", "entries", who));
        everything.add(world.call("read-relation", "{%s}", who));
        return everything;
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

    /** On the page as it is now, and what the browser then shows. */
    private HttpAnswer press(String link, String language) {
        String form = "subscribe=yes" + seen(get(link, language));
        return shown(call("POST", link, Map.of("accept-language", language), form), language);
    }

    /** The sealed field of a page with a button; empty if it has none. */
    private static String seen(HttpAnswer page) {
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"").matcher(page.body());
        return seen.find() ? "&seen=" + seen.group(1) : "";
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
