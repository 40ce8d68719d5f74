package consimt.unsubscribe;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.Access;
import consimt.access.AuthorizeCaller.Call;
import consimt.kit.World;
import consimt.runtime.Unauthorized;
import consimt.web.HttpAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link that can only stop: nobody takes it away by the way, and a mail that is read late still stops. */
class LinkAfterItsEndTest extends LinkPages {

    private static final Pattern BUTTON = Pattern.compile("<button[^>]*>[^<]*</button>");
    private static final Duration LIFE = Duration.ofDays(180);

    @BeforeEach
    void theBusinessHasANameAndATopic() {
        world.settle(
                "librarie",
                "'name':'Cărți','removal':{'mode':'MANUAL'},'topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userId':'%1$s'}",
                "{'userId':'%1$s','businessId':'librarie'}",
                "{'caller':{'kind':'PERSON','userId':'%1$s'},'input':{'userId':'%1$s'}}"
            })
    void aRevocationOfAllLinksLeavesTheOneClickOfEveryMail(String all) {
        String link = textOf(issue(""), "token");
        assertEquals("RECORDED", world.outcome("revoke-person-links", all.formatted(person)));
        assertEquals(200, oneClick(link).statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    @Test
    void aLinkTakesANoAfterItsEnd() {
        String link = textOf(issue(""), "token");
        world.clock.pass(LIFE.plusDays(3_000));
        assertEquals(200, oneClick(link).statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    @Test
    void aLinkAboutATopicTakesANoToItAfterItsEnd() {
        String link = textOf(issue(",'scope':{'topic':'offers'},'days':60"), "token");
        world.clock.pass(Duration.ofDays(60));
        assertEquals(200, oneClick(link).statusCode());
        assertEquals(
                World.tree("{'topic':'offers'}"),
                world.call("read-ledger", "{%s}", who).findValue("scope"));
    }

    /** A mail is forwarded, and kept for years. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",'scope':{'topic':'offers'}"})
    void afterItsEndALinkNamesNobody(String scope) {
        String link = textOf(issue(scope), "token");
        world.clock.pass(LIFE.minusSeconds(1));
        assertTrue(get(link, "en").body().contains("Cărți"));
        world.clock.pass(Duration.ofSeconds(1));

        HttpAnswer asks = get(link, "en");
        assertEquals(200, asks.statusCode());
        assertTrue(asks.body().contains(">Stop marketing messages</h1>"), asks.body());
        assertEquals(
                List.of(
                        "<button class=\"button first\" name=\"stop\" value=\"all\">Stop all marketing messages</button>"),
                BUTTON.matcher(asks.body()).results().map(b -> b.group()).toList());
        assertEquals("UNSET", marketing());

        HttpAnswer says = oneClick(link);
        assertEquals(200, says.statusCode());
        assertTrue(
                says.body().contains(">Your choice is recorded: no more of these marketing messages.</h1>"),
                says.body());
        for (HttpAnswer page : List.of(asks, says)) {
            for (String name : List.of("Cărți", "librarie", person, "Offers", "2026", "2027")) {
                assertFalse(page.body().contains(name), () -> name + " in " + page.body());
            }
        }
    }

    @Test
    void afterItsEndALinkOpensNothingElse() {
        String link = textOf(issue(""), "token");
        String calls = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS','days':1}", who);
        world.clock.pass(LIFE);
        for (String token : List.of(link, calls)) {
            assertThrows(
                    Unauthorized.class,
                    () -> world.access.authorizer().authorizeCaller(new Call("Bearer " + token, "arn:method")));
        }
        assertEquals(404, oneClick(calls).statusCode());
    }

    @Test
    void aRevocationOfOneLinkHasNoEnd() {
        JsonNode one = issue("");
        String other = textOf(issue(""), "token");
        world.call("revoke-person-links", "{'userId':'%s','linkId':'%s'}", person, textOf(one, "linkId"));
        assertEquals(404, oneClick(textOf(one, "token")).statusCode());
        assertEquals(200, get(other, "en").statusCode());
        assertEquals(
                List.of(Set.of("revoked", "issuedUpTo")),
                world.items(world.tables.revocations()).stream()
                        .map(Map::keySet)
                        .toList(),
                "no instant at which the store forgets it");
        world.clock.pass(Duration.ofDays(4_000));
        assertEquals(404, oneClick(textOf(one, "token")).statusCode());
        assertEquals(404, get(textOf(one, "token"), "en").statusCode());
        assertEquals("UNSET", marketing());
        assertEquals(200, get(other, "en").statusCode());
    }

    @Test
    void twoRotationsOfTheSecretEndALinkForGood() {
        String link = textOf(issue(""), "token");
        world.clock.pass(LIFE);
        world.secrets.with(Access.KEY + ".previous", "a key for tests").with(Access.KEY, "the next key");
        world.clock.pass(Duration.ofMinutes(5));
        assertEquals(200, get(link, "en").statusCode());
        world.secrets.with(Access.KEY + ".previous", "the next key").with(Access.KEY, "the key after it");
        world.clock.pass(Duration.ofMinutes(5));
        assertEquals(404, oneClick(link).statusCode());
    }

    @Test
    void theShortestLifeOfALinkThatOnlyStopsIsSixtyDays() {
        assertEquals(World.tree("""
                        {'outcome':'REJECTED','errors':[{'field':'days','code':'INVALID',
                         'message':'days must be a whole number from 60 to 400'}]}
                        """), issue(",'days':59"));
        assertEquals("ISSUED", textOf(issue(",'days':60"), "outcome"));
        assertEquals("ISSUED", world.outcome("issue-person-link", "{%s,'purpose':'CALLS','days':1}", who));
    }

    private JsonNode issue(String more) {
        return world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'%s}", who, more);
    }

    private HttpAnswer oneClick(String link) {
        return world.access.unsubscribe().answer(UnsubscribeTest.oneClick(link));
    }

    private String marketing() {
        return world.text("/relation/marketing", "read-relation", "{%s}", who);
    }
}
