package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** The store is down for some minutes, and then an endpoint. */
class StoreOutageTest {

    private boolean isDown;
    private final Delivering all = new Delivering(new ExecutionInterceptor() {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (isDown) {
                throw SdkClientException.create("on purpose");
            }
        }
    });
    private final World world = all.world;
    private final String person = World.somebody();

    @Test
    void oneThatMetAnOutageIsNotOvertaken() {
        all.configure("shop");
        all.goOn(Duration.ofMinutes(5));
        all.optOut("shop", person, "o-1");
        all.pump(10);
        isDown = true;
        for (int i = 0; i < 43; i++) {
            all.deliver(1);
            world.clock.pass(Duration.ofSeconds(10));
        }
        isDown = false;
        all.receivers.behave("shop", Behaviour.HANGS);
        for (int i = 0; i < 3; i++) {
            all.optOut("shop", World.somebody(), "down-" + i);
        }
        all.pump(10);
        while (all.deliver(1) > 0) {
            // The next one.
        }
        assertEquals(EndpointState.PARKED, all.endpoint("shop").state());
        all.receivers.behave("shop", Behaviour.TAKES);
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-in", "{'requestId':'i-1','userId':'%s','businessId':'shop'}", person);
        all.goOn(Duration.ofMinutes(20));
        Orders.assertAllInOrder(all, "shop");
    }
}
