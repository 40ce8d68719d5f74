package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An endpoint that takes each notice, and needs nearly as long as it may. */
class SlowEndpointTest {

    private final Delivering all = new Delivering();

    private void optOuts(String business, int people, String id) {
        for (int i = 0; i < people; i++) {
            all.optOut(business, World.somebody(), id + i);
        }
    }

    @Test
    void leavesTheQueueToTheOthers() {
        all.configure("slow");
        all.configure("quick");
        all.receivers.behave("slow", Behaviour.TAKES_SLOWLY);
        optOuts("slow", 100, "o");
        optOuts("quick", 100, "o");
        all.deliverAll();
        assertEquals(20, all.receivers.got("slow").size());
        assertEquals(101, all.receivers.got("quick").size());
        assertEquals(EndpointState.PARKED, all.endpoint("slow").state());
        assertEquals(0, all.queue.size());
        all.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(all, "slow");
        Orders.assertAllInOrder(all, "quick");
        assertEquals(Endpoint.UP, all.endpoint("slow"));
        long again = all.receivers.got("slow").size()
                - all.receivers.got("slow").stream().map(Got::id).distinct().count();
        assertTrue(again <= 1, again + " notices arrived again");
    }
}
