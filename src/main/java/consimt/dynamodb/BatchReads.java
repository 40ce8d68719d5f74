package consimt.dynamodb;

import consimt.runtime.Parallel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Batch reads, whole or not at all: keys that the store leaves unprocessed are read again until the deadline. */
@Singleton
class BatchReads {

    /** The longest time that a caller who is about to send waits. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The store's limit for one batch read. */
    private static final int MOST = 100;

    private final DynamoDbClient client;
    private final Clock clock;
    private final Retries.Pause pause;

    @Inject
    BatchReads(DynamoDbClient client, Clock clock) {
        this(client, clock, Retries.Pause.SLEEPING);
    }

    BatchReads(DynamoDbClient client, Clock clock, Retries.Pause pause) {
        this.client = client;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * One read for each {@link #MOST} keys; no read if there are none.
     *
     * @param keys all different
     */
    List<Map<String, AttributeValue>> of(String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            items.addAll(some(table, keys.subList(from, Math.min(from + MOST, keys.size())), strong, false).items);
        }
        return items;
    }

    /** The same side by side, with the units that it took. */
    ItemsRead counted(String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        List<ItemsRead> parts = Collections.synchronizedList(new ArrayList<>());
        List<Runnable> reads = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            List<Map<String, AttributeValue>> some = keys.subList(from, Math.min(from + MOST, keys.size()));
            reads.add(() -> parts.add(some(table, some, strong, true)));
        }
        Parallel.run(reads);
        return new ItemsRead(
                parts.stream().flatMap(part -> part.items.stream()).toList(),
                parts.stream().mapToDouble(ItemsRead::readUnits).sum());
    }

    /** Items, and the read units that they took. */
    record ItemsRead(List<Map<String, AttributeValue>> items, double readUnits) {}

    /** @param isCounted whether the units are told. A function that has no need of them loads sixty classes less. */
    private ItemsRead some(String table, List<Map<String, AttributeValue>> keys, boolean strong, boolean isCounted) {
        Instant deadline = clock.instant().plus(DEADLINE);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        double units = 0;
        Map<String, KeysAndAttributes> left = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(strong).build());
        for (int round = 0; ; round++) {
            BatchGetItemRequest request = BatchGetItemRequest.builder()
                    .requestItems(left)
                    .returnConsumedCapacity(isCounted ? ReturnConsumedCapacity.TOTAL : null)
                    .build();
            BatchGetItemResponse response = Calls.to(() -> client.batchGetItem(request));
            items.addAll(response.responses().getOrDefault(table, List.of()));
            for (ConsumedCapacity told : response.consumedCapacity()) {
                units += Calls.units(told);
            }
            left = response.unprocessedKeys();
            if (left.isEmpty()) {
                return new ItemsRead(items, units);
            }
            Retries.pause(round, deadline, clock, pause);
        }
    }
}
