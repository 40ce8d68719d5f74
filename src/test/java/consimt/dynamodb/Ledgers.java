package consimt.dynamodb;

import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.Source;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Long ledgers, put in at once. */
public final class Ledgers {

    private static final int BATCH = 25;

    private Ledgers() {}

    public static void fill(World world, Relation relation, List<Entry> entries) {
        put(
                world.client,
                world.tables.ledger(),
                entries.stream()
                        .map(entry -> EntryItems.item(relation, entry, entry.recordedAt()))
                        .toList());
    }

    /** Entries in no order of their ids, which are no wishes about marketing. */
    public static List<Entry> entries(int many, IntFunction<Instant> when) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    EntryId id = EntryId.ofRequest("r-%04d".formatted(i * 2_741 % many));
                    Instant at = when.apply(i).truncatedTo(ChronoUnit.MILLIS);
                    return new Entry(
                            EntryId.ofMessage(id),
                            at,
                            at,
                            Source.of(Source.BUSINESS),
                            null,
                            new EntryContent.LateMessage(id, null, true));
                })
                .toList();
    }

    /** One entry of each of many relations. */
    public static void fill(World world, Map<Relation, Entry> entries) {
        put(
                world.client,
                world.tables.ledger(),
                entries.entrySet().stream()
                        .map(each -> EntryItems.item(
                                each.getKey(), each.getValue(), each.getValue().recordedAt()))
                        .toList());
    }

    static void put(DynamoDbClient client, String table, List<Map<String, AttributeValue>> items) {
        IntStream.range(0, (items.size() + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes =
                    items.subList(batch * BATCH, Math.min(items.size(), (batch + 1) * BATCH)).stream()
                            .map(item -> WriteRequest.builder()
                                    .putRequest(PutRequest.builder().item(item).build())
                                    .build())
                            .toList();
            client.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
        });
    }
}
