package consimt.unsubscribe;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.form.JsonForm;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import consimt.web.HttpFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A link to unsubscribe, in a mail program and in a browser. */
public class UnsubscribeTest extends LinkPages {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern SEALED = Pattern.compile("name=\"(stopped|seen)\" value=\"([^\"]*)\"");

    @Test
    void standsInAMailAsTheStandardSays() {
        JsonNode issued = issue();
        String url = "https://consimt.example/unsubscribe?link=" + textOf(issued, "token");
        assertEquals(World.tree("""
                        {'url':'%s','headers':{'List-Unsubscribe':'<%s>','List-Unsubscribe-Post':'List-Unsubscribe=One-Click'}}
                        """, url, url), issued.get("unsubscribe"));
        assertEquals("2027-05-23T12:00:00Z", textOf(issued, "expiresAt"));
        assertTrue(url.matches("[!-~]{1,110}"), url);
    }

    @Test
    void aMailProgramsPostOptsOutAtOnce() {
        HttpAnswer answer = post(link(), FORM, "List-Unsubscribe=One-Click");
        assertEquals(200, answer.statusCode());
        assertEquals("OPTED_OUT", marketing());
        JsonNode entry = world.call("read-ledger", "{%s}", who).at("/entries/0");
        assertEquals("PERSON", textOf(entry, "actor"));
        assertEquals("link", textOf(entry, "channel"));
    }

