package consimt.kit;

import static consimt.kit.MemoryItems.invalid;
import static consimt.kit.MemoryItems.readUnits;
import static consimt.kit.MemoryItems.refusal;
import static consimt.kit.MemoryItems.size;
import static consimt.kit.MemoryItems.writeUnits;

import consimt.kit.MemoryTable.Place;
import consimt.kit.MemoryTable.View;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The part of DynamoDB that the stores use, in memory. Each call happens as a whole, if one is made at a time. It answers
 * as the local engine does, to which {@code MemoryEngineTest} holds it.
 */
final class MemoryEngine {

    /** DynamoDB's limits, in bytes. */
    private static final int LARGEST_ITEM = 409_600;

    private static final int LARGEST_PAGE = 1_048_576;
    private static final int LARGEST_BATCH = 16 * 1_048_576;

    private static final int MOST_READS = 100;
    private static final int MOST_WRITES = 25;
    private static final int MOST_OF_A_TRANSACTION = 100;

    /** In how many parts a table is for the segments of a scan. */
    private static final int BUCKETS = 4_096;

    private final Map<String, MemoryTable> tables = new HashMap<>();

    CreateTableResponse create(CreateTableRequest request) {
        if (tables.containsKey(request.tableName())) {
            throw refusal(ResourceInUseException.builder(), "ResourceInUseException", "Table already exists");
        }
        tables.put(request.tableName(), new MemoryTable(request));
        return CreateTableResponse.builder().build();
    }

    DeleteTableResponse delete(DeleteTableRequest request) {
        table(request.tableName());
        tables.remove(request.tableName());
        return DeleteTableResponse.builder().build();
    }

    DescribeTableResponse describe(DescribeTableRequest request) {
        CreateTableRequest made = table(request.tableName()).made;
        return DescribeTableResponse.builder()
                .table(table -> table.tableName(made.tableName())
                        .tableStatus(TableStatus.ACTIVE)
                        .keySchema(made.keySchema())
                        .attributeDefinitions(made.attributeDefinitions())
                        .globalSecondaryIndexes(made.globalSecondaryIndexes().stream()
                                .map(index -> GlobalSecondaryIndexDescription.builder()
                                        .indexName(index.indexName())
                                        .keySchema(index.keySchema())
                                        .projection(index.projection())
                                        .build())
                                .toList()))
                .build();
    }

    private MemoryTable table(String name) {
        MemoryTable table = tables.get(name);
        if (table == null) {
            throw refusal(
                    ResourceNotFoundException.builder(), "ResourceNotFoundException", "Requested resource not found");
        }
        return table;
    }

    private static @Nullable ConsumedCapacity took(@Nullable ReturnConsumedCapacity asked, String table, double units) {
        return isTold(asked)
                ? ConsumedCapacity.builder()
                        .tableName(table)
                        .capacityUnits(units)
                        .build()
                : null;
    }

    private static @Nullable List<ConsumedCapacity> took(
            @Nullable ReturnConsumedCapacity asked, Map<String, Double> units) {
        return isTold(asked)
                ? units.entrySet().stream()
                        .map(each -> took(asked, each.getKey(), each.getValue()))
                        .toList()
                : null;
    }

    private static boolean isTold(@Nullable ReturnConsumedCapacity asked) {
        if (asked == ReturnConsumedCapacity.INDEXES) {
            throw new UnsupportedOperationException("units by index");
        }
        return asked == ReturnConsumedCapacity.TOTAL;
    }

    // ---- One item

    GetItemResponse get(GetItemRequest request) {
        MemoryTable table = table(request.tableName());
        Map<String, AttributeValue> item = table.item(table.place(request.key()));
        double units = readUnits(size(item), request.consistentRead());
        return GetItemResponse.builder()
                .item(item)
                .consumedCapacity(took(request.returnConsumedCapacity(), request.tableName(), units))
                .build();
    }

    PutItemResponse put(PutItemRequest request) {
        Change change = put(
                request.tableName(),
                request.item(),
                request.conditionExpression(),
                new MemoryExpressions(request.expressionAttributeNames(), request.expressionAttributeValues()));
        double units = change.make(request.returnValuesOnConditionCheckFailure());
        return PutItemResponse.builder()
                .consumedCapacity(took(request.returnConsumedCapacity(), request.tableName(), units))
                .build();
    }

