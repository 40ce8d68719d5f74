package consimt.dynamodb;

import consimt.runtime.StoreUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads of many items at once, whole or not at all: what the store leaves over is asked for again until the deadline. */
@Singleton
class BatchReads {

    /** How long a caller who is about to send waits at most. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** As many keys as one batch read takes. */
    private static final int MOST = 100;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final int DOUBLINGS = 5;

    private final DynamoDbClient client;
    private final Clock clock;
    private final Pause pause;

    @Inject
    BatchReads(DynamoDbClient client, Clock clock) {
        this(client, clock, Pause.SLEEPING);
    }

    BatchReads(DynamoDbClient client, Clock clock, Pause pause) {
        this.client = client;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * One read for each {@link #MOST} keys; none where there are none.
     *
     * @param keys no two the same
     */
    List<Map<String, AttributeValue>> of(String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MOST) {
            items.addAll(some(table, keys.subList(from, Math.min(from + MOST, keys.size())), strong));
        }
        return items;
    }

    private List<Map<String, AttributeValue>> some(
            String table, List<Map<String, AttributeValue>> keys, boolean strong) {
        Instant deadline = clock.instant().plus(DEADLINE);
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> left = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(strong).build());
        for (int round = 0; ; round++) {
            BatchGetItemRequest request =
                    BatchGetItemRequest.builder().requestItems(left).build();
            BatchGetItemResponse response = Calls.to(() -> client.batchGetItem(request));
            items.addAll(response.responses().getOrDefault(table, List.of()));
            left = response.unprocessedKeys();
            if (left.isEmpty()) {
                return items;
            }
            pause(round, deadline, clock, pause);
        }
    }

    /** Before what was left over is asked for again: longer each round, and never beyond the deadline. */
    static void pause(int round, Instant deadline, Clock clock, Pause pause) {
        Duration longest = longestPause(round);
        if (clock.instant().plus(longest).isAfter(deadline)) {
            throw new StoreUnavailable("items left unprocessed");
        }
        pause.of(jittered(longest));
    }

    /** How long to wait before another try, where somebody else's came first: longer each round. */
    static Duration pauseOf(int round) {
        return jittered(longestPause(round));
    }

    private static Duration longestPause(int round) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(round, DOUBLINGS));
    }

    /** Between a half and the whole, so that callers throttled together do not come back together. */
    private static Duration jittered(Duration longest) {
        long most = longest.toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** Waiting. */
    @FunctionalInterface
    interface Pause {

        Pause SLEEPING = duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailable("interrupted");
            }
        };

        void of(Duration duration);
    }
}