    /** Out, in, out in one second: the last of it counts. */
    @Test
    void aChangeOfMindWithinASecondIsOneToo() {
        String link = link();
        for (int again = 0; again < 3; again++) {
            assertEquals(200, post(link, FORM, "List-Unsubscribe=One-Click").statusCode());
            assertEquals("OPTED_OUT", marketing());
            world.clock.pass(Duration.ofMillis(100));
            world.call("request-opt-in", "{%s}", who);
            assertEquals("OPTED_IN", marketing());
            world.clock.pass(Duration.ofMillis(100));
        }
        assertEquals(200, post(link, FORM, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    /** A page in another language, by the same link and in the same second: an entry for each that we speak. */
    @Test
    void whoeverUsesALinkAgainGetsTheSameAnswer() {
        String link = link();
        for (String language :
                List.of("en", "ro", "de", "de-AT", "ro-MD", "en", "tlh", "zz", "zz-ZZ", "x-a", "*", "", "qaa")) {
            HttpAnswer answer = call(
                    "POST",
                    link,
                    Map.of("content-type", FORM, "accept-language", language),
                    "List-Unsubscribe=One-Click");
            assertEquals(200, answer.statusCode(), language);
            assertEquals("OPTED_OUT", marketing());
        }
        assertEquals(
                Set.of(".en", ".ro", ".de", ""),
                world.call("read-ledger", "{%s}", who).findValuesAsText("entryId").stream()
                        .map(id -> id.replaceFirst("^link~[\\w-]{16}", "").replaceFirst("\\.\\d+$", ""))
                        .collect(Collectors.toSet()));
        assertEquals(4, world.call("read-ledger", "{%s}", who).get("entries").size());
    }

    /** A business knows the id of a link that it had made, and what the time is. */
    @Test
    void nobodyTurnsAClickAwayByTakingItsId() {
        JsonNode issued = issue();
        world.call(
                "request-opt-out",
                "{%s,'requestId':'%s.%d','reason':'DECLINED'}",
                who,
                textOf(issued, "linkId"),
                world.clock.instant().getEpochSecond());
        world.clock.pass(Duration.ofMillis(100));
        world.call("request-opt-in", "{%s}", who);
        world.clock.pass(Duration.ofMillis(100));
        assertEquals(
                200,
                post(textOf(issued, "token"), FORM, "List-Unsubscribe=One-Click")
                        .statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    /** The header that says how the form is encoded is written in many ways, and may be lost. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Multipart/Form-Data; boundary=x",
                "MULTIPART/FORM-DATA",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=x; boundary=y; charset=\u0000",
                "application/x-www-form-urlencoded; charset=utf-8",
                "text/plain",
                ";",
                ""
            })
    void whatTheFormSaysCountsWhateverItsTypeIsCalled(String type) {
        for (String body : List.of(
                "List-Unsubscribe=One-Click",
                "List-Unsubscribe=One-Click\r\n",
                "List%2DUnsubscribe=One%2DClick&a=b",
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
                "--'()+_,-./:=?\ncontent-disposition: form-data; name=List-Unsubscribe\nContent-Type: text/plain\n\nOne-Click\n--")) {
            assertEquals(200, post(link(), type, body).statusCode(), body);
            assertEquals("OPTED_OUT", marketing(), body);
            world.clock.pass(Duration.ofSeconds(1));
            world.call("request-opt-in", "{%s}", who);
            world.clock.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void aFormWithAsManyLinesAsItMayHaveIsRead() {
        String head = "Content-Disposition: form-data; name=\"List-Unsubscribe\"\n";
        String many = head + "a\n".repeat(2_000);
        assertEquals(400, post(link(), FORM, many).statusCode());
        assertEquals(200, post(link(), FORM, many + "\nOne-Click\n").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--", ",-", "-,de", ";", "de;q=x", "de;q=2", "*", "*-CH", "x-a", "\u0130", "i-", ""})
    void aLanguageThatCannotBeReadIsNone(String language) {
        Map<String, String> headers = Map.of("content-type", FORM, "accept-language", language);
        String link = link();
        HttpAnswer page = call("GET", link, headers, "");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<html lang=\"en\">"), page.body());
        assertEquals(404, call("GET", "x", headers, "").statusCode());
        assertEquals(
                200, call("POST", link, headers, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    /** What anybody may send: each call has a plain answer, and only the form opts out. */
    @Test
    void whateverIsSentIsAnswered() throws IOException {
        ObjectMapper json = JsonForm.mapper();
        String link = link();
        Random random = new Random(20261124);
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int i = 0; i < Cases.of(300, 5_000); i++) {
            ObjectNode event = json.createObjectNode();
            String method = random.nextInt(10) == 0 ? text(random, 5) : random.nextBoolean() ? "GET" : "POST";
            String form =
                    random.nextInt(3) == 0 ? text(random, 5_000) : changed(random, FORMS[random.nextInt(FORMS.length)]);
            String token = switch (random.nextInt(4)) {
                case 0 -> text(random, 3_000);
                case 1 -> changed(random, link);
                case 2 -> forged(random);
                default -> link;
            };
            if (random.nextBoolean()) {
                event.put("httpMethod", method)
                        .putObject("queryStringParameters")
                        .put("link", token);
            } else {
                event.put("rawQueryString", text(random, 20) + "&link=" + token + "&" + text(random, 2_000));
                event.putObject("requestContext").putObject("http").put("method", method);
            }
            ObjectNode headers = event.putObject("headers");
            headers.put("Accept-Language", text(random, random.nextInt(20) == 0 ? 5_000 : 8));
            headers.put("cOnTent-Type", changed(random, "Multipart/Form-Data; boundary=x"));
            headers.put(text(random, 9_000), text(random, 9_000));
            boolean isEncoded = random.nextInt(4) == 0;
            event.put("body", isEncoded ? Base64.getEncoder().encodeToString(utf8(form)) : form);
            event.put("isBase64Encoded", isEncoded != (random.nextInt(10) == 0));
            HttpCall call = json.readValue(json.writeValueAsString(event), HttpCall.class);
            answers.merge(world.access.unsubscribe().answer(call).statusCode(), 1, Integer::sum);
        }
        assertEquals(Set.of(200, 400, 404, 405), answers.keySet(), answers::toString);
        assertTrue(answers.get(200) > Cases.of(35, 500), answers::toString);
    }

    /** As Lambda hands it over: what a gateway would never send is no fault either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "{\"httpMethod\":null,\"headers\":null,\"queryStringParameters\":null,\"body\":null}",
                "{\"httpMethod\":\"GET\",\"httpMethod\":\"POST\"}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]",
                "{\"httpMethod\":\"POST\",\"body"
            })
    void anEventThatMakesNoSenseIsAnswered(String event) throws IOException {
        HttpCall call = World.JSON.readValue(event, HttpCall.class);
        assertEquals(405, world.access.unsubscribe().answer(call).statusCode());
    }

    @Test
    void aLargeEventIsReadAndALongNameInItToo() throws IOException {
        ObjectMapper json = JsonForm.mapper();
        ObjectNode event = json.createObjectNode().put("httpMethod", "POST");
        event.putObject("queryStringParameters").put("link", link()).put("q".repeat(4_000), "");
        event.putObject("headers").put("X".repeat(9_000), "x".repeat(9_000));
        event.put("body", "List-Unsubscribe=One-Click");
        assertEquals(200, answer(json, event).statusCode());
        assertEquals("OPTED_OUT", marketing());
        event.put("body", "x".repeat(6_000_000));
        assertEquals(400, answer(json, event).statusCode());
    }

    private HttpAnswer answer(ObjectMapper json, ObjectNode event) throws IOException {
        return world.access.unsubscribe().answer(json.readValue(json.writeValueAsString(event), HttpCall.class));
    }

    private static final String[] FORMS = {
        "List-Unsubscribe=One-Click",
        "List-Unsubscribe=One-Click&stop=this",
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
    };

    private static final String LETTERS = "-;*,q=.01aAzdeENro \t\r\n%&+\"\\/:{}()[]\u0000\u0130\u0661\uD83D";

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Half of the time as it was; else a piece of it is something else. */
    private static String changed(Random random, String text) {
        if (random.nextBoolean()) {
            return text;
        }
        int from = random.nextInt(text.length());
        int to = from + random.nextInt(text.length() - from);
        return text.substring(0, from) + text(random, 5) + text.substring(to);
    }

    /** The letter that all links begin with, and bytes of another length. */
    private static String forged(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return "L" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        world.settle("librarie", "'name':'Cărți & <script>{below}'");
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
        Map<String, Integer> others = Map.of("HEAD", 200, "OPTIONS", 204, "PUT", 405, "DELETE", 405, "", 405);
        others.forEach((method, status) -> {
            HttpAnswer answer = call(method, link, Map.of(), "List-Unsubscribe=One-Click");
            assertEquals(status, answer.statusCode(), method);
            assertEquals("", answer.body(), method);
        });
        assertEquals("UNSET", marketing());
    }

    @Test
    void aLinkThatIsNotGoodShowsOnlyThatAndDoesNothing() {
        JsonNode issued = issue();
        String good = textOf(issued, "token");
        String other = world.text("/token", "issue-person-link", "{%s,'purpose':'CALLS'}", who);
        world.call("revoke-person-links", "{'userId':'%s','linkId':'%s'}", person, textOf(issued, "linkId"));
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

    /** WhatsApp writes a word in italics between underscores, and these are letters of a token, too. */
    @ParameterizedTest
    @ValueSource(strings = {"_", "-", "__", "_.", "--_-", "_)*"})
    void aLinkInItalicsIsTheLink(String more) {
        for (int many = 0; many < 40; many++) {
            assertEquals(200, call("GET", link() + more, Map.of(), "").statusCode());
        }
        assertEquals(404, call("GET", link() + "_____", Map.of(), "").statusCode());
        assertEquals(
                200, post(link() + more, FORM, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    /** As texts have addresses: at the end of a sentence, in brackets, with a line after it. What is left must be a link. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                ")",
                ",",
                " ",
                "%20",
                "\n",
                "%0A",
                "\r\n",
                "=",
                "==",
                "/",
                ";",
                "!",
                "?",
                "'",
                "\"",
                "”",
                "»",
                ">",
                "]",
                "*",
                "…",
                "\u200b",
                ").",
                ". Thank you"
            })
    void whatATextHasBehindALinkIsLeftOut(String more) {
        String link = link();
        for (String none : List.of(
                more + link,
                link.substring(0, link.length() - 1) + more,
                link.substring(0, 20) + more + link.substring(20))) {
            assertEquals(404, post(none, FORM, "List-Unsubscribe=One-Click").statusCode());
        }
        assertEquals(200, call("GET", link + more, Map.of(), "").statusCode());
        assertEquals("UNSET", marketing());
        assertEquals(200, post(link + more, FORM, "List-Unsubscribe=One-Click").statusCode());
        assertEquals("OPTED_OUT", marketing());
    }

    @Test
    void noPageIsKeptOrRunsAnythingOrTellsOthersItsAddress() {
        Map<String, String> headers = call("GET", link(), Map.of(), "").headers();
        assertEquals("no-store", headers.get("Cache-Control"));
        assertEquals("no-referrer", headers.get("Referrer-Policy"));
        assertEquals("text/html; charset=utf-8", headers.get("Content-Type"));
        assertTrue(headers.get("Content-Security-Policy").startsWith("default-src 'none'"));
    }

    /** A press of a button of a page, with the sealed field of its form. */
    public static HttpCall pressIn(String page, String link, String field, String value) {
        Matcher sealed = SEALED.matcher(page);
        assertTrue(sealed.find(), page);
        String form = sealed.group(1) + "=" + sealed.group(2) + "&" + field + "=" + value;
        return new HttpCall(
                "POST", Map.of("link", link), Map.of("accept-language", "en"), form.getBytes(StandardCharsets.UTF_8));
    }

    /** The call of a mail program. */
    public static HttpCall oneClick(String link) {
        return pressed(link, "List-Unsubscribe=One-Click");
    }

    /** A press on the page of a link to subscribe, as it is shown now. */
    public static HttpCall yes(HttpFunction unsubscribe, String link) {
        HttpCall opens = new HttpCall("GET", Map.of("link", link), Map.of(), new byte[0]);
        return pressIn(unsubscribe.answer(opens).body(), link, "subscribe", "yes");
    }

    private static HttpCall pressed(String link, String form) {
        return new HttpCall(
                "POST", Map.of("link", link), Map.of("content-type", FORM), form.getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer post(String link, String type, String body) {
        return call("POST", link, Map.of("content-type", type), body);
    }

    private JsonNode issue() {
        return world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
    }

    private String link() {
        return textOf(issue(), "token");
    }

    private String marketing() {
        return world.text("/relation/marketing", "read-relation", "{%s}", who);
    }
}
