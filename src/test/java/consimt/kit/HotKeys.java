package consimt.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Refuses a write whose key had its share of the second, as DynamoDB does: a key of a table or of an index bears 1,000
 * write units a second, and an index that has too many refuses the write to its table. A second is one of the world's
 * clock. Items are taken to be below a kilobyte. An update counts for the indexes whose key is in the key of the table.
 * Batches are not counted.
 */
public final class HotKeys {

    /** Write units a second; from the developer guide of DynamoDB, "Best practices for designing partition keys". */
    public static final int MOST = 1_000;

    private final Clock clock;
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, List<Key>> keys = new HashMap<>();
    private final Map<String, Integer> units = new HashMap<>();
    private final Map<String, Integer> highest = new HashMap<>();
    private Instant second = Instant.EPOCH;

    /**
     * The key of a table, or of one of its indexes.
     *
     * @param attribute the partition key
     * @param all an index has only the items that have all of its keys
     */
    private record Key(String of, String attribute, List<String> all) {

        static Key of(String name, List<KeySchemaElement> schema) {
            return new Key(
                    name,
                    hash(schema),
                    schema.stream().map(KeySchemaElement::attributeName).toList());
        }
    }

    public HotKeys(Clock clock) {
        this.clock = clock;
    }

    /** A table or an index (its name alone) that bears another number of units for each key. */
    public HotKeys bearing(String tableOrIndex, int units) {
        most.put(tableOrIndex, units);
        return this;
    }

    /** The most units that any key of each table and index had in one second, refused ones among them. */
    public synchronized Map<String, Integer> highest() {
        return Map.copyOf(highest);
    }

    public DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length == 1) {
                        check(client, request(method.getName(), arguments[0]));
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** A request may come as what builds it. */
    @SuppressWarnings("unchecked")
    private static Object request(String call, Object given) {
        return call.equals("transactWriteItems") && given instanceof Consumer<?> building
                ? TransactWriteItemsRequest.builder()
                        .applyMutation((Consumer<TransactWriteItemsRequest.Builder>) building)
                        .build()
                : given;
    }

    private void check(DynamoDbClient client, Object request) {
        if (request instanceof PutItemRequest put) {
            count(client, put.tableName(), put.item(), 1);
        } else if (request instanceof UpdateItemRequest update) {
            count(client, update.tableName(), update.key(), 1);
        } else if (request instanceof DeleteItemRequest delete) {
            count(client, delete.tableName(), delete.key(), 1);
        } else if (request instanceof TransactWriteItemsRequest transaction) {
            transaction.transactItems().forEach(item -> count(client, item));
        }
    }

    /** A write in a transaction takes two units. */
    private void count(DynamoDbClient client, TransactWriteItem item) {
        if (item.put() != null) {
            count(client, item.put().tableName(), item.put().item(), 2);
        } else if (item.update() != null) {
            count(client, item.update().tableName(), item.update().key(), 2);
        } else if (item.delete() != null) {
            count(client, item.delete().tableName(), item.delete().key(), 2);
        }
    }

    private synchronized void count(DynamoDbClient client, String table, Map<String, AttributeValue> item, int taken) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!now.equals(second)) {
            units.clear();
            second = now;
        }
        for (Key key : keys.computeIfAbsent(table, name -> keysOf(client, name))) {
            AttributeValue value = item.get(key.attribute());
            if (value != null && item.keySet().containsAll(key.all())) {
                int sum = units.merge(key.of() + " " + value, taken, Integer::sum);
                highest.merge(key.of(), sum, Math::max);
                if (sum > most.getOrDefault(key.of(), MOST)) {
                    throw ProvisionedThroughputExceededException.builder()
                            .message("a key of " + key.of() + " is hot")
                            .build();
                }
            }
        }
    }

    private static List<Key> keysOf(DynamoDbClient client, String table) {
        var described =
                client.describeTable(request -> request.tableName(table)).table();
        return Stream.concat(
                        Stream.of(Key.of(table, described.keySchema())),
                        described.globalSecondaryIndexes().stream()
                                .map(index -> Key.of(index.indexName(), index.keySchema())))
                .toList();
    }

    private static String hash(List<KeySchemaElement> schema) {
        return schema.stream()
                .filter(element -> element.keyType() == KeyType.HASH)
                .findFirst()
                .orElseThrow()
                .attributeName();
    }
}
