package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was handed over to the queue is taken there, or leaves it, in bad moments. */
class HandOverTest {

    private final Delivering all = new Delivering();
    private final World world = all.world;
    private final Receivers receivers = all.receivers;
    private final String person = World.somebody();

    @BeforeEach
    void configure() {
        all.configure("shop");
        all.goOn(Duration.ofSeconds(40));
    }

    private void park(String... people) {
        receivers.behave("shop", Behaviour.HANGS);
        for (String each : people) {
            all.optOut("shop", each, "down");
            world.clock.pass(Duration.ofSeconds(1));
        }
        all.park("shop");
    }

    private void untilHandedOver() {
        receivers.refused.add(person);
        receivers.behave("shop", Behaviour.TAKES);
        for (int i = 0; i < 100 && all.endpoint("shop").handedOver() == null; i++) {
            world.clock.pass(Duration.ofSeconds(10));
            all.step();
        }
        assertNotNull(all.endpoint("shop").handedOver());
    }

    @Test
    void oneThatTheQueueDeliversAtOnceIsNotListedAnyMore() {
        park(person);
        untilHandedOver();
        receivers.refused.clear();
        all.goOn(Duration.ofMinutes(10));
        assertEquals(Endpoint.UP, all.endpoint("shop"));
        assertEquals(0, all.queue.size());
        assertEquals("[]", all.undelivered("shop").get("undelivered").toString());
    }

    @Test
    void soWhatWasSentDaysAgoIsNotSentAgain() {
        park(person);
        untilHandedOver();
        receivers.refused.clear();
        all.goOn(Duration.ofMinutes(10));
        for (int i = 0; i < 60; i++) {
            all.optOut("shop", World.somebody(), "o-1");
            world.clock.pass(Duration.ofHours(6));
            all.step();
        }
        park();
        receivers.behave("shop", Behaviour.TAKES);
        all.goOn(Duration.ofMinutes(10));
        long again = receivers.got("shop").size()
                - receivers.got("shop").stream().map(Got::id).distinct().count();
        assertTrue(again < 10, again + " notices arrived again");
    }

    @Test
    void whatWasHandedOverIsNotLostIfTheEndpointIsOffForAMinute() {
        park(person);
        untilHandedOver();
        world.clock.pass(Duration.ofSeconds(30));
        receivers.behave("shop", Behaviour.GONE);
        all.deliverAll();
        all.resume();
        assertEquals(EndpointState.OFF, all.endpoint("shop").state());
        assertEquals(0, all.queue.size());
        world.clock.pass(Duration.ofMinutes(1));
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.redeliver("{'businessId':'shop'}");
        all.goOn(Duration.ofMinutes(30));
        Orders.assertAllInOrder(all, "shop");
    }
}
