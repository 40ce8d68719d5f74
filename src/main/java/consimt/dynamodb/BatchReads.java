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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Batch reads, whole or not at all: keys that the store leaves unprocessed are read again until the deadline. */
@Singleton
class BatchReads {

    /** The longest time that a caller who is about to send waits. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The store's limit for one batch read. */
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
     * One read for each {@link #MOST} keys; no read if there are none.
     *
     * @param keys all different
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

    /** Waits before unprocessed keys are read again: longer each round, and never beyond the deadline. */
    static void pause(int round, Instant deadline, Clock clock, Pause pause) {
        Duration longest = longestPause(round);
        if (clock.instant().plus(longest).isAfter(deadline)) {
            throw new StoreUnavailable("items left unprocessed");
        }
        pause.of(jittered(longest));
    }

    /** The pause before another try after a lost race: longer each round. */
    static Duration pauseOf(int round) {
        return jittered(longestPause(round));
    }

    private static Duration longestPause(int round) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(round, DOUBLINGS));
    }

    /**
     * A random time between half of it and all of it (jitter), so that callers who were throttled together do not retry
     * together.
     */
    private static Duration jittered(Duration longest) {
        int most = Math.toIntExact(longest.toMillis());
        return Duration.ofMillis(Chance.between(most / 2, most + 1));
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