    UpdateItemResponse update(UpdateItemRequest request) {
        Change change = update(
                request.tableName(),
                request.key(),
                request.updateExpression(),
                request.conditionExpression(),
                new MemoryExpressions(request.expressionAttributeNames(), request.expressionAttributeValues()),
                true);
        ReturnValue shown = request.returnValues();
        if (shown != null && shown != ReturnValue.NONE && shown != ReturnValue.ALL_OLD) {
            throw new UnsupportedOperationException("values " + shown);
        }
        double units = change.make(request.returnValuesOnConditionCheckFailure());
        return UpdateItemResponse.builder()
                .attributes(shown != ReturnValue.ALL_OLD ? null : change.old == null ? request.key() : change.old)
                .consumedCapacity(took(request.returnConsumedCapacity(), request.tableName(), units))
                .build();
    }

    DeleteItemResponse delete(DeleteItemRequest request) {
        Change change = delete(
                request.tableName(),
                request.key(),
                request.conditionExpression(),
                new MemoryExpressions(request.expressionAttributeNames(), request.expressionAttributeValues()));
        double units = change.make(request.returnValuesOnConditionCheckFailure());
        return DeleteItemResponse.builder()
                .consumedCapacity(took(request.returnConsumedCapacity(), request.tableName(), units))
                .build();
    }

    /**
     * What becomes of an item.
     *
     * @param old null for one that is not there
     * @param changed what the item is then; null for one that is deleted
     */
    private record Change(
            MemoryTable table,
            Place place,
            @Nullable Map<String, AttributeValue> old,
            boolean holds,
            UnaryOperator<@Nullable Map<String, AttributeValue>> changed) {

        static Change of(
                MemoryTable table,
                Place place,
                Predicate<Map<String, AttributeValue>> condition,
                UnaryOperator<@Nullable Map<String, AttributeValue>> changed) {
            Map<String, AttributeValue> old = table.item(place);
            return new Change(table, place, old, condition.test(old == null ? Map.of() : old), changed);
        }

        void check(@Nullable ReturnValuesOnConditionCheckFailure shown) {
            if (!holds) {
                throw refusal(
                        ConditionalCheckFailedException.builder()
                                .item(shown == ReturnValuesOnConditionCheckFailure.ALL_OLD ? old : null),
                        "ConditionalCheckFailedException",
                        "The conditional request failed");
            }
        }

        /** @return the write units that it takes */
        double make(@Nullable ReturnValuesOnConditionCheckFailure shown) {
            check(shown);
            Map<String, AttributeValue> now = changed.apply(old);
            return writeUnits(Math.max(size(old), size(now))) + table.write(old, now);
        }
    }

    private Change put(
            String name, Map<String, AttributeValue> item, @Nullable String condition, MemoryExpressions expressions) {
        MemoryItems.check(item);
        Predicate<Map<String, AttributeValue>> holds = expressions.condition(condition);
        expressions.checkAllUsed();
        checkSize(size(item));
        MemoryTable table = table(name);
        Place place = table.placeOf(item);
        table.checkIndexKeys(null, item);
        return Change.of(table, place, holds, old -> item);
    }

    /** @param isAlone an update that is no part of a transaction may make an item less large by some bytes */
    private Change update(
            String name,
            Map<String, AttributeValue> key,
            @Nullable String text,
            @Nullable String condition,
            MemoryExpressions expressions,
            boolean isAlone) {
        Map<String, MemoryExpressions.Update> update = expressions.update(text);
        Predicate<Map<String, AttributeValue>> holds = expressions.condition(condition);
        expressions.checkAllUsed();
        MemoryTable table = table(name);
        return Change.of(table, table.place(key), holds, old -> {
            if (update.keySet().stream().anyMatch(key::containsKey)) {
                throw invalid("Cannot update attribute. This attribute is part of the key");
            }
            Map<String, AttributeValue> before = old == null ? key : old;
            Map<String, AttributeValue> now = new LinkedHashMap<>(before);
            update.values().forEach(each -> each.apply(before, now));
            table.checkIndexKeys(old, now);
            checkSize(size(now) + (isAlone ? Math.max(0, weight(update, now) - size(key)) : 0));
            return now;
        });
    }

    private Change delete(
            String name, Map<String, AttributeValue> key, @Nullable String condition, MemoryExpressions expressions) {
        Predicate<Map<String, AttributeValue>> holds = expressions.condition(condition);
        expressions.checkAllUsed();
        MemoryTable table = table(name);
        return Change.of(table, table.place(key), holds, old -> null);
    }

    /** Bytes that DynamoDB counts beside those of the item: for the update, each value that it sets, and each that it removes. */
    private static int weight(Map<String, MemoryExpressions.Update> update, Map<String, AttributeValue> now) {
        return 3
                + update.keySet().stream()
                        .mapToInt(name -> now.containsKey(name) ? 19 : 2)
                        .sum();
    }

