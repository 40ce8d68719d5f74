package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import consimt.kit.World;
import consimt.notice.delivery.Receivers.Behaviour;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Relations that are refused for long stay in the queue, and the list passes over them: until something happens. */
class KeptRelationsTest {

    private final Delivering all = new Delivering();
    private final World world = all.world;
    private final Receivers receivers = all.receivers;
    private final String person = World.somebody();

    @BeforeEach
    void configure() {
        all.configure("shop");
        all.goOn(Duration.ofSeconds(40));
    }

    @Test
    void oneThatIsKeptIsNotOvertakenWhenTheListFindsTheEndpointGone() {
        receivers.refused.add(person);
        all.optOut("shop", person, "o-1");
        all.goOn(Duration.ofSeconds(880));
        all.park("shop");
        assertNotNull(all.endpoint("shop").kept());
        all.optIn("shop", person, "i-1");
        all.pump(10);
        receivers.behave("shop", Behaviour.GONE);
        for (int i = 0; i < 30 && all.endpoint("shop").state() != EndpointState.OFF; i++) {
            world.clock.pass(Duration.ofSeconds(10));
            all.step();
        }
        assertEquals(EndpointState.OFF, all.endpoint("shop").state());
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.redeliver("{'businessId':'shop'}");
        all.goOn(Duration.ofMinutes(30));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void sentAgainAlsoToOneThatIsRefusedForLong() {
        receivers.refused.add(person);
        all.optOut("shop", person, "o-1");
        all.goOn(Duration.ofSeconds(880));
        Instant from = world.clock.instant();
        all.optIn("shop", person, "i-1");
        all.losesWhatIsNew();
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals(
                "RECORDED",
                all.redeliver("{'businessId':'shop','from':'" + from + "'}")
                        .get("outcome")
                        .textValue());
        receivers.refused.clear();
        all.goOn(Duration.ofMinutes(60));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void sentAgainAlsoToOneThatIsRefusedForLongWhileParked() {
        receivers.refused.add(person);
        all.optOut("shop", person, "o-1");
        all.goOn(Duration.ofSeconds(880));
        Instant from = world.clock.instant();
        all.optIn("shop", person, "i-1");
        all.losesWhatIsNew();
        all.park("shop");
        assertNotNull(all.endpoint("shop").kept());
        all.redeliver("{'businessId':'shop','from':'" + from + "'}");
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.goOn(Duration.ofMinutes(60));
        Orders.assertAllInOrder(all, "shop");
    }
}
