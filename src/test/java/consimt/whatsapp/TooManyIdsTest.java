package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of ids that would be too many for one person none is lost, none costs without bound, and each has the refusals of the others. */
class TooManyIdsTest {

    private static final int MANY = Cases.of(64, 200);

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final List<String> ids =
            IntStream.range(0, MANY).mapToObj(i -> World.somebody()).toList();

    @BeforeEach
    void aShopWhoseBasisIsTheConversation() {
        world.settle("shop", "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['9001']}");
        decide(ids.get(0), "CONTINUE");
    }

    @Test
    void aBlockUnderAnOldNumberStandsUnderTheOneThatIsTooMany() {
        chain(16);
        decide(ids.get(0), "BLOCK");
        assertNull(world.counted.get("BoundsReached"));
        unite(15, 16);
        assertEquals(1, world.counted.get("BoundsReached"));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
        // What is said later stands where it is said.
        decide(ids.get(0), "UNBLOCK");
        assertEquals("ALLOWED", ask(ids.get(0)));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
        world.call("rebuild-relation", "{'businessId':'shop','userId':'%s'}", ids.get(16));
        assertEquals("BLOCKED_BY_USER", ask(ids.get(16)));
    }

    @Test
    void aUnionThatIsCutOffCarriesTheRefusalsWhenItIsToldAgain() {
        chain(16);
        optOut(ids.get(0));
        for (Fault.When when : Fault.When.values()) {
            boolean isCut = true;
            for (int call = 1; isCut; call++) {
                if (!Cases.takes(call, 9)) {
                    continue;
                }
                String last = World.somebody();
                decide(last, "CONTINUE");
                byte[] moved = Envelopes.of(Envelopes.moved("9001", ids.get(3), last, at()));
                isCut = Webhook.isCutOff(world.with(new Fault(call, when)), moved);
                assertEquals(200, Webhook.deliver(world, moved));
                assertEquals("MARKETING_OPTED_OUT", ask(last), when + " " + call);
            }
        }
    }

    @Test
    void aLongChainIsNoFaultAndEachFactIsWrittenToSixteenIdsAtMost() {
        chain(MANY);
        for (String id : List.of(ids.get(0), ids.get(MANY / 2), ids.get(MANY - 1))) {
            meter.take();
            decide(id, "BLOCK");
            List<String> calls = meter.take().calls();
            assertTrue(calls.size() <= 1 + 16, calls::toString);
            assertEquals("BLOCKED_BY_USER", ask(id));
        }
    }

    private void chain(int length) {
        for (int i = 1; i < length; i++) {
            unite(i - 1, i);
        }
    }

    private void unite(int from, int to) {
        deliver(Envelopes.moved("9001", ids.get(from), ids.get(to), at()));
    }

    private void deliver(String change) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(change)));
    }

    private void decide(String who, String decision) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", who, decision);
    }

    private void optOut(String who) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", who);
    }

    private String ask(String who) {
        return world.may("'userId':'%s','businessId':'shop','category':'MARKETING'", who);
    }

    private long at() {
        world.clock.pass(Duration.ofSeconds(2));
        return world.clock.instant().getEpochSecond();
    }
}
