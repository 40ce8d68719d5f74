package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Meter;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of ids that would be too many for one person none is lost, none costs without bound, and none gets marketing. */
class TooManyIdsTest {

    private static final int MANY = 200;

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final List<String> ids =
            IntStream.range(0, MANY).mapToObj(i -> World.somebody()).toList();

    @BeforeEach
    void aShopWhoseBasisIsTheConversation() {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'marketingBasis':'CONVERSATION',"
                        + "'whatsapp':{'phoneNumberIds':['9001']}}");
        decide(ids.get(0), "CONTINUE");
    }

    @Test
    void sixteenIdsAreOnePersonAndWithOneMoreMarketingIsHeldUnderAllOfThem() {
        chain(16);
        assertEquals("ALLOWED", ask(ids.get(0)));
        assertEquals("ALLOWED", ask(ids.get(15)));
        unite(15, 16);
        for (String id : ids.subList(0, 16)) {
            assertEquals("TOO_MANY_IDS", ask(id));
        }
        decide(ids.get(16), "CONTINUE");
        assertEquals("TOO_MANY_IDS", ask(ids.get(16)));
        assertEquals(List.of(ids.get(16)), values("IDENTITY_HELD", ids.get(15)));
        assertEquals(List.of(ids.get(15)), values("IDENTITY_HELD", ids.get(16)));
        // The conversation itself goes on, and an opt-in lifts nothing of it.
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", ids.get(3));
        assertEquals("TOO_MANY_IDS", ask(ids.get(3)));
        assertEquals("ALLOWED", ask(ids.get(3), "UTILITY"));
    }

    @Test
    void aChainOfTwoHundredIsNoFaultAndEachFactIsWrittenToSixteenIdsAtMost() {
        chain(MANY);
        for (String id : List.of(ids.get(0), ids.get(100), ids.get(MANY - 1))) {
            meter.take();
            decide(id, "BLOCK");
            List<String> calls = meter.take().calls();
            assertTrue(calls.size() <= 1 + 16, calls::toString);
            assertEquals("BLOCKED_BY_USER", ask(id));
        }
        for (String id : ids.subList(32, 48)) {
            decide(id, "CONTINUE");
            assertEquals("TOO_MANY_IDS", ask(id));
        }
    }

    @Test
    void theSameAgainChangesNothing() {
        chain(18);
        int stored = stored();
        unite(15, 16);
        assertEquals(stored, stored());
        both(15, 16, "hello");
        assertEquals(stored + 1, stored(), "the message alone");
    }

    @Test
    void aRefusalThatNamesBothIdsRefusesUnderBoth() {
        chain(16);
        both(16, 15, "stop");
        assertEquals("MARKETING_OPTED_OUT", ask(ids.get(16)));
        assertEquals("MARKETING_OPTED_OUT", ask(ids.get(15)));
        assertEquals("MARKETING_OPTED_OUT", ask(ids.get(0)));
    }

    private void chain(int length) {
        for (int i = 1; i < length; i++) {
            unite(i - 1, i);
        }
    }

    private void unite(int from, int to) {
        deliver(Envelopes.moved("9001", ids.get(from), ids.get(to), at()));
    }

    private void both(int phone, int scoped, String text) {
        deliver(Envelopes.messageOfBoth("9001", ids.get(phone), ids.get(scoped), "wamid." + text, text, at()));
    }

    private void deliver(String change) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(change)));
    }

    private void decide(String who, String decision) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", who, decision);
    }

    private String ask(String who) {
        return ask(who, "MARKETING");
    }

    private String ask(String who, String category) {
        JsonNode result = world.call(
                        "check-permission", "{'userId':'%s','businessId':'shop','category':'%s'}", who, category)
                .at("/results/0");
        return result.has("reason")
                ? result.get("reason").textValue()
                : result.get("permission").textValue();
    }

    private List<String> values(String kind, String who) {
        JsonNode entries = world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", who)
                .get("entries");
        return entries.findParents("kind").stream()
                .filter(entry -> entry.get("kind").textValue().equals(kind))
                .map(entry -> entry.get("value").textValue())
                .toList();
    }

    private int stored() {
        return world.items(world.tables.relations()).size() + world.entries().size();
    }

    private long at() {
        world.clock.pass(Duration.ofSeconds(2));
        return world.clock.instant().getEpochSecond();
    }
}
