package consimt.notice;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListChangesTest {

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void configure() {
        world.settle(
                "shop",
                "'name':'Shop','removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION','topics':[{'code':'offers','labels':{'en':'Offers'}}]");
    }

    @Test
    void aBusinessIsToldOfItsSettingsWishesAndWork() {
        decide("'decision':'CONTINUE'");
        JsonNode out = world.call(
                "request-opt-out",
                "{'requestId':'o-1','userId':'%s','businessId':'shop','scope':{'topic':'offers'},'channel':'app','reason':{'code':'OTHER','text':'too loud'},'campaign':'black friday','messageSentAt':'2026-11-24T10:30:00Z'}",
                person);
        world.clock.pass(Duration.ofHours(1));
        world.call("request-opt-in", "{'requestId':'i-1','userId':'%s','businessId':'shop'}", person);
        settle();

        List<JsonNode> changes = all("shop", 100);
        assertEquals(
                List.of(
                        "consimt.business.configured",
                        "consimt.conversation.accepted",
                        "consimt.follow_up.closed",
                        "consimt.follow_up.opened",
                        "consimt.marketing.opted_in",
                        "consimt.marketing.opted_out"),
                types(changes).stream().sorted().toList());
        JsonNode optedOut = one(changes, "consimt.marketing.opted_out");
        String expected = """
                {"businessId":"shop","userId":"%s","entryId":"o-1","occurredAt":"2026-11-24T12:00:00Z",
                "recordedAt":"2026-11-24T12:00:00Z","channel":"app","scope":{"topic":"offers"},
                "reason":{"code":"OTHER","text":"too loud"},"campaign":"black friday",
                "messageSentAt":"2026-11-24T10:30:00Z","stopsBy":"%s"}""".formatted(person, textOf(out, "/removal/stopsBy"));
        assertEquals(World.tree(expected), optedOut.get("data"));
        assertEquals("2026-11-24T12:00:00Z", textOf(optedOut, "timestamp"));
        assertTrue(textOf(optedOut, "id").matches("[0-9]+-[0-9a-v]{26}"), optedOut.toString());
        JsonNode closed = one(changes, "consimt.follow_up.closed").at("/data/followUp");
        assertEquals("WITHDRAWN", textOf(closed, "state"));
        assertEquals("MARKETING_REMOVAL", textOf(closed, "kind"));
        assertEquals("offers", textOf(closed, "/scope/topic"));
    }

    @Test
    void aBusinessIsNeverToldOfABlockOrAReport() {
        decide("'decision':'CONTINUE'");
        decide("'decision':'BLOCK','blockReason':'SPAM'");
        decide("'decision':'UNBLOCK'");
        decide("'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true");
        settle();
        assertEquals(
                List.of("consimt.business.configured", "consimt.conversation.accepted"),
                types(all("shop", 100)).stream().sorted().toList());
        assertEquals(List.of(), all("operator", 100));
    }

    @Test
    void whatMayBeARefusalIsToldWithoutItsWords() {
        decide("'decision':'MESSAGE_SENT','text':'please do not write to me any more'");
        settle();
        List<JsonNode> changes = all("shop", 100);
        assertEquals(
                List.of("consimt.business.configured", "consimt.follow_up.opened", "consimt.refusal.suspected"),
                types(changes).stream().sorted().toList());
        assertFalse(changes.toString().contains("write to me"), changes.toString());
    }

    @Test
    void theReasonNamesItsOptOut() {
        world.call("request-opt-out", "{'requestId':'o-1','userId':'%s','businessId':'shop'}", person);
        world.call(
                "explain-opt-out",
                "{'requestId':'e-1','userId':'%s','businessId':'shop','entryId':'o-1','reason':'DECLINED'}",
                person);
        settle();
        JsonNode given = one(all("shop", 100), "consimt.marketing.reason_given").get("data");
        assertEquals("o-1", textOf(given, "optOut"));
        assertEquals("DECLINED", textOf(given, "/reason/code"));
    }

    @Test
    void pagesHaveEachChangeOnceAndACursorGoesOnLater() {
        for (int i = 0; i < 25; i++) {
            world.call("request-opt-out", "{'requestId':'o-%s','userId':'%s','businessId':'auto'}", i, person);
            world.call("request-opt-in", "{'requestId':'i-%s','userId':'%s','businessId':'auto'}", i, person);
        }
        assertEquals(0, page("auto", 10, "").get("changes").size());
        settle();
        List<JsonNode> inOnePage = all("auto", 1000);
        assertEquals(50, inOnePage.size());
        assertEquals(inOnePage, all("auto", 7));
        assertEquals(inOnePage, all("auto", 50));

        String end = textOf(page("auto", 50, ""), "cursor");
        JsonNode nothing = page("auto", 50, end);
        assertEquals(0, nothing.get("changes").size());
        assertFalse(nothing.get("more").booleanValue());
        world.call("request-opt-out", "{'requestId':'late','userId':'%s','businessId':'auto'}", person);
        settle();
        assertEquals(List.of("consimt.marketing.opted_out"), types(list(page("auto", 50, textOf(nothing, "cursor")))));
    }

    @Test
    void aCursorOfAnEmptyListGoesOn() {
        JsonNode empty = page("nobody-yet", 5, "");
        world.call("request-opt-out", "{'requestId':'o','userId':'%s','businessId':'nobody-yet'}", person);
        settle();
        assertEquals(
                1, page("nobody-yet", 5, textOf(empty, "cursor")).get("changes").size());
        JsonNode wrong = page("shop", 5, "c29tZXRoaW5n");
        assertEquals("cursor", textOf(wrong, "/errors/0/field"));
    }

    @Test
    void settingsThatChangeNothingAreNotTold() {
        configure();
        settle();
        assertEquals(1, all("shop", 10).size());
    }

    private void decide(String what) {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop'," + what + "}", person);
    }

    private void settle() {
        world.clock.pass(World.CHANGES_SETTLED_AFTER.plusMillis(1));
    }

    private List<JsonNode> all(String business, int limit) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        String cursor = "";
        do {
            page = page(business, limit, cursor);
            all.addAll(list(page));
            cursor = textOf(page, "cursor");
        } while (page.get("more").booleanValue());
        return all;
    }

    private JsonNode page(String business, int limit, String cursor) {
        return world.call(
                "list-changes",
                "{'businessId':'%s','limit':%s%s}",
                business,
                limit,
                cursor.isEmpty() ? "" : ",'cursor':'" + cursor + "'");
    }

    private static List<JsonNode> list(JsonNode page) {
        return StreamSupport.stream(page.get("changes").spliterator(), false).toList();
    }

    private static List<String> types(List<JsonNode> changes) {
        return textsOf(changes, "type");
    }

    private static JsonNode one(List<JsonNode> changes, String type) {
        return changes.stream()
                .filter(change -> textOf(change, "type").equals(type))
                .findFirst()
                .orElseThrow();
    }
}
