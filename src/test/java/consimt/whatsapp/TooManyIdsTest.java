package consimt.whatsapp;

import static consimt.kit.Texts.sizeOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.ledger.Signer;
import consimt.ledger.Source;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of ids that would be too many for one person none is lost, none costs without bound, and none gets marketing. */
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
    void sixteenIdsAreOnePersonAndWithOneMoreMarketingIsHeldUnderAllOfThem() {
        chain(16);
        assertEquals("ALLOWED", ask(ids.get(0)));
        assertEquals("ALLOWED", ask(ids.get(15)));
        assertNull(world.counted.get("BoundsReached"));
        unite(15, 16);
        assertEquals(1, world.counted.get("BoundsReached"));
        for (String id : ids.subList(0, 16)) {
            assertEquals("TOO_MANY_IDS", ask(id));
        }
        decide(ids.get(16), "CONTINUE");
        assertEquals("TOO_MANY_IDS", ask(ids.get(16)));
        assertEquals(List.of(ids.get(16)), values("IDENTITY_HELD", ids.get(15)));
        assertEquals(List.of(ids.get(15)), values("IDENTITY_HELD", ids.get(16)));
        // The conversation itself goes on, and nobody is asked to decide.
        assertEquals("ALLOWED", ask(ids.get(3), "UTILITY"));
        for (String queue : List.of("shop", "operator")) {
            assertEquals(0, sizeOf(world.call("list-follow-ups", "{'businessId':'%s'}", queue), "followUps"));
        }
    }

    @Test
    void theirOwnLaterOptInLiftsTheHoldUnderAllIdsOfThatSideAndOfNoOther() {
        chain(17);
        decide(ids.get(16), "CONTINUE");
        optIn(ids.get(3), ",'scope':{'channel':'sms'}");
        assertEquals("TOO_MANY_IDS", ask(ids.get(3)));
        optIn(ids.get(3), "");
        for (String id : ids.subList(0, 16)) {
            assertEquals("ALLOWED", ask(id));
        }
        assertEquals("TOO_MANY_IDS", ask(ids.get(16)));
        optIn(ids.get(16), "");
        assertEquals("ALLOWED", ask(ids.get(16)));
        // The same again holds nothing again, and another one does.
        unite(15, 16);
        assertEquals("ALLOWED", ask(ids.get(0)));
        unite(15, 17);
        assertEquals("TOO_MANY_IDS", ask(ids.get(0)));
        assertEquals("ALLOWED", ask(ids.get(16)));
    }

    /** An id that is the person's by the word of the business alone gets the hold, and not what lifts it. */
    @Test
    void whatLiftsTheHoldDoesNotCrossByTheWordOfTheBusinessAlone() {
        chain(15);
        String told = World.somebody();
        decide(told, "CONTINUE");
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest("told"),
                World.relation(told, "shop"),
                new UserId(ids.get(0)),
                Source.by("whatsapp").signedBy(Signer.BUSINESS),
                world.clock.instant(),
                world.clock.instant()));
        unite(14, 15);
        assertEquals("TOO_MANY_IDS", ask(told));
        optIn(ids.get(0), "");
        assertEquals("ALLOWED", ask(ids.get(14)));
        assertEquals("TOO_MANY_IDS", ask(told));
        world.call("rebuild-relation", "{'businessId':'shop','userId':'%s'}", told);
        assertEquals("ALLOWED", ask(ids.get(14)));
        assertEquals("TOO_MANY_IDS", ask(told));
    }

    @Test
    void aUnionThatIsCutOffHoldsBothWhenItIsToldAgain() {
        chain(16);
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
                assertEquals("TOO_MANY_IDS", ask(last), when + " " + call);
                assertEquals("TOO_MANY_IDS", ask(ids.get(0)), when + " " + call);
                assertEquals(List.of(ids.get(3)), values("IDENTITY_HELD", last), when + " " + call);
                optIn(ids.get(0), "");
                assertEquals("ALLOWED", ask(ids.get(0)));
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
        for (String id : ids.subList(16, 32)) {
            decide(id, "CONTINUE");
            assertEquals("TOO_MANY_IDS", ask(id));
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

    private void optIn(String who, String more) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'%s}", who, more);
    }

    private String ask(String who) {
        return ask(who, "MARKETING");
    }

    private String ask(String who, String category) {
        return world.may("'userId':'%s','businessId':'shop','category':'%s'", who, category);
    }

    private List<String> values(String kind, String who) {
        return world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(who)).stream()
                .filter(entry -> entry.get("kind").textValue().equals(kind))
                .map(entry -> entry.get("value").textValue())
                .toList();
    }

    private long at() {
        world.clock.pass(Duration.ofSeconds(2));
        return world.clock.instant().getEpochSecond();
    }
}
