package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** What is about different people is stored side by side, of whatever kind it is. */
class SideBySideTest {

    private static final long AT = Instant.parse("2026-11-24T11:00:00Z").getEpochSecond();
    private static final int PEOPLE = 100;

    /** As many as are under way together, at least: none of them goes on before all have begun. */
    private static final int TOGETHER = 8;

    private static final long ENDLESS_SECONDS = 120;

    @Test
    void newIds() {
        isStoredSideBySide(i -> Envelopes.moved("1", "RO.old" + i, "RO.new" + i, AT));
    }

    @Test
    void messages() {
        isStoredSideBySide(i -> Envelopes.message("1", "4070" + i, "wamid." + i, "Buna ziua", AT));
    }

    @Test
    void wishes() {
        isStoredSideBySide(i -> Envelopes.preference("1", "4070" + i, i % 2 == 0 ? "stop" : "resume", AT));
    }

    @Test
    void statuses() {
        isStoredSideBySide(i -> Envelopes.failed("1", "4070" + i, "wamid." + i, 131050, AT));
    }

    private static void isStoredSideBySide(IntFunction<String> change) {
        List<String> changes = IntStream.range(0, PEOPLE).mapToObj(change).toList();
        Together together = new Together();
        World world = World.fresh(together);
        world.settle("librarie", "'whatsapp':{'phoneNumberIds':['1']}");
        together.waits = true;
        assertEquals(200, Webhook.deliver(world, Envelopes.of(changes)));
        assertEquals(0, together.begun.getCount());
    }

    private static final class Together implements ExecutionInterceptor {

        private final CountDownLatch begun = new CountDownLatch(TOGETHER);
        private volatile boolean waits;

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (!waits || !isOfTheLedger(context.request())) {
                return;
            }
            begun.countDown();
            try {
                if (!begun.await(ENDLESS_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("alone");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The first call about each person. */
        private static boolean isOfTheLedger(SdkRequest request) {
            return request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest;
        }
    }
}
