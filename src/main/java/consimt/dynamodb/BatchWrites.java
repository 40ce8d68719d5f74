package consimt.dynamodb;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Batch writes and deletes; items that the store leaves unprocessed are written again until the deadline. Only for
 * items that need no condition, because a batch has none.
 */
@Singleton
class BatchWrites {

    /** The store's limit for one batch write. */
    static final int MOST = 25;

    private final DynamoDbClient client;
    private final Clock clock;
    private final Retries.Pause pause;

    @Inject
    BatchWrites(DynamoDbClient client, Clock clock) {
        this(client, clock, Retries.Pause.SLEEPING);
    }

    BatchWrites(DynamoDbClient client, Clock clock, Retries.Pause pause) {
        this.client = client;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param writes all of different items */
    void to(String table, Collection<WriteRequest> writes) {
        List<WriteRequest> all = new ArrayList<>(writes);
        for (int from = 0; from < all.size(); from += MOST) {
            batch(Map.of(table, all.subList(from, Math.min(from + MOST, all.size()))));
        }
    }

    void delete(String table, Collection<Map<String, AttributeValue>> keys) {
        to(
                table,
                keys.stream()
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key))
                                .build())
                        .toList());
    }

    private void batch(Map<String, List<WriteRequest>> batch) {
        Instant deadline = clock.instant().plus(BatchReads.DEADLINE);
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
