package consimt.local.notice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a table, from a place on. A shard is read to its end before those that follow it. */
final class TableStream {

    private static final int MOST_AT_ONCE = 100;

    private final DynamoDbStreamsClient client;

    /** Those that are being read; the next one to look at is the first. */
    private final Deque<OpenShard> open = new ArrayDeque<>();

    private final Set<String> opened = new HashSet<>();
    private StreamPlace place;
    private boolean isToLookForShards = true;

    TableStream(DynamoDbStreamsClient client, StreamPlace from) {
        this.client = client;
        this.place = from;
    }

    /** All shards that a stream has now. */
    static List<Shard> shards(DynamoDbStreamsClient client, String stream) {
        List<Shard> all = new ArrayList<>();
        String last = null;
        do {
            String after = last;
            StreamDescription page = client.describeStream(
                            describe -> describe.streamArn(stream).exclusiveStartShardId(after))
                    .streamDescription();
            all.addAll(page.shards());
            last = page.lastEvaluatedShardId();
        } while (last != null);
        return all;
    }

    /** Behind all records that are done with. */
    StreamPlace place() {
        return place;
    }

    /** @return records of one shard, in their order; none if there are none now */
    List<Record> next(int most) {
        if (isToLookForShards || open.isEmpty()) {
            openMore();
        }
        for (int i = open.size(); i > 0; i--) {
            OpenShard shard = open.removeFirst();
            open.addLast(shard);
            if (shard.records.isEmpty() && shard.iterator != null) {
                fetch(shard);
            }
            if (!shard.records.isEmpty()) {
                return shard.records.stream().limit(most).toList();
            }
            if (shard.iterator == null) {
                end(shard);
            }
        }
        return List.of();
    }

    /** The first records that {@link #next} gave last are done with. */
    void done(int count) {
        OpenShard shard = open.getLast();
        for (int i = 0; i < count; i++) {
            String sequence = shard.records.removeFirst().dynamodb().sequenceNumber();
            place = place.with(shard.id, sequence);
        }
    }

    private void end(OpenShard shard) {
        open.remove(shard);
        place = place.with(shard.id, StreamPlace.ENDED);
        isToLookForShards = true;
    }

    private void openMore() {
        List<Shard> all = shards(client, place.stream());
        Set<String> ids = new HashSet<>();
        all.forEach(shard -> ids.add(shard.shardId()));
        for (Shard shard : all) {
            boolean isItsTurn = !ids.contains(shard.parentShardId()) || isEnded(shard.parentShardId());
            if (isItsTurn && !isEnded(shard.shardId()) && opened.add(shard.shardId())) {
                open.addFirst(new OpenShard(shard.shardId(), iterator(shard.shardId())));
            }
        }
        isToLookForShards = false;
    }

    private boolean isEnded(String shard) {
        return StreamPlace.ENDED.equals(place.shards().get(shard));
    }

    private String iterator(String shard) {
        String after = place.shards().get(shard);
        GetShardIteratorRequest.Builder from =
                GetShardIteratorRequest.builder().streamArn(place.stream()).shardId(shard);
        if (after == null) {
            from.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else if (after.equals(StreamPlace.NEWEST)) {
            from.shardIteratorType(ShardIteratorType.LATEST);
        } else {
            from.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(after);
        }
        try {
            return client.getShardIterator(from.build()).shardIterator();
        } catch (TrimmedDataAccessException dayIsOver) {
            // Records are kept for a day. What is left of the shard is read.
            place = place.without(shard);
            return iterator(shard);
        }
    }

    private void fetch(OpenShard shard) {
        GetRecordsResponse read =
                client.getRecords(get -> get.shardIterator(shard.iterator).limit(MOST_AT_ONCE));
        shard.records.addAll(read.records());
        shard.iterator = read.nextShardIterator();
    }

    /** One shard on its way to its end. */
    private static final class OpenShard {

        private final String id;

        /** Null at the end of the shard. */
        private @Nullable String iterator;

        /** Read, and not done with. */
        private final Deque<Record> records = new ArrayDeque<>();

        OpenShard(String id, String iterator) {
            this.id = id;
            this.iterator = iterator;
        }
    }
}
