package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Meter;
import consimt.kit.TestClock;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What the engine never does: it leaves keys over, as a throttled table does. */
class BatchReadsTest {

    private static final int PEOPLE = 100;

    @Test
    void whatIsLeftOverIsAskedForAgainUntilItIsThere() {
        Meter meter = new Meter();
        World world = World.fresh(new Leaving(40), meter);
        List<Duration> pauses = new ArrayList<>();
        List<Map<String, AttributeValue>> keys = people(world);
        meter.take();

        List<Map<String, AttributeValue>> items =
                new BatchReads(world.client, world.clock, pauses::add).of(world.tables.relations(), keys, false);

        assertEquals(PEOPLE, items.size());
        assertEquals(3, meter.take().count());
        assertEquals(2, pauses.size());
        assertTrue(pauses.get(0).toMillis() <= 25 && pauses.get(1).toMillis() <= 50, pauses::toString);
    }

    @Test
    void atTheDeadlineItIsAFaultAndNeverAPartialAnswer() {
        World world = World.fresh(new Leaving(0));
        TestClock clock = world.clock;
        List<Duration> pauses = new ArrayList<>();
        BatchReads reads = new BatchReads(world.client, clock, pause -> {
            pauses.add(pause);
            clock.pass(pause);
        });
        List<Map<String, AttributeValue>> keys = people(world);
        assertThrows(StoreUnavailable.class, () -> reads.of(world.tables.relations(), keys, false));
        Duration waited = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        assertTrue(waited.compareTo(BatchReads.DEADLINE) <= 0, waited::toString);
        assertTrue(pauses.size() > 3, pauses::toString);
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

    /** Answers for no more than so many keys of each batch, and hands back the rest. */
    private record Leaving(int most) implements ExecutionInterceptor {

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
}
