package consimt.dynamodb;

import consimt.runtime.Parallel;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The tables, and batches of their items. A batch is whole or not at all: what the store leaves unprocessed is read or
 * written again until the deadline.
 */
@Singleton
record Store(DynamoDbClient client, Tables tables, Clock clock, Retries.Pause pause) {

    /** The longest time that a caller who is about to send waits. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The store's limits for one batch. */
    private static final int MOST_READS = 100;

    static final int MOST_WRITES = 25;

    @Inject
    Store(DynamoDbClient client, Tables tables, Clock clock) {
        this(client, tables, clock, Retries.Pause.SLEEPING);
    }

    Instant now() {
        return clock.instant();
    }

    Table relations() {
        return new Table(client, tables.relations());
    }

    Table ledger() {
        return new Table(client, tables.ledger());
    }

    Table followUps() {
        return new Table(client, tables.followUps());
    }

    Table businesses() {
        return new Table(client, tables.businesses());
    }

    Table revocations() {
        return new Table(client, tables.revocations());
    }

    Table aside() {
        return new Table(client, tables.aside());
    }

    /**
     * One read for each {@link #MOST_READS} keys; no read if there are none.
     *
     * @param keys all different
     */
    List<Map<String, AttributeValue>> read(String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        parts(keys, MOST_READS).forEach(some -> items.addAll(some(table, some, strong, false).items));
        return items;
    }

    ItemsRead counted(String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        List<ItemsRead> parts = Collections.synchronizedList(new ArrayList<>());
        Parallel.run(parts(keys, MOST_READS)
                .<Runnable>map(some -> () -> parts.add(some(table, some, strong, true)))
                .toList());
        return new ItemsRead(
                parts.stream().flatMap(part -> part.items.stream()).toList(),
                parts.stream().mapToDouble(ItemsRead::readUnits).sum());
    }

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

    /**
     * Writes items that need no condition, because a batch has none.
     *
     * @param writes all of different items
     */
    void write(String table, Collection<WriteRequest> writes) {
        parts(List.copyOf(writes), MOST_WRITES).forEach(some -> batch(Map.of(table, some)));
    }

    private static <T> Stream<List<T>> parts(List<T> all, int most) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + most)
                .mapToObj(from -> all.subList(from, Math.min(from + most, all.size())));
    }

    void delete(String table, Collection<Map<String, AttributeValue>> keys) {
        write(
                table,
                keys.stream()
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key))
                                .build())
                        .toList());
    }

    private void batch(Map<String, List<WriteRequest>> batch) {
        Instant deadline = clock.instant().plus(DEADLINE);
        Map<String, List<WriteRequest>> left = batch;
        for (int round = 0; ; round++) {
            BatchWriteItemRequest request =
                    BatchWriteItemRequest.builder().requestItems(left).build();
            left = Calls.to(() -> client.batchWriteItem(request)).unprocessedItems();
            if (left.isEmpty()) {
                return;
            }
            Retries.pause(round, deadline, clock, pause);
        }
    }
}
