package consimt.unsubscribe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import consimt.web.HttpAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the page of a link to unsubscribe offers after the click: to say why, and the way back to what there was. */
class WayBackTest extends LinkPages {

    private static final Pattern FORM = Pattern.compile("<form [^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button) [^>]*name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final String HOW =
            "<p>Changed your mind? Tell Cărți that you want its marketing messages again.</p>";

    @BeforeEach
    void theBusinessHasTopicsAndANumber() {
        settle("CONVERSATION");
    }

    private void settle(String basis) {
        world.settle(
                "librarie",
                "'name':'Cărți','country':'RO','languages':['en'],'marketingBasis':'%s','removal':{'mode':'MANUAL'},"
                                .formatted(basis)
                        + "'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],"
                        + "'whatsapp':{'phoneNumberIds':['1001','1002']}");
    }

    @Test
    void thePageKnowsThatItWasPressed() {
        agree("CONTINUE");
        String link = link("");
        assertTrue(get(link).contains("<p>Do you want to stop marketing messages from Cărți?</p>"));
        press(link, "stop", "all");
        String page = get(link);
        assertTrue(
                page.contains("<p>You stopped marketing messages from Cărți on November 24, 2026.</p>"),
                () -> main(page));
        assertTrue(page.contains(HOW), () -> main(page));
        assertFalse(page.contains("<form"), () -> main(page));

        String offers = link(",'scope':{'topic':'offers'}");
        assertTrue(get(offers).contains("<p>You stopped marketing messages from Cărți on"));
        world.clock.pass(Duration.ofDays(1));
        world.call("request-opt-in", "{%s}", who);
        press(offers, "stop", "this");
        assertTrue(get(offers)
                .contains("<p>You stopped these marketing messages from Cărți on November 25, 2026: Offers.</p>"));
        assertEquals(List.of("stop=all"), buttons(get(offers)));
        assertEquals(List.of("stop=all"), buttons(get(link)));
    }

    @Test
    void theLastDayStaysUntilTheNumberIsOffTheList() {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer page = press(link, "stop", "all");
        assertTrue(
                page.body().contains("a last message may still come until December 3, 2026."), () -> main(page.body()));
        String until = "<p>A last message may still come until December 3, 2026.</p>";
        String said = pressIn(page, link, "reason", "TOO_MANY").body();
        assertTrue(said.contains(until), () -> main(said));
        assertTrue(get(link).contains(until), () -> main(get(link)));
        String removal = world.text("/followUps/0/followUpId", "list-follow-ups", "{'businessId':'librarie'}");
        world.call(
                "resolve-follow-up",
                "{'businessId':'librarie','followUpIds':['%s'],'action':'COMPLETE','actor':'Ana'}",
                removal);
        String after = get(link);
        assertTrue(after.contains("<p>You stopped marketing messages from Cărți on"), () -> main(after));
        assertFalse(after.contains("last message"), () -> main(after));
    }

    @Test
    void eachPageHasOneHeading() {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer done = press(link, "stop", "all");
        String said = pressIn(done, link, "reason", "OTHER").body();
        for (String page : List.of(get(link), done.body(), said, get("Lx"))) {
            assertEquals(2, page.split("<h1 dir=\"auto\">", -1).length, () -> main(page));
        }
        assertTrue(done.body().contains("<h1 dir=\"auto\">Cărți</h1>"), () -> main(done.body()));
    }

    /** To decline is one press, as to answer is. */
    @ParameterizedTest
    @CsvSource({"TOO_MANY,Thanks for telling us why.", "DECLINED,That is fine. You do not have to say why."})
    void thePageAsksWhyAndToDeclineIsAsEasy(String reason, String thanks) {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer page = press(link, "stop", "all");
        assertEquals(
                List.of(
                        "reason=TOO_MANY",
                        "reason=NOT_RELEVANT",
                        "reason=DID_NOT_SIGN_UP",
                        "reason=NO_LONGER_CUSTOMER",
                        "reason=OTHER",
                        "reason=DECLINED",
                        "return=yes"),
                buttons(page.body()));
        HttpAnswer said = pressIn(page, link, "reason", reason);
        assertTrue(said.body().contains("<p>" + thanks + "</p>"), () -> main(said.body()));
        assertEquals(List.of("return=yes"), buttons(said.body()));
        List<JsonNode> entries = entries("OPT_OUT_REASON");
        assertEquals(1, entries.size());
        assertEquals(reason, entries.get(0).at("/reason/code").textValue());
        assertEquals(
                entries("MARKETING_PREFERENCE").get(0).get("entryId"),
                entries.get(0).get("value"));
        pressIn(said, link, "return", "yes");
        assertEquals("ALLOWED", marketing());
    }

    @Test
    void theWayBackLeadsToWhatThereWas() {
        agree("CONTINUE");
        String link = link(",'scope':{'topic':'offers'}");
        Set<String> before = allowed();
        HttpAnswer page = press(link, "stop", "this");
        assertFalse(allowed().equals(before));
        assertTrue(buttons(page.body()).contains("return=yes"), () -> main(page.body()));
        world.clock.pass(Duration.ofMinutes(59));
        HttpAnswer back = pressIn(page, link, "return", "yes");
        assertTrue(
                back.body().contains("<p>You will get these marketing messages from Cărți: Offers."),
                () -> main(back.body()));
        assertEquals(before, allowed());
        assertEquals(List.of("stop=all", "stop=this"), buttons(back.body()));
        JsonNode optIn = entries("MARKETING_PREFERENCE").get(1);
        assertEquals("link", optIn.get("channel").textValue());
        assertEquals("PERSON", optIn.get("actor").textValue());
    }

    @Test
    void theWayBackIsThereForAnHour() {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer page = press(link, "stop", "all");
        world.clock.pass(Duration.ofHours(1));
        assertTrue(pressIn(page, link, "return", "yes").body().contains("<p>You stopped marketing messages"));
        assertTrue(pressIn(page, link, "reason", "TOO_MANY").body().contains("<p>You stopped marketing messages"));
        assertEquals(List.of(), entries("OPT_OUT_REASON"));
        assertEquals("REFUSED", marketing());
    }

    /** To say why does not begin the hour anew. */
    @Test
    void aReasonDoesNotKeepTheWayBackOpen() {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer page = press(link, "stop", "all");
        world.clock.pass(Duration.ofMinutes(50));
        HttpAnswer said = pressIn(page, link, "reason", "TOO_MANY");
        world.clock.pass(Duration.ofMinutes(9));
        assertEquals(
                List.of("return=yes"),
                buttons(pressIn(said, link, "reason", "OTHER").body()));
        world.clock.pass(Duration.ofMinutes(1));
        pressIn(said, link, "return", "yes");
        assertEquals("REFUSED", marketing());
    }

    /** As after a roll-back: what newer code stored cannot be read, and the click is recorded all the same. */
    @Test
    void aClickDoesNotWaitForWhatWasBefore() {
        agree("CONTINUE");
        String link = link("");
        Map<String, AttributeValue> key =
                Map.of("userId", AttributeValue.fromS(person), "businessId", AttributeValue.fromS("librarie"));
        world.client.updateItem(update -> update.tableName(world.tables.relations())
                .key(key)
                .updateExpression("SET #shape = :newer")
                .expressionAttributeNames(Map.of("#shape", "shape"))
                .expressionAttributeValues(Map.of(":newer", AttributeValue.fromN("9"))));
        assertThrows(StoreUnavailable.class, () -> press(link, "stop", "all"));
        assertEquals(1, entries("MARKETING_PREFERENCE").size());
    }

    /** What another page signed is nothing here, and what nobody signed is nothing anywhere. */
    @Test
    void aFieldIsOfItsLinkAlone() {
        agree("CONTINUE");
        String link = link("");
        String other = link("");
        HttpAnswer page = press(link, "stop", "all");
        pressIn(page, other, "return", "yes");
        String field = field(page.body(), "stopped");
        for (String forged : List.of(
                "", ".", "..", field + "x", "x" + field, field.substring(1), field.substring(0, field.length() - 1))) {
            HttpAnswer answer = post(link, "stopped=" + forged + "&return=yes");
            assertEquals(200, answer.statusCode());
        }
        assertEquals("REFUSED", marketing());
    }

    /** Without the sealed field, and by GET, nothing changes. */
    @Test
    void onlyThePageThatAnsweredAPressHasTheWayBack() {
        agree("CONTINUE");
        String link = link("");
        press(link, "stop", "all");
        assertEquals(400, post(link, "return=yes").statusCode());
        assertEquals(400, post(link, "reason=TOO_MANY").statusCode());
        assertFalse(get(link).contains("return"));
        assertEquals("REFUSED", marketing());
    }

    /** Else the way back would allow what was not allowed, or lift what the person said since. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide-consent ,'decision':'BLOCK'",
                "request-opt-out ,'scope':{'topic':'news'}",
                "request-opt-out ,'scope':{'channel':'sms'}",
                "decide-consent ,'decision':'MESSAGE_SENT','text':'STOP'",
                "decide-consent ,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'"
            })
    void whatWasRefusedBeforeOrSinceIsNotLifted(String no) {
        String[] step = no.split(" ", 2);
        agree("CONTINUE");
        HttpAnswer page = press(link(""), "stop", "all");
        world.clock.pass(Duration.ofMinutes(1));
        world.call(step[0], "{%s%s}", who, step[1]);
        world.clock.pass(Duration.ofMinutes(1));
        Set<String> since = allowed();
        String link = link("");
        pressIn(page, link, "return", "yes");
        assertEquals(since, allowed());

        String other = World.somebody();
        String hers = who.replace(person, other);
        world.call("decide-consent", "{%s,'decision':'CONTINUE'}", hers);
        world.clock.pass(Duration.ofMinutes(1));
        world.call(step[0], "{%s%s}", hers, step[1]);
        world.clock.pass(Duration.ofMinutes(1));
        String herLink = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", hers);
        HttpAnswer done = press(herLink, "stop", "all");
        assertFalse(buttons(done.body()).contains("return=yes"), () -> main(done.body()));
        assertTrue(done.body().contains(HOW), () -> main(done.body()));
    }

    /** The basis of a channel may be another one than the person's agreement: an opt-in to all would be more. */
    @ParameterizedTest
    @ValueSource(strings = {"CONVERSATION", "EXPRESSED", "OPT_IN"})
    void theWayBackNeverLeadsToMore(String basis) {
        for (String agreement : List.of("", "MESSAGE_SENT", "CONTINUE", "OPT_IN", "OPT_IN_NEWS")) {
            settle(basis);
            String other = World.somebody();
            String hers = who.replace(person, other);
            switch (agreement) {
                case "" -> {}
                case "OPT_IN" -> world.call("request-opt-in", "{%s}", hers);
                case "OPT_IN_NEWS" -> world.call("request-opt-in", "{%s,'scope':{'topic':'news'}}", hers);
                default -> world.call("decide-consent", "{%s,'decision':'%s'}", hers, agreement);
            }
            world.clock.pass(Duration.ofMinutes(1));
            Set<String> before = allowed(hers);
            String link = world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", hers);
            HttpAnswer page = press(link, "stop", "all");
            if (buttons(page.body()).contains("return=yes")) {
                pressIn(page, link, "return", "yes");
                assertEquals(before, allowed(hers), basis + " " + agreement);
            }
            assertTrue(before.containsAll(allowed(hers)), basis + " " + agreement);
        }
    }

    /** A business presses all that the pages of all its links show, in any order, also what an earlier page showed. */
    @Test
    void nothingIsAllowedThatWasNotWhateverABusinessPresses() {
        Random random = new Random(23);
        for (int story = 0; story < Cases.of(1, 60); story++) {
            String other = World.somebody();
            String hers = who.replace(person, other);
            world.call("decide-consent", "{%s,'decision':'CONTINUE'}", hers);
            if (random.nextBoolean()) {
                world.call("request-opt-in", "{%s}", hers);
            }
            List<String> links = new ArrayList<>();
            for (String scope : List.of("", ",'scope':{'topic':'offers'}", ",'scope':{'channel':'email'}")) {
                String asked = hers + ",'purpose':'UNSUBSCRIBE'" + scope;
                links.add(world.byBusiness("librarie", "issue-person-link", asked)
                        .get("token")
                        .textValue());
            }
            List<String> forms = new ArrayList<>();
            Set<String> before = allowed(hers);
            for (int press = 0; press < 25; press++) {
                world.clock.pass(Duration.ofMillis(random.nextInt(900_000)));
                String link = links.get(random.nextInt(links.size()));
                String shown = forms.isEmpty() || random.nextInt(4) == 0
                        ? get(link)
                        : post(link, forms.get(random.nextInt(forms.size()))).body();
                forms.addAll(submissions(shown));
                Set<String> now = allowed(hers);
                assertTrue(before.containsAll(now), () -> "more than before: " + now);
                before = now;
            }
            assertTrue(forms.stream().noneMatch(form -> form.contains("return=")), forms::toString);
            assertTrue(forms.stream().anyMatch(form -> form.contains("reason=")), forms::toString);
        }
    }

    /** By a reload or from another tab, after the way back was taken; also if the no is dated back. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-opt-out ",
                "request-opt-out ,'occurredAt':'2026-11-24T11:00:00Z'",
                "request-opt-out ,'scope':{'channel':'sms'},'categories':'ALL'",
                "decide-consent ,'decision':'BLOCK'",
                "decide-consent ,'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'"
            })
    void theWayBackLiftsNoLaterNo(String since) {
        for (String more : List.of("", ",'scope':{'topic':'offers'}")) {
            agree("CONTINUE");
            String link = link(more);
            HttpAnswer page = press(link, "stop", "this");
            world.clock.pass(Duration.ofSeconds(1));
            HttpAnswer back =
                    world.access.unsubscribe().answer(UnsubscribeTest.pressIn(page.body(), link, "return", "yes"));
            assertEquals(303, back.statusCode());
            world.clock.pass(Duration.ofMinutes(1));
            String[] step = since.split(" ", 2);
            world.call(step[0], "{%s%s}", who, step.length > 1 ? step[1] : "");
            world.clock.pass(Duration.ofMinutes(1));
            Set<String> before = allowed();
            int entries = entries("MARKETING_PREFERENCE").size();
            pressIn(page, link, "return", "yes");
            assertEquals(before, allowed());
            assertEquals(entries, entries("MARKETING_PREFERENCE").size());
            world.call("request-opt-in", "{%s}", who);
            world.call("decide-consent", "{%s,'decision':'UNBLOCK'}", who);
            world.clock.pass(Duration.ofMinutes(1));
        }
    }

    /** A no may stand beside the yes, and then there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"return=yes&stop=all", "return=yes&stop=", "return=no", "return=", "return"})
    void whatIsNotPlainlyAYesIsNoWayBack(String form) {
        agree("CONTINUE");
        String link = link("");
        HttpAnswer page = press(link, "stop", "all");
        post(link, "stopped=" + field(page.body(), "stopped") + "&" + form);
        assertEquals("REFUSED", marketing());
    }

    private void agree(String decision) {
        world.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
        world.clock.pass(Duration.ofMinutes(1));
    }

    /** Of the operator's. */
    private String link(String more) {
        return world.text("/token", "issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'%s}", who, more);
    }

    private HttpAnswer press(String link, String field, String value) {
        world.clock.pass(Duration.ofSeconds(1));
        return post(link, "List-Unsubscribe=One-Click&" + field + "=" + value);
    }

    /** Presses a button of a page. */
    private HttpAnswer pressIn(HttpAnswer page, String link, String field, String value) {
        world.clock.pass(Duration.ofSeconds(1));
        return shown(world.access.unsubscribe().answer(UnsubscribeTest.pressIn(page.body(), link, field, value)), "en");
    }

    private String get(String link) {
        return get(link, "en").body();
    }

    /** Without the style. */
    private static String main(String page) {
        return page.substring(page.indexOf("<main"));
    }

    private static List<String> buttons(String page) {
        return submissions(page).stream()
                .map(form -> form.substring(form.lastIndexOf('&') + 1))
                .toList();
    }

    private static String field(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    /** What each button of a page sends: the hidden field of its form, and its own. */
    private static List<String> submissions(String page) {
        List<String> all = new ArrayList<>();
        for (Matcher form = FORM.matcher(page); form.find(); ) {
            List<String> fields = FIELD.matcher(form.group(1))
                    .results()
                    .map(field -> field.group(1) + "=" + URLEncoder.encode(field.group(2), StandardCharsets.UTF_8))
                    .collect(Collectors.toList());
            String hidden = fields.remove(0);
            fields.forEach(button -> all.add(hidden + "&" + button));
        }
        return all;
    }

    private List<JsonNode> entries(String kind) {
        return world.pages("read-ledger", "entries", who).stream()
                .filter(entry -> entry.get("kind").textValue().equals(kind))
                .toList();
    }

    private String marketing() {
        return world.text("/results/0/permission", "check-permission", "{%s,'category':'MARKETING'}", who);
    }

    private Set<String> allowed() {
        return allowed(who);
    }

    /** Every kind of contact, of each part, that is allowed. */
    private Set<String> allowed(String pair) {
        Set<String> allowed = new TreeSet<>();
        for (String category : List.of("MARKETING", "UTILITY", "AUTHENTICATION", "SERVICE", "CALL")) {
            for (String scope : List.of(
                    "{}",
                    "{'channel':'sms'}",
                    "{'channel':'voice'}",
                    "{'channel':'email','topic':'offers'}",
                    "{'channel':'email','topic':'news'}",
                    "{'sender':'1002'}",
                    "{'topic':'offers'}")) {
                if (category.equals("CALL") && !scope.equals("{}")) {
                    continue;
                }
                String part = scope.equals("{}") ? "" : ",'scope':" + scope;
                if (world.may("%s,'category':'%s','consistent':true%s", pair, category, part)
                        .equals("ALLOWED")) {
                    allowed.add(category + scope);
                }
            }
        }
        return allowed;
    }
}
