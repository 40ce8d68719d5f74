package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What the engine never does: it leaves writes over, as a throttled table does. */
class BatchWritesTest {

    @Test
    void whatIsLeftOverIsWrittenAgainUntilItIsThere() {
        World world = World.fresh(new Leaving(10));
        List<Duration> pauses = new ArrayList<>();
        new BatchWrites(world.client, world.clock, pauses::add).to(world.tables.aside(), writes(60));
        assertEquals(60, world.items(world.tables.aside()).size());
        // Of 25, 25 and 10: two more rounds, two more, none.
        assertEquals(4, pauses.size());
        assertTrue(pauses.get(0).toMillis() <= 25 && pauses.get(1).toMillis() <= 50, pauses::toString);
    }

    @Test
    void atTheDeadlineItIsAFault() {
        World world = World.fresh(new Leaving(0));
        List<Duration> pauses = new ArrayList<>();
        BatchWrites batchWrites = new BatchWrites(world.client, world.clock, pause -> {
            pauses.add(pause);
            world.clock.pass(pause);
        });
        assertThrows(StoreUnavailable.class, () -> batchWrites.to(world.tables.aside(), writes(1)));
        Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        assertTrue(waited.compareTo(BatchReads.DEADLINE) <= 0, waited::toString);
        assertTrue(pauses.size() > 3, pauses::toString);
    }

    private static List<WriteRequest> writes(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> WriteRequest.builder()
                        .putRequest(put -> put.item(Map.of(
                                Attributes.OF, Items.text("somebody"),
                                Attributes.ID, Items.text("item-" + i))))
                        .build())
                .toList();
    }

    /** Writes no more than so many of each batch, and hands back the rest. */
    private record Leaving(int most) implements ExecutionInterceptor {

        private static final ExecutionAttribute<Map<String, List<WriteRequest>>> LEFT =
                new ExecutionAttribute<>("left");

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof BatchWriteItemRequest request)) {
                return context.request();
            }
            String table = request.requestItems().keySet().iterator().next();
            List<WriteRequest> asked = request.requestItems().get(table);
            int written = Math.min(most, asked.size());
            List<WriteRequest> left = asked.subList(written, asked.size());
            attributes.putAttribute(LEFT, left.isEmpty() ? Map.of() : Map.of(table, left));
            // A batch must not be empty.
            return request.toBuilder()
                    .requestItems(Map.of(table, asked.subList(0, Math.max(1, written))))
                    .build();
        }

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return context.response() instanceof BatchWriteItemResponse response
                    ? response.toBuilder()
                            .unprocessedItems(attributes.getAttribute(LEFT))
                            .build()
                    : context.response();
        }
    }
}
