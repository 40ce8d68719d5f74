package consimt.unsubscribe;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.relation.Channel;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.web.HttpAnswer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link to unsubscribe that is about a part of the marketing: all of it, or only this. */
class UnsubscribeScopeTest extends LinkPages {

    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String ALL = ONE_CLICK + "&stop=all";
    private static final String THIS = ONE_CLICK + "&stop=this";

    private static final Scope OFFERS = Scope.ofTopic("offers");
    private static final Scope NEWS = Scope.ofTopic("news");
    private static final Scope NUMBER = Scope.of(Channel.WHATSAPP, "1001");
    private static final Scope OTHER_NUMBER = Scope.of(Channel.WHATSAPP, "1002");

    private static final Pattern BUTTON = Pattern.compile("<button[^>]* name=\"stop\"[^>]*>[^<]*</button>");

    @BeforeEach
    void theBusinessHasTopicsAndNumbers() {
        settle("AUTOMATIC", "Offers");
    }

    @Test
    void thePageOffersAllFirstAndThenOnlyThis() {
        HttpAnswer page = get(link("{'topic':'offers','channel':'email'}"), "en");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<p>Do you want to stop marketing messages from Cărți?</p>"), page.body());
        assertTrue(page.body().contains("<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">"));
        assertEquals(
                List.of(
                        "<button class=\"button first\" name=\"stop\" value=\"all\">Stop all marketing messages</button>",
                        "<button class=\"button\" name=\"stop\" value=\"this\">Stop only Offers, email</button>"),
                buttons(page));
        assertEquals(1, page.body().split("<form ", -1).length - 1);
        assertFalse(page.body().contains("offers"), "the business's codes tell people nothing");
        assertStops(List.of(), List.of(Scope.ALL));
    }

    @Test
    void aLabelIsShownAsItIs() {
        settle("AUTOMATIC", "<b>&{what}{business}{text} \\\"x\\\" $1 '");
        String shown = "&lt;b&gt;&amp;&#123;what}&#123;business}&#123;text} &quot;x&quot; $1 '";
        String link = link("{'topic':'offers'}");
        assertEquals(
                "<button class=\"button\" name=\"stop\" value=\"this\">Stop only " + shown + "</button>",
                buttons(get(link, "en")).get(1));
        HttpAnswer done = post(link, THIS);
        assertTrue(done.body().contains("these marketing messages from Cărți: " + shown + "."), done.body());
    }

    /** Its button stands for the list that the mail came from. */
    @Test
    void aMailProgramsClickStopsWhatTheLinkIsAbout() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        for (String form : List.of(ONE_CLICK, body)) {
            assertEquals(200, post(link("{'topic':'offers'}"), form).statusCode());
            assertStops(List.of(OFFERS, new Scope(Channel.SMS, null, "offers")), List.of(NEWS));
        }
    }

    /** No mail is about a number of the messenger, so a click there stops all. */
    @Test
    void aMailProgramsClickStopsAllIfTheLinkIsAboutAnotherChannel() {
        assertEquals(200, post(link("{'sender':'1001'}"), ONE_CLICK).statusCode());
        assertStops(List.of(NUMBER, OFFERS, new Scope(Channel.WHATSAPP, "1002", "news")), List.of());
    }

    @Test
    void theSecondButtonStopsOnlyThis() {
        HttpAnswer done = post(link("{'topic':'offers'}"), THIS);
        assertEquals(200, done.statusCode());
        assertTrue(
                done.body().contains("<p>You will no longer get these marketing messages from Cărți: Offers."),
                done.body());
        assertEquals(
                List.of("<button class=\"button\" name=\"stop\" value=\"all\">Stop all marketing messages</button>"),
                buttons(done));
        assertStops(List.of(OFFERS), List.of(NEWS, NUMBER.with(NEWS)));
        assertEquals(
                World.tree("{'topic':'offers'}"),
                world.call("read-ledger", "{%s}", who).at("/entries/0/scope"));
    }

    /** A no always gets in: what cannot be read stops no less. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&stop",
                "&stop=",
                "&stop=%zz",
                "&stop=%",
                "&stop=This",
                "&stop=this.",
                "&stop=offers",
                "&stop=//offers",
                "&stop=this&stop=all",
                "&stop=all&stop=this",
                "&stop=this%0Aall",
                "&stop=nothing",
                "&stop=\u0000",
                "&\r\nstop=\uFFFD"
            })
    void anyOtherWordStopsAll(String more) {
        assertEquals(200, post(link("{'topic':'offers'}"), ONE_CLICK + more).statusCode());
        assertStops(List.of(OFFERS, NEWS, Scope.ALL), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stop=this", "stop=all", "stop=this&List-Unsubscribe=", "stop=this&list-unsubscribe=One-Click"})
    void withoutTheOneClickNothingIsStopped(String body) {
        assertEquals(400, post(link("{'topic':'offers'}"), body).statusCode());
        assertStops(List.of(), List.of(Scope.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&stop=this", "&stop=all", "&stop=?"})
    void aLinkAboutAllStopsAll(String more) {
        HttpAnswer done = post(link("{}"), ONE_CLICK + more);
        assertTrue(done.body().contains("<p>You will no longer get marketing messages from Cărți."), done.body());
        assertEquals(List.of(), buttons(done));
        assertStops(List.of(Scope.ALL, OFFERS), List.of());
    }

    /** The page without the field, which is sealed anew each time. */
    private String clicked(String link, String form) {
        return post(link, form).body().replaceAll("(name=\"stopped\" value=\")[^\"]*", "$1");
    }

    @Test
    void aSecondClickInTheSameSecondIsTheSameOne() {
        String link = link("{'topic':'offers'}");
        String first = clicked(link, THIS);
        world.clock.pass(Duration.ofMillis(400));
        assertEquals(first, clicked(link, THIS));
        assertEquals(first, clicked(link, ONE_CLICK));
        assertEquals(1, entries());
        assertStops(List.of(OFFERS), List.of(NEWS));
    }

    /** Whoever then wants all to stop says more, also within the second. */
    @Test
    void allAfterOnlyThisCountsInTheSameSecondToo() {
        String link = link("{'topic':'offers'}");
        assertEquals(200, post(link, THIS).statusCode());
        assertStops(List.of(OFFERS), List.of(NEWS));
        HttpAnswer done = post(link, ALL);
        assertTrue(done.body().contains("<p>You will no longer get marketing messages from Cărți."), done.body());
        assertStops(List.of(OFFERS, NEWS), List.of());
        assertEquals(200, post(link, THIS).statusCode());
        assertStops(List.of(OFFERS, NEWS), List.of());
        assertEquals(2, entries());
    }

    /** The click came after the opt-in was made, whatever it is dated, and whether it is about less or more. */
    @ParameterizedTest(name = "stop={0} after an opt-in to {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            all  | {}
            all  | {'topic':'offers'}
            all  | {'topic':'news'}
            all  | {'sender':'1001'}
            this | {}
            this | {'topic':'offers'}
            this | {'channel':'sms','topic':'offers'}
            this | {'sender':'1001','topic':'offers'}
            """)
    void aClickHoldsAgainstEarlierOptIns(String stop, String optedIn) {
        List<Scope> stopped = Stream.of(OFFERS, NUMBER.with(OFFERS), new Scope(Channel.SMS, null, "offers"))
                .toList();
        List<Scope> wider = stop.equals("all") ? List.of(Scope.ALL, NEWS, NUMBER, OTHER_NUMBER.with(NEWS)) : List.of();
        for (String mode : List.of("AUTOMATIC", "MANUAL")) {
            settle(mode, "Offers");
            String link = link("{'topic':'offers'}");
            // In the same second, between two clicks.
            assertEquals(200, post(link, ONE_CLICK + "&stop=" + stop).statusCode());
            world.clock.pass(Duration.ofMillis(100));
            optIn(optedIn, "");
            world.clock.pass(Duration.ofMillis(100));
            assertEquals(200, post(link, ONE_CLICK + "&stop=" + stop).statusCode());
            assertStops(stopped, List.of());
            assertStops(wider, List.of());
            world.clock.pass(Duration.ofSeconds(10));
            // Dated ahead.
            optIn(optedIn, ",'occurredAt':'" + world.clock.instant().plusSeconds(200) + "'");
            assertEquals(200, post(link, ONE_CLICK + "&stop=" + stop).statusCode());
            world.clock.pass(Duration.ofMinutes(10));
            assertStops(stopped, List.of());
            assertStops(wider, List.of());
        }
    }

    @Test
    void anOptInToSomethingElseIsLeftAlone() {
        optIn("{'topic':'news'}", ",'occurredAt':'" + world.clock.instant().plusSeconds(200) + "'");
        assertEquals(200, post(link("{'topic':'offers'}"), THIS).statusCode());
        world.clock.pass(Duration.ofMinutes(10));
        assertStops(List.of(OFFERS), List.of(NEWS));
        assertTrue(standing().isOptedInTo(NEWS));
    }

    /** What the business no longer has is left out, so the opt-out becomes wider. */
    @Test
    void aTopicThatIsGoneIsLeftOut() {
        String both = link("{'topic':'offers','channel':'sms'}");
        String topic = link("{'topic':'offers'}");
        String number = link("{'sender':'1001'}");
        world.settle("librarie", "'name':'Cărți'");
        assertTrue(buttons(get(both, "en")).get(1).contains("Stop only SMS<"));
        assertTrue(buttons(get(number, "en")).get(1).contains("Stop only WhatsApp<"));
        assertEquals(
                List.of("<button class=\"button first\" name=\"stop\" value=\"all\">Stop marketing messages</button>"),
                buttons(get(topic, "en")));
        assertTrue(post(both, THIS).body().contains("these marketing messages from Cărți: SMS."));
        assertStops(List.of(new Scope(Channel.SMS, null, null)), List.of(new Scope(Channel.EMAIL, null, null)));
        assertTrue(post(number, THIS).body().contains("these marketing messages from Cărți: WhatsApp."));
        assertStops(List.of(OTHER_NUMBER), List.of(new Scope(Channel.EMAIL, null, null)));
        HttpAnswer done = post(topic, ONE_CLICK);
        assertTrue(done.body().contains("<p>You will no longer get marketing messages from Cărți."), done.body());
        assertEquals(List.of(), buttons(done));
        assertStops(List.of(Scope.ALL, NEWS), List.of());
    }

    @Test
    void theWorkByHandIsForTheScope() {
        settle("MANUAL", "Offers");
        HttpAnswer done = post(link("{'topic':'offers'}"), THIS);
        assertTrue(done.body().contains("a last message may still come until December 3, 2026."), done.body());
        assertEquals(1, numberOf(world.call("list-follow-ups", "{'businessId':'librarie'}"), "/counts/open"));
        assertStops(List.of(OFFERS), List.of(NEWS));
    }

    @Test
    void theIdOfAnEntryTellsOnlyThisFromAll() {
        String link = link("{'topic':'offers'}");
        assertEquals(200, post(link, THIS).statusCode());
        String id = world.text("/entries/0/entryId", "read-ledger", "{%s}", who);
        assertTrue(id.matches("link~[A-Za-z0-9_-]{16}\\.this\\.en\\.\\d{10}"), id);
        assertEquals("RECORDED", world.outcome("explain-opt-out", "{%s,'entryId':'%s','reason':'DECLINED'}", who, id));
    }

    private void settle(String mode, String offers) {
        world.call("configure-business", """
                        {'businessId':'librarie','name':'Cărți','country':'RO','removal':{'mode':'%s'},
                         'topics':[{'code':'offers','labels':{'en':"%s",'ro':'Oferte'}},
                          {'code':'news','labels':{'en':'News'}}],
                         'whatsapp':{'phoneNumberIds':['1001','1002']}}
                        """, mode, offers.replace("'", "\\u0027"));
    }

    private String link(String scope) {
        return world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE','scope':%s}", who, scope);
    }

    private void optIn(String scope, String more) {
        assertEquals("RECORDED", world.outcome("request-opt-in", "{%s,'scope':%s%s}", who, scope, more));
    }

    /** Which marketing opt-outs refuse now, and which they do not. */
    private void assertStops(List<Scope> stopped, List<Scope> open) {
        Standing standing = standing();
        stopped.forEach(scope -> assertTrue(standing.optOutFrom(scope) != null, () -> scope.text() + " is open"));
        open.forEach(scope -> assertTrue(standing.optOutFrom(scope) == null, () -> scope.text() + " is stopped"));
    }

    private Standing standing() {
        return world.stores.standings().of(World.relation(person, "librarie"), Consistency.STRONG);
    }

    private int entries() {
        return sizeOf(world.call("read-ledger", "{%s}", who), "entries");
    }

    private static List<String> buttons(HttpAnswer page) {
        return BUTTON.matcher(page.body())
                .results()
                .map(button -> button.group())
                .toList();
    }
}