    private static void checkSize(int bytes) {
        if (bytes > LARGEST_ITEM) {
            throw invalid("Item size has exceeded the maximum allowed size");
        }
    }

    // ---- Many items

    TransactWriteItemsResponse transact(TransactWriteItemsRequest request) {
        List<TransactWriteItem> all = request.transactItems();
        if (all.isEmpty() || all.size() > MOST_OF_A_TRANSACTION) {
            throw invalid("Member must have length less than or equal to 100, and greater than or equal to 1");
        }
        List<CancellationReason> reasons = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Map<String, AttributeValue>> changed = new ArrayList<>();
        checkDifferent(all);
        for (TransactWriteItem each : all) {
            try {
                Change change = change(each);
                changes.add(change);
                change.check(null);
                changed.add(change.changed.apply(change.old));
                reasons.add(CancellationReason.builder().code("None").build());
            } catch (ConditionalCheckFailedException failed) {
                reasons.add(reason("ConditionalCheckFailed", failed));
            } catch (ResourceNotFoundException none) {
                throw none;
            } catch (DynamoDbException invalid) {
                reasons.add(reason("ValidationError", invalid));
            }
        }
        if (changed.size() < all.size()) {
            throw refusal(
                    TransactionCanceledException.builder().cancellationReasons(reasons),
                    "TransactionCanceledException",
                    "Transaction cancelled, please refer cancellation reasons for specific reasons");
        }
        Map<String, Double> units = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            Map<String, AttributeValue> now = changed.get(i);
            // The indexes are written later, and not twice.
            double its = 2 * writeUnits(Math.max(size(change.old), size(now))) + change.table.write(change.old, now);
            units.merge(change.table.made.tableName(), its, Double::sum);
        }
        return TransactWriteItemsResponse.builder()
                .consumedCapacity(twice(took(request.returnConsumedCapacity(), units)))
                .build();
    }

    /** A transaction tells its units as those of writes too. */
    private static @Nullable List<ConsumedCapacity> twice(@Nullable List<ConsumedCapacity> told) {
        return told == null
                ? null
                : told.stream()
                        .map(each -> each.toBuilder()
                                .writeCapacityUnits(each.capacityUnits())
                                .build())
                        .toList();
    }

    /** Keys that are wrong are told later. */
    private void checkDifferent(List<TransactWriteItem> all) {
        Set<List<Object>> different = new HashSet<>();
        for (TransactWriteItem each : all) {
            String name = each.put() != null
                    ? each.put().tableName()
                    : each.update() != null
                            ? each.update().tableName()
                            : each.delete().tableName();
            if (each.put() != null) {
                checkSize(size(each.put().item()));
            }
            Map<String, AttributeValue> key = new HashMap<>(
                    each.put() != null
                            ? each.put().item()
                            : each.update() != null
                                    ? each.update().key()
                                    : each.delete().key());
            key.keySet().retainAll(table(name).items.keys());
            if (key.values().stream().anyMatch(value -> "".equals(value.s()))) {
                throw invalid("One or more parameter values are not valid: an empty key");
            }
            if (!different.add(List.of(name, key))) {
                throw invalid("Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private static CancellationReason reason(String code, DynamoDbException failed) {
        return CancellationReason.builder()
                .code(code)
                .message(failed.awsErrorDetails().errorMessage())
                .build();
    }

    private Change change(TransactWriteItem item) {
        if (item.put() != null) {
            Put put = item.put();
            return put(
                    put.tableName(),
                    put.item(),
                    put.conditionExpression(),
                    new MemoryExpressions(put.expressionAttributeNames(), put.expressionAttributeValues()));
        }
        if (item.update() != null) {
            Update update = item.update();
            return update(
                    update.tableName(),
                    update.key(),
                    update.updateExpression(),
                    update.conditionExpression(),
                    new MemoryExpressions(update.expressionAttributeNames(), update.expressionAttributeValues()),
                    false);
        }
        Delete delete = item.delete();
        return delete(
                delete.tableName(),
                delete.key(),
                delete.conditionExpression(),
                new MemoryExpressions(delete.expressionAttributeNames(), delete.expressionAttributeValues()));
    }

    BatchWriteItemResponse write(BatchWriteItemRequest request) {
        int all = request.requestItems().values().stream().mapToInt(List::size).sum();
        if (all == 0 || all > MOST_WRITES) {
            throw invalid("Too many items requested for the BatchWriteItem call, or none");
        }
        Map<String, Map<Place, WriteRequest>> asked = new TreeMap<>();
        request.requestItems().forEach((name, writes) -> {
            MemoryTable table = table(name);
            for (WriteRequest write : writes) {
                Place place = write.putRequest() == null
                        ? table.place(write.deleteRequest().key())
                        : checked(table, write.putRequest().item());
                if (asked.computeIfAbsent(name, none -> new HashMap<>()).put(place, write) != null) {
                    throw invalid("Provided list of item keys contains duplicates");
                }
            }
        });
        Map<String, Double> units = new TreeMap<>();
        asked.forEach((name, writes) -> writes.forEach((place, write) -> {
            Change change = Change.of(
                    table(name),
                    place,
                    item -> true,
                    old -> write.putRequest() == null
                            ? null
                            : write.putRequest().item());
            units.merge(name, change.make(null), Double::sum);
        }));
        return BatchWriteItemResponse.builder()
                .unprocessedItems(Map.of())
                .consumedCapacity(took(request.returnConsumedCapacity(), units))
                .build();
    }

    private static Place checked(MemoryTable table, Map<String, AttributeValue> item) {
        MemoryItems.check(item);
        checkSize(size(item));
        Place place = table.placeOf(item);
        table.checkIndexKeys(null, item);
        return place;
    }

    BatchGetItemResponse get(BatchGetItemRequest request) {
        int all = request.requestItems().values().stream()
                .mapToInt(asked -> asked.keys().size())
                .sum();
        if (all == 0 || all > MOST_READS) {
            throw invalid("Too many items requested for the BatchGetItem call, or none");
        }
        Map<String, List<Map<String, AttributeValue>>> items = new TreeMap<>();
        Map<String, Double> units = new TreeMap<>();
        request.requestItems().forEach((name, asked) -> items.put(name, items(name, asked, units)));
        if (items.values().stream()
                        .flatMap(List::stream)
                        .mapToInt(MemoryItems::size)
                        .sum()
                > LARGEST_BATCH) {
            throw new UnsupportedOperationException("a batch of more than 16 MB");
        }
        return BatchGetItemResponse.builder()
                .responses(items)
                .unprocessedKeys(Map.of())
                .consumedCapacity(took(request.returnConsumedCapacity(), units))
                .build();
    }

    private List<Map<String, AttributeValue>> items(String name, KeysAndAttributes asked, Map<String, Double> units) {
        MemoryTable table = table(name);
        List<Place> places = asked.keys().stream().map(table::place).toList();
        if (new HashSet<>(places).size() < places.size()) {
            throw invalid("Provided list of item keys contains duplicates");
        }
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        for (Place place : places) {
            Map<String, AttributeValue> item = table.item(place);
            units.merge(name, readUnits(size(item), asked.consistentRead()), Double::sum);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    // ---- Pages

    QueryResponse query(QueryRequest request) {
        MemoryExpressions expressions =
                new MemoryExpressions(request.expressionAttributeNames(), request.expressionAttributeValues());
        Predicate<Map<String, AttributeValue>> filter = expressions.condition(request.filterExpression());
        Set<String> filtered = expressions.attributes();
        MemoryExpressions.Keys keys = expressions.keys(request.keyConditionExpression());
        Shown shown = shown(expressions, filter, request.projectionExpression());
        checkLimit(request.limit());
        MemoryTable table = table(request.tableName());
        View view = table.view(request.indexName());
        checkStrong(view, request.consistentRead());
        if (!keys.hashName().equals(view.hash)
                || keys.rangeName() != null && !keys.rangeName().equals(view.range)) {
            throw invalid("Query condition missed key schema element");
        }
        if (filtered.stream().anyMatch(view.keys()::contains)) {
            throw invalid("Filter Expression can only contain non-primary key attributes");
        }
        boolean isBackwards = request.scanIndexForward() != null && !request.scanIndexForward();
        Place to = Place.last(keys.hash(), keys.to());
        Stream<Map<String, AttributeValue>> asked = view.between(
                        Place.first(keys.hash(), keys.from()),
                        to,
                        start(view, request.exclusiveStartKey()),
                        isBackwards)
                .filter(item ->
                        view.range == null || keys.has(item.get(view.range).s()));
        Page page = Page.of(view, asked, request.limit(), shown);
        return QueryResponse.builder()
                .items(page.items)
                .count(page.items.size())
                .scannedCount(page.read)
                .lastEvaluatedKey(page.last)
                .consumedCapacity(took(
                        request.returnConsumedCapacity(),
                        request.tableName(),
                        readUnits(page.bytes, request.consistentRead())))
                .build();
    }

    ScanResponse scan(ScanRequest request) {
        MemoryExpressions expressions =
                new MemoryExpressions(request.expressionAttributeNames(), request.expressionAttributeValues());
        Shown shown =
                shown(expressions, expressions.condition(request.filterExpression()), request.projectionExpression());
        checkLimit(request.limit());
        checkSegment(request.segment(), request.totalSegments());
        View view = table(request.tableName()).items;
        Place start = start(view, request.exclusiveStartKey());
        Stream<Map<String, AttributeValue>> all = request.segment() == null
                ? view.all(start)
                : segment(view, start, request.segment(), request.totalSegments());
        Page page = Page.of(view, all, request.limit(), shown);
        return ScanResponse.builder()
                .items(page.items)
                .count(page.items.size())
                .scannedCount(page.read)
                .lastEvaluatedKey(page.last)
                .consumedCapacity(took(
                        request.returnConsumedCapacity(),
                        request.tableName(),
                        readUnits(page.bytes, request.consistentRead())))
                .build();
    }

    private static void checkLimit(@Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw invalid("Member must have value greater than or equal to 1");
        }
    }

    private static void checkStrong(View view, @Nullable Boolean isStrong) {
        if (view.isOfIndex() && isStrong != null && isStrong) {
            throw invalid("Consistent reads are not supported on global secondary indexes");
        }
    }

    private static @Nullable Place start(View view, Map<String, AttributeValue> key) {
        if (key instanceof SdkAutoConstructMap) {
            return null;
        }
        if (!key.keySet().equals(view.allKeys()) || key.values().stream().anyMatch(value -> value.s() == null)) {
            throw invalid("The provided starting key is invalid");
        }
        return view.place(key);
    }

    private static void checkSegment(@Nullable Integer segment, @Nullable Integer of) {
        if (segment == null && of == null) {
            return;
        }
        if (segment == null || of == null || of < 1 || segment >= of) {
            throw invalid("The Segment parameter is zero-based and must be less than parameter TotalSegments");
        }
    }

    /** In the order of the hashes. */
    private static Stream<Map<String, AttributeValue>> segment(View view, @Nullable Place start, int segment, int of) {
        int from = (segment * BUCKETS + of - 1) / of;
        int to = ((segment + 1) * BUCKETS + of - 1) / of;
        Comparator<Place> order =
                Comparator.<Place>comparingInt(place -> hash(place.hash())).thenComparing(Place.ORDER);
        return view.all(null)
                .filter(item -> {
                    Place place = view.place(item);
                    int bucket = hash(place.hash()) >> 12;
                    return bucket >= from && bucket < to && (start == null || order.compare(place, start) > 0);
                })
                .sorted(Comparator.comparing(view::place, order));
    }

    /** Of 24 bits, as the local engine makes it; DynamoDB's is not known. */
    private static int hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(MemoryItems.utf8("Outliers" + key));
            return (digest[0] & 0xFF) << 16 | (digest[1] & 0xFF) << 8 | digest[2] & 0xFF;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Shown shown(
            MemoryExpressions expressions, Predicate<Map<String, AttributeValue>> filter, @Nullable String projection) {
        Shown shown = new Shown(filter, expressions.projection(projection));
        expressions.checkAllUsed();
        return shown;
    }

    /**
     * What a page shows of what it reads.
     *
     * @param attributes null for all
     */
    private record Shown(
            Predicate<Map<String, AttributeValue>> filter,
            @Nullable Set<String> attributes) {

        Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
            if (attributes == null) {
                return item;
            }
            Map<String, AttributeValue> some = new LinkedHashMap<>(item);
            some.keySet().retainAll(attributes);
            return some;
        }
    }

    /**
     * A page of a query or a scan.
     *
     * @param read how many items were read, before any filter
     * @param last the key of the last item that was read; null where all were
     */
    private record Page(
            List<Map<String, AttributeValue>> items,
            int read,
            int bytes,
            @Nullable Map<String, AttributeValue> last) {

        static Page of(View view, Stream<Map<String, AttributeValue>> all, @Nullable Integer limit, Shown shown) {
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            Map<String, AttributeValue> last = null;
            int read = 0;
            int bytes = 0;
            for (Map<String, AttributeValue> item : (Iterable<Map<String, AttributeValue>>) all::iterator) {
                int size = size(item);
                if (read > 0 && bytes + size > LARGEST_PAGE) {
                    return new Page(items, read, bytes, view.key(last));
                }
                read++;
                bytes += size;
                last = item;
                if (shown.filter.test(item)) {
                    items.add(shown.of(item));
                }
                if (limit != null && read == limit) {
                    return new Page(items, read, bytes, view.key(last));
                }
            }
            return new Page(items, read, bytes, null);
        }
    }
}
