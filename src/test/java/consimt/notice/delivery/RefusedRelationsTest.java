package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints go down, are switched off and move, while notices of relations that they refuse are on their way. */
class RefusedRelationsTest {

    private final Delivering all = new Delivering();
    private final World world = all.world;
    private final Receivers receivers = all.receivers;

    @BeforeEach
    void configure() {
        all.configure("shop");
        all.goOn(Duration.ofSeconds(40));
    }

    /** Somebody whose notice it does not take when it is up again, unlike that of another. */
    private String refusedWhileItIsDown() {
        String refused = World.somebody();
        receivers.refused.add(refused);
        all.park("shop");
        all.optOut("shop", refused, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        all.optOut("shop", World.somebody(), "o-1");
        receivers.behave("shop", Behaviour.TAKES);
        return refused;
    }

    @Test
    void twoRelationsThatAreRefusedDoNotKeepAnEndpointParked() {
        String one = World.somebody();
        String other = World.somebody();
        all.park("shop");
        receivers.refused.addAll(List.of(one, other));
        all.optOut("shop", one, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        all.optOut("shop", other, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            all.optOut("shop", World.somebody(), "o-1");
        }
        receivers.behave("shop", Behaviour.TAKES);
        all.goOn(Duration.ofMinutes(40));
        assertEquals(9, receivers.got("shop").stream().map(Got::id).distinct().count());
        assertEquals(Endpoint.UP, all.endpoint("shop"));
        assertEquals(2, all.counted.get("NoticesGivenUp"));
        JsonNode undelivered = all.undelivered("shop").get("undelivered");
        assertEquals(List.of(true, true), World.JSON.convertValue(undelivered.findValues("givenUp"), List.class));

        receivers.refused.clear();
        assertEquals(
                "RECORDED",
                all.redeliver("{'businessId':'shop','ids':['%s','%s']}"
                                .formatted(undelivered.findValuesAsText("id").toArray()))
                        .get("outcome")
                        .textValue());
        all.optIn("shop", one, "i-1");
        all.goOn(Duration.ofMinutes(1));
        Orders.assertAllInOrder(all, "shop");
        assertEquals("[]", all.undelivered("shop").get("undelivered").toString());
    }

    /** It is tried with pauses, and once more after another's was taken. */
    @Test
    void oneThatIsRefusedForSomeMinutesIsNotGivenUp() {
        refusedWhileItIsDown();
        all.goOn(Duration.ofMinutes(6));
        List<JsonNode> tried = new ArrayList<>();
        all.undelivered("shop").get("undelivered").forEach(tried::add);
        tried.removeIf(each -> !each.at("/last/status").isInt());
        assertEquals(
                List.of(2),
                tried.stream().map(each -> each.get("tries").intValue()).toList());
        assertEquals(
                List.of(false),
                tried.stream().map(each -> each.get("givenUp").booleanValue()).toList());
        receivers.refused.clear();
        all.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(all, "shop");
        assertEquals(Endpoint.UP, all.endpoint("shop"));
        assertEquals("[]", all.undelivered("shop").get("undelivered").toString());
    }

    @Test
    void anEndpointThatMovedIsNotSwitchedOffByItsOldAddress() {
        world.clock.pass(Duration.ofMinutes(2));
        all.optOut("shop", World.somebody(), "o-1");
        all.step();
        world.settle("shop", "'notices':{'url':'%s','secretName':'consimt/notices/shop'}", Receivers.url("moved"));
        receivers.behave("shop", Behaviour.GONE);
        all.optOut("shop", World.somebody(), "o-2");
        all.pump(10);
        while (all.deliver(1) > 0) {
            // The next one.
        }
        assertEquals(EndpointState.UP, all.endpoint("shop").state());
        assertNotEquals(0, receivers.got("moved").size());
    }

    @Test
    void anEndpointThatWasRemovedLeavesNothingThatIsTriedAgain() {
        receivers.behave("shop", Behaviour.FAILS);
        all.optOut("shop", World.somebody(), "o-1");
        all.goOn(Duration.ofSeconds(20));
        world.settle("shop", "");
        all.goOn(Duration.ofMinutes(4));
        assertEquals(0, all.queue.size());
        assertEquals(0, all.undelivered("shop").get("undelivered").size());
    }

    /** SQS takes no other characters. */
    @Test
    void aTextOfAPersonIsOneThatTheQueueTakes() {
        String person = World.somebody();
        all.optOut("shop", person, "o-1");
        world.call(
                "explain-opt-out",
                "{'userId':'%s','businessId':'shop','entryId':'o-1','reason':{'code':'OTHER','text':'a\uFFFFb\uFFFE'}}",
                person);
        all.pump(10);
        assertTrue(all.queue.bodies().stream().anyMatch(body -> body.contains("reason_given")));
        all.queue
                .bodies()
                .forEach(body -> assertTrue(
                        body.chars().allMatch(c -> c == 9 || c == 10 || c == 13 || c >= 0x20 && c <= 0xFFFD)));
    }
}
