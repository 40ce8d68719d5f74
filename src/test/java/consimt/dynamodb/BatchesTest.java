package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Meter;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What the engine never does: it leaves a part of a batch over, as a throttled table does. */
class BatchesTest {

    private static final int PEOPLE = 100;

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void whatIsLeftOverIsAskedForAgainUntilItIsThere() {
        Meter meter = new Meter();
        World world = World.onEngine(new LeavingReads(40), meter);
        List<Map<String, AttributeValue>> keys = people(world);
        meter.take();

        List<Map<String, AttributeValue>> items = new Store(world.client, world.tables, world.clock, pauses::add)
                .read(world.tables.relations(), keys, false);

        assertEquals(PEOPLE, items.size());
        assertEquals(3, meter.take().count());
        assertEquals(2, pauses.size());
        assertTrue(pauses.get(0).toMillis() <= 25 && pauses.get(1).toMillis() <= 50, pauses::toString);
    }

    @Test
    void whatIsLeftOverIsWrittenAgainUntilItIsThere() {
        World world = World.onEngine(new LeavingWrites(10));
        new Store(world.client, world.tables, world.clock, pauses::add).write(world.tables.aside(), writes(60));
        assertEquals(60, world.items(world.tables.aside()).size());
        // Of 25, 25 and 10: two more rounds, two more, none.
        assertEquals(4, pauses.size());
        assertTrue(pauses.get(0).toMillis() <= 25 && pauses.get(1).toMillis() <= 50, pauses::toString);
    }

    @Test
    void atTheDeadlineItIsAFaultAndNeverAPartialAnswer() {
        World world = World.onEngine(new LeavingReads(0), new LeavingWrites(0));
        Store store = new Store(world.client, world.tables, world.clock, pause -> {
            pauses.add(pause);
            world.clock.pass(pause);
        });
        List<Map<String, AttributeValue>> keys = people(world);
        for (Executable use : List.<Executable>of(
                () -> store.read(world.tables.relations(), keys, false),
                () -> store.write(world.tables.aside(), writes(1)))) {
            pauses.clear();
            assertThrows(StoreUnavailable.class, use);
            Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
            assertTrue(waited.compareTo(Store.DEADLINE) <= 0, waited::toString);
            assertTrue(pauses.size() > 3, pauses::toString);
        }
    }

    private static List<Map<String, AttributeValue>> people(World world) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> {
                    String person = World.somebody();
                    world.call("decide-consent", "{'userId':'%s','businessId':'b','decision':'CONTINUE'}", person);
                    return Items.key(World.relation(person, "b"));
                })
                .toList();
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

    /** Answers for no more than so many keys of each batch, and hands back the rest. */
    private record LeavingReads(int most) implements ExecutionInterceptor {

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (!(context.response() instanceof BatchGetItemResponse response)) {
                return context.response();
            }
            String table = response.responses().keySet().iterator().next();
            List<Map<String, AttributeValue>> items = response.responses().get(table);
            KeysAndAttributes asked =
                    ((BatchGetItemRequest) context.request()).requestItems().get(table);
            List<Map<String, AttributeValue>> answered = items.subList(0, Math.min(most, items.size()));
            List<Map<String, AttributeValue>> left = asked.keys().stream()
                    .filter(key ->
                            answered.stream().noneMatch(item -> item.entrySet().containsAll(key.entrySet())))
                    .toList();
            return response.toBuilder()
                    .responses(Map.of(table, answered))
                    .unprocessedKeys(
                            left.isEmpty()
                                    ? Map.of()
                                    : Map.of(table, asked.toBuilder().keys(left).build()))
                    .build();
        }
    }

    /** Writes no more than so many of each batch, and hands back the rest. */
    private record LeavingWrites(int most) implements ExecutionInterceptor {

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
