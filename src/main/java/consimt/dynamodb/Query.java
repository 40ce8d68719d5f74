package consimt.dynamodb;

import consimt.dynamodb.Write.Placeholders;
import consimt.form.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** A query of a table or of one of its indexes. */
final class Query {

    /**
     * A range has both ends. This sorts before all characters of ids, so a range from a key and this begins right after
     * the key.
     */
    static final String AFTER = "!";

    private final DynamoDbClient client;
    private final QueryRequest.Builder request;
    private final Placeholders placeholders = new Placeholders();
    private final List<String> keys = new ArrayList<>();

    Query(DynamoDbClient client, String table) {
        this.client = client;
        this.request = QueryRequest.builder().tableName(table);
    }

    Query index(String name) {
        request.indexName(name);
        return this;
    }

    Query where(String key, String comparison, String text) {
        keys.add(compared(key, comparison, Items.text(text)));
        return this;
    }

    /** With both ends. */
    Query between(String key, String from, String to) {
        String first = placeholders.value(Items.text(from));
        keys.add(placeholders.name(key) + " BETWEEN " + first + " AND " + placeholders.value(Items.text(to)));
        return this;
    }

    Query beginning(String key, String prefix) {
        keys.add("begins_with(" + placeholders.name(key) + ", " + placeholders.value(Items.text(prefix)) + ")");
        return this;
    }

    Query strong() {
        request.consistentRead(true);
        return this;
    }

    /** The pages tell the read units that they took. */
    Query counted() {
        request.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        return this;
    }

    Query backwards() {
        request.scanIndexForward(false);
        return this;
    }

    /** How many items a call reads, before any filter. */
    Query limit(int most) {
        request.limit(most);
        return this;
    }

    Query only(String attribute, String comparison, AttributeValue value) {
        request.filterExpression(compared(attribute, comparison, value));
        return this;
    }

    private String compared(String attribute, String comparison, AttributeValue value) {
        return placeholders.name(attribute) + " " + comparison + " " + placeholders.value(value);
    }

    Query showing(String... attributes) {
        request.projectionExpression(
                Stream.of(attributes).map(placeholders::name).collect(Collectors.joining(", ")));
        return this;
    }

    List<Map<String, AttributeValue>> items() {
        return page(Map.of()).items();
    }

    /** @param start the last key of the page before; empty for the beginning */
    QueryResponse page(Map<String, AttributeValue> start) {
        QueryRequest page = request.keyConditionExpression(String.join(" AND ", keys))
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .exclusiveStartKey(start.isEmpty() ? null : start)
                .build();
        return Calls.to(() -> client.query(page));
    }

    /**
     * A page of what the items make, by as few calls as it takes. One more than the limit is read, to know whether there
     * are more.
     *
     * @param making empty for an item to pass over; those are few
     * @param key the sort key of what an item made
     */
    <T> Page<T> page(int limit, Function<Map<String, AttributeValue>, Optional<T>> making, Function<T, String> key) {
        List<T> found = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse some = limit(limit + 1 - found.size()).page(start);
            some.items().forEach(item -> making.apply(item).ifPresent(found::add));
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty() && found.size() <= limit);
        return Page.of(found, limit, key);
    }

    void all(Consumer<Map<String, AttributeValue>> use) {
        all(use, () -> true);
    }

    void all(Consumer<Map<String, AttributeValue>> use, BooleanSupplier goesOn) {
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryResponse page = page(start);
            page.items().forEach(use);
            start = page.lastEvaluatedKey();
        } while (!start.isEmpty() && goesOn.getAsBoolean());
    }
}
