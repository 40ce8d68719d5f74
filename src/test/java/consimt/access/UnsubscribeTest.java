package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link to unsubscribe, in a mail program and in a browser. */
public class UnsubscribeTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'librarie'".formatted(person);

    @Test
    void standsInAMailAsTheStandardSays() {
        JsonNode issued = issue();
        String url = "https://consimt.example/unsubscribe?link="
                + issued.get("token").textValue();
        assertEquals(World.tree("""
                        {'url':'%s','headers':{'List-Unsubscribe':'<%s>','List-Unsubscribe-Post':'List-Unsubscribe=One-Click'}}
                        """, url, url), issued.get("unsubscribe"));
        assertEquals("2027-05-23T12:00:00Z", issued.get("expiresAt").textValue());
        assertTrue(url.matches("[!-~]{1,900}"), "a header of mail");
    }

    @Test
    void aMailProgramsPostOptsOutAtOnce() {
        HttpAnswer answer = post(link(), FORM, "List-Unsubscribe=One-Click");
        assertEquals(200, answer.statusCode());
        assertEquals("OPTED_OUT", marketing());
        JsonNode entry = world.call("read-ledger", "{%s}", who).at("/entries/0");
        assertEquals("PERSON", entry.get("actor").textValue());
        assertEquals("link", entry.get("channel").textValue());
    }

    @Test
    void aPostInPartsDoesTheSame() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        assertEquals(200, post(link(), "multipart/form-data; boundary=x", body).statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    @Test
    void aPostThatDoesNotSayWhatItWantsChangesNothing() {
        String link = link();
        for (String body : List.of("", "a=b", "List-Unsubscribe=", "list-unsubscribe=One-Click", "x".repeat(9_999))) {
            assertEquals(400, post(link, FORM, body).statusCode(), body);
            assertEquals(
                    400, post(link, "multipart/form-data; boundary=x", body).statusCode(), body);
        }
        assertEquals("UNSET", marketing());
    }

    @Test
    void aGetOnlyShowsThePageThatAsksHoweverOften() {
        world.call(
                "configure-business",
                "{'businessId':'librarie','name':'Cărți & <script>{below}','country':'RO','removal':{'mode':'AUTOMATIC'}}");
        String link = link();
        for (int i = 0; i < 20; i++) {
            HttpAnswer page = call("GET", link, Map.of("accept-language", "ro-RO,ro;q=0.9,en;q=0.5"), "");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("<html lang=\"ro\">"), page.body());
            assertTrue(page.body().contains("de la Cărți &amp; &lt;script&gt;&#123;below}?"), page.body());
            assertTrue(page.body().contains("<form method=\"post\">"));
            assertTrue(page.body().contains("name=\"List-Unsubscribe\" value=\"One-Click\""));
            assertFalse(page.body().contains(person));
        }
        assertEquals("UNSET", marketing());
        for (String method : List.of("HEAD", "PUT", "DELETE", "OPTIONS", "")) {
            assertEquals(
                    405,
                    call(method, link, Map.of(), "List-Unsubscribe=One-Click").statusCode());
        }
        assertEquals("UNSET", marketing());
    }

    @Test
    void theSameLinkWorksAgainAfterAChangeOfMind() {
        String link = link();
        for (int i = 0; i < 3; i++) {
            assertEquals(200, post(link, FORM, "List-Unsubscribe=One-Click").statusCode());
            assertEquals(200, post(link, FORM, "List-Unsubscribe=One-Click").statusCode()); // a double click
            assertEquals("OPTED_OUT", marketing());
            world.clock.pass(Duration.ofSeconds(1));
            world.call("request-opt-in", "{%s}", who);
            assertEquals("OPTED_IN", marketing());
            world.clock.pass(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTOMATIC", "MANUAL"})
    void aClickHoldsAgainstAnOptInThatIsDatedAhead(String mode) {
        world.call(
                "configure-business",
                "{'businessId':'librarie','name':'Cărți','country':'RO','removal':{'mode':'%s'}}",
                mode);
        String link = link();
        String ahead = world.clock.instant().plusSeconds(200).toString();
        world.call("request-opt-in", "{%s,'occurredAt':'%s'}", who, ahead);
        assertEquals(200, post(link, FORM, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("OPTED_OUT", marketing());
        world.clock.pass(Duration.ofMinutes(10));
        assertEquals("OPTED_OUT", marketing());
        assertEquals(
                mode.equals("MANUAL") ? 1 : 0,
                world.call("list-follow-ups", "{'businessId':'librarie'}")
                        .at("/counts/open")
                        .intValue());
    }

    @Test
    void aLinkThatIsNotGoodShowsOnlyThatAndDoesNothing() {
        String good = link();
        String other = world.call("issue-person-link", "{%s,'purpose':'CALLS'}", who)
                .get("token")
                .textValue();
        world.call("revoke-person-links", "{'userId':'%s'}", person);
        for (String link : List.of(good, other, "", "x", good + "x")) {
            for (String method : List.of("GET", "POST")) {
                HttpAnswer answer = call(method, link, Map.of("content-type", FORM), "List-Unsubscribe=One-Click");
                assertEquals(404, answer.statusCode());
                assertTrue(answer.body().contains("This link is no longer valid."));
                assertFalse(answer.body().contains("librarie"));
            }
        }
        assertEquals("UNSET", marketing());
    }

    @Test
    void noPageIsKeptOrRunsAnythingOrTellsOthersItsAddress() {
        Map<String, String> headers = call("GET", link(), Map.of(), "").headers();
        assertEquals("no-store", headers.get("Cache-Control"));
        assertEquals("no-referrer", headers.get("Referrer-Policy"));
        assertEquals("text/html; charset=utf-8", headers.get("Content-Type"));
        assertTrue(headers.get("Content-Security-Policy").startsWith("default-src 'none'"));
    }

    /** The call of a mail program. */
    public static HttpCall oneClick(String link) {
        return new HttpCall(
                "POST",
                Map.of("link", link),
                Map.of("content-type", FORM),
                "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer post(String link, String type, String body) {
        return call("POST", link, Map.of("content-type", type), body);
    }

    private HttpAnswer call(String method, String link, Map<String, String> headers, String body) {
        return world.access
                .unsubscribe()
                .answer(new HttpCall(method, Map.of("link", link), headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode issue() {
        return world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
    }

    private String link() {
        return issue().get("token").textValue();
    }

    private String marketing() {
        return world.call("read-relation", "{%s}", who)
                .at("/relation/marketing")
                .textValue();
    }
}
