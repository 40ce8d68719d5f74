package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.time.Duration;
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

    private void until(EndpointState state) {
        for (int i = 0; i < 200 && all.endpoint("shop").state() != state; i++) {
            world.clock.pass(Duration.ofSeconds(10));
            all.step();
        }
        assertEquals(state, all.endpoint("shop").state());
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
    }

    @Test
    void whatWasHandedOverIsNotLostWhenTheEndpointIsSwitchedOff() {
        String refused = World.somebody();
        receivers.refused.add(refused);
        all.park("shop");
        all.optOut("shop", refused, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        all.optOut("shop", World.somebody(), "o-1");
        receivers.behave("shop", Behaviour.TAKES);
        all.goOn(Duration.ofMinutes(3));
        until(EndpointState.UP);
        assertEquals(1, all.queue.size());
        receivers.behave("shop", Behaviour.GONE);
        all.optOut("shop", World.somebody(), "o-2");
        all.step();
        assertEquals(EndpointState.OFF, all.endpoint("shop").state());
        receivers.behave("shop", Behaviour.HANGS);
        all.goOn(Duration.ofMinutes(30));
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.redeliver("{'businessId':'shop'}");
        all.goOn(Duration.ofMinutes(30));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void anEndpointThatMovedIsNotSwitchedOffByItsOldAddress() {
        world.clock.pass(Duration.ofMinutes(2));
        all.optOut("shop", World.somebody(), "o-1");
        all.step();
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'notices':{'url':'%s','secretName':'consimt/notices/shop'}}",
                Receivers.url("moved"));
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
        world.call(
                "configure-business", "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'}}");
        all.goOn(Duration.ofMinutes(4));
        assertEquals(0, all.queue.size());
        assertEquals(0, all.undelivered("shop").get("undelivered").size());
    }

    @Test
    void oneThatIsTriedAgainIsNotOvertakenWhenTheEndpointIsSwitchedOffAndOn() {
        String refused = World.somebody();
        receivers.refused.add(refused);
        all.optOut("shop", refused, "o-1");
        all.goOn(Duration.ofSeconds(880));
        receivers.behave("shop", Behaviour.GONE);
        all.optOut("shop", World.somebody(), "o-2");
        all.step();
        assertEquals(EndpointState.OFF, all.endpoint("shop").state());
        world.clock.pass(Duration.ofSeconds(1));
        all.optIn("shop", refused, "i-1");
        all.step();
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.configure("shop");
        all.goOn(Duration.ofMinutes(20));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void whatIsHandedOverAtTheEndOfTheCatchingUpIsNotOvertaken() {
        String refused = World.somebody();
        all.park("shop");
        receivers.refused.add(refused);
        all.optOut("shop", refused, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        all.optOut("shop", World.somebody(), "o-1");
        receivers.behave("shop", Behaviour.TAKES);
        for (int i = 0; i < 200 && all.endpoint("shop").handedOver() == null; i++) {
            world.clock.pass(Duration.ofSeconds(10));
            all.step();
        }
        receivers.refused.clear();
        until(EndpointState.CATCHING_UP);
        while (all.queue.size() > 0) {
            world.clock.pass(Duration.ofSeconds(1));
            all.deliver(1);
        }
        assertEquals(EndpointState.CATCHING_UP, all.endpoint("shop").state());
        all.optIn("shop", refused, "before-the-cut");
        all.pump(10);
        while (all.deliver(1) > 0) {
            // It leaves to the list.
        }
        world.clock.pass(Duration.ofSeconds(40));
        all.optOut("shop", refused, "after-the-cut");
        all.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(all, "shop");
        assertEquals(Endpoint.UP, all.endpoint("shop"));
    }

    @Test
    void whatWasHandedOverIsNotOvertakenWhenTheEndpointGoesDownAgain() {
        String refused = World.somebody();
        all.park("shop");
        receivers.refused.add(refused);
        all.optOut("shop", refused, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        all.optOut("shop", World.somebody(), "o-1");
        receivers.behave("shop", Behaviour.TAKES);
        for (int i = 0; i < 5; i++) {
            until(EndpointState.UP);
            if (all.queue.nextVisible().isAfter(world.clock.instant().plusSeconds(150))) {
                break;
            }
            all.park("shop");
            world.clock.pass(Duration.ofMinutes(3));
            all.step();
            receivers.behave("shop", Behaviour.TAKES);
        }
        assertTrue(all.queue.nextVisible().isAfter(world.clock.instant().plusSeconds(150)), "no such moment");
        receivers.behave("shop", Behaviour.HANGS);
        for (int i = 0; i < 3; i++) {
            all.optOut("shop", World.somebody(), "again-" + i);
        }
        all.step();
        assertEquals(EndpointState.PARKED, all.endpoint("shop").state());
        world.clock.pass(Duration.ofSeconds(1));
        all.optIn("shop", refused, "later");
        all.step();
        receivers.refused.clear();
        receivers.behave("shop", Behaviour.TAKES);
        all.goOn(Duration.ofMinutes(20));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void waitingDoesNotUseUpTheTries() {
        all.park("shop");
        receivers.behave("shop", Behaviour.TAKES);
        until(EndpointState.CATCHING_UP);
        world.clock.pass(Duration.ofSeconds(40));
        all.optOut("shop", World.somebody(), "o-1");
        all.pump(10);
        // The schedule does not call for half an hour.
        for (int i = 0; i < 180; i++) {
            all.deliver(1);
            world.clock.pass(Duration.ofSeconds(10));
        }
        assertEquals(0, all.queue.dead.size());
        all.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(all, "shop");
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

    @Test
    void aRefusedRelationDoesNotMakeADaysNoticesArriveAgain() {
        String refused = World.somebody();
        receivers.refused.add(refused);
        all.optOut("shop", refused, "o-1");
        for (int i = 0; i < 40; i++) {
            all.optOut("shop", World.somebody(), "o-1");
            world.clock.pass(Duration.ofMinutes(5));
            all.step();
        }
        all.park("shop");
        receivers.behave("shop", Behaviour.TAKES);
        until(EndpointState.UP);
        long again = receivers.got("shop").size()
                - receivers.got("shop").stream().map(Got::id).distinct().count();
        assertTrue(again < 10, again + " notices arrived again");
    }
}
