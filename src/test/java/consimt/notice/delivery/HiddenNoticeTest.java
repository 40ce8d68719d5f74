package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import consimt.local.Template;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Endpoint.Share;
import consimt.notice.delivery.Receivers.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A function that is killed keeps its notice from the others for the queue's time. */
class HiddenNoticeTest {

    private final Delivering all = new Delivering();
    private final World world = all.world;
    private final String person = World.somebody();

    @BeforeEach
    void configure() {
        all.configure("shop");
        all.goOn(Duration.ofMinutes(5));
    }

    private void optIn() {
        world.call("request-opt-in", "{'requestId':'i-1','userId':'%s','businessId':'shop'}", person);
    }

    private void park() {
        all.receivers.behave("shop", Behaviour.HANGS);
        for (int i = 0; i < 3; i++) {
            all.optOut("shop", World.somebody(), "down-" + i);
        }
        for (int i = 0; i < 3; i++) {
            all.deliverAll();
            world.clock.pass(Duration.ofSeconds(5));
        }
        assertEquals(EndpointState.PARKED, all.endpoint("shop").state());
        all.receivers.behave("shop", Behaviour.TAKES);
    }

    @Test
    void oneInTheHandsOfAKilledFunctionIsNotOvertaken() {
        all.optOut("shop", person, "o-1");
        all.pump(10);
        all.queue.receive(1);
        world.clock.pass(Duration.ofSeconds(1));
        park();
        optIn();
        all.goOn(Duration.ofMinutes(20));
        Orders.assertAllInOrder(all, "shop");
    }

    @Test
    void alsoIfTheQueueIsAMinuteBehind() {
        all.optOut("shop", person, "o-1");
        world.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            all.optOut("shop", World.somebody(), "down-" + i);
        }
        world.clock.pass(Duration.ofSeconds(1));
        optIn();
        all.pump(10);
        world.clock.pass(Duration.ofSeconds(75));
        all.queue.receive(1);
        park();
        for (int i = 0; i < 60; i++) {
            all.goOn(Duration.ofSeconds(20));
        }
        Orders.assertAllInOrder(all, "shop");
    }

    /** By the template, in production, of which the local pump has the same number. */
    @Test
    void aShareIsATwentiethOfThePostsThatGoAtOnce() {
        Map<String, Object> reader =
                Template.read().resources("AWS::Lambda::EventSourceMapping").get("NoticeQueueReader");
        assertEquals(
                Map.of("!If", List.of("IsProduction", 20 * Share.AT_ONCE, 2)),
                Template.map(reader, "ScalingConfig").get("MaximumConcurrency"));
    }

    @Test
    void theListBeginsAfterTheQueueHasShownEachNoticeAgain() {
        Object hidden =
                Template.read().resources("AWS::SQS::Queue").get("NoticeQueue").get("VisibilityTimeout");
        assertEquals(Pauses.parkedAfter(0), Duration.ofSeconds((int) hidden));
    }
}
