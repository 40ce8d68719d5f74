package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.answer.Unavailable;
import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** A call of the store fails, while an endpoint is caught up. */
class BacklogFaultTest {

    private final FailingCall failing = new FailingCall();
    private final String person = World.somebody();

    /** Fails once, before the store has done it or after. */
    private static final class FailingCall implements ExecutionInterceptor {

        private int left = -1;
        private boolean isAfter;

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!isAfter && left-- == 0) {
                throw SdkClientException.create("on purpose");
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            if (isAfter && left-- == 0) {
                throw SdkClientException.create("on purpose");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void nothingIsLostOrLeftBehind(boolean isAfter) {
        for (int call = 0; call < 12; call++) {
            Delivering each = new Delivering(failing);
            run(each, call, isAfter);
        }
    }

    private void run(Delivering each, int call, boolean isAfter) {
        each.configure("shop");
        each.goOn(Duration.ofSeconds(40));
        each.receivers.behave("shop", Behaviour.HANGS);
        each.optOut("shop", person, "o-1");
        each.world.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            each.optOut("shop", World.somebody(), "o-1");
        }
        each.goOn(Duration.ofSeconds(40));
        each.receivers.behave("shop", Behaviour.TAKES);
        each.world.clock.pass(Duration.ofMinutes(2));
        for (int i = 0; i < 30 && each.endpoint("shop").state() == EndpointState.PARKED; i++) {
            each.goOn(Duration.ofSeconds(20));
        }
        assertEquals(EndpointState.CATCHING_UP, each.endpoint("shop").state());
        each.world.clock.pass(Duration.ofSeconds(100));
        failing.isAfter = isAfter;
        failing.left = call;
        for (int i = 0; i < 12; i++) {
            int left = failing.left;
            failing.left = -1;
            if (i == 4) {
                each.world.call("request-opt-in", "{'requestId':'i','userId':'%s','businessId':'shop'}", person);
            }
            each.pump(100);
            failing.left = left;
            while (each.deliver(1) > 0) {
                // The next one.
            }
            try {
                each.resume();
            } catch (Unavailable.Fault fault) {
                // The schedule calls again.
            }
            each.world.clock.pass(Duration.ofSeconds(20));
        }
        failing.left = -1;
        each.goOn(Duration.ofMinutes(10));
        Orders.assertAllInOrder(each, "shop");
        assertEquals(EndpointState.UP, each.endpoint("shop").state());
        assertEquals("[]", each.undelivered("shop").get("undelivered").toString(), "call " + call + isAfter);
    }
}
