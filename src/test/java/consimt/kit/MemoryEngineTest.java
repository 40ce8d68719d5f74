package consimt.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import consimt.dynamodb.Tables;
import consimt.local.LocalTables;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Holds the memory engine to the real one: the same requests to both have the same answers, errors (by their code), items
 * and units. A difference is told with its seed.
 */
class MemoryEngineTest {

    private static final int REQUESTS_OF_A_ROUND = 500;

    /** Ten thousand requests, or a million. */
    private static final int ROUNDS = Cases.of(20, 2_000);

    private final DynamoDbClient real = SharedEngine.forOneMore().client();
    private final DynamoDbClient memory = new MemoryClient(new MemoryEngine(), List.of());

    @Test
    void answersAsTheRealEngineDoes() {
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            refused += round(seed);
        }
        // Those that are refused are many, and so are the others.
        assertTrue(refused > ROUNDS * REQUESTS_OF_A_ROUND / 10, refused + " refused");
    }

    /** @return how many were refused */
    private int round(int seed) {
        Tables tables = World.tables("m" + seed + "-");
        LocalTables.create(real, tables);
        LocalTables.create(memory, tables);
        List<TableDescription> described = World.namesOf(tables)
                .map(table ->
                        memory.describeTable(asked -> asked.tableName(table)).table())
                .toList();
        RandomRequests requests = new RandomRequests(seed, described);
        int refused = 0;
        for (int i = 0; i < REQUESTS_OF_A_ROUND; i++) {
            RandomRequests.Asked asked = requests.next();
            Object expected = outcome(asked, real);
            Object answered = outcome(asked, memory);
            if (!areSame(expected, answered)) {
                fail("seed %d, request %d, %s: %s%nreal %s%nmemory %s"
                        .formatted(seed, i, asked.wrong(), cut(asked.request()), cut(expected), cut(answered)));
            }
            refused += expected instanceof SdkPojo ? 0 : 1;
        }
        World.namesOf(tables).forEach(table -> assertEquals(segments(real, table), segments(memory, table), table));
        Stream.of(real, memory)
                .forEach(client ->
                        World.namesOf(tables).forEach(table -> client.deleteTable(delete -> delete.tableName(table))));
        return refused;
    }

    private static boolean areSame(Object expected, Object answered) {
        return expected instanceof SdkPojo one ? one.equalsBySdkFields(answered) : expected.equals(answered);
    }

    private static String cut(Object told) {
        return told.toString().replaceAll("x{20,}", "x~");
    }

    private static Object outcome(RandomRequests.Asked asked, DynamoDbClient client) {
        try {
            return asked.call().apply(client);
        } catch (TransactionCanceledException canceled) {
            return canceled.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .toList();
        } catch (ConditionalCheckFailedException failed) {
            return List.of("the condition fails", failed.item());
        } catch (DynamoDbException refused) {
            return List.of(refused.getClass(), refused.awsErrorDetails().errorCode());
        }
    }

    /** All items of a table, by pages of three in two segments. */
    private static List<Map<String, AttributeValue>> segments(DynamoDbClient client, String table) {
        return Stream.of(0, 1)
                .flatMap(segment -> client
                        .scanPaginator(scan -> scan.tableName(table)
                                .segment(segment)
                                .totalSegments(2)
                                .limit(3))
                        .items()
                        .stream())
                .toList();
    }

    @Test
    void whatNoStoreWritesIsAnErrorAndNoAnswer() {
        LocalTables.create(memory, World.tables(""));
        Map<String, AttributeValue> key = Map.of("revoked", AttributeValue.fromS("a"));
        Map<String, AttributeValue> values = Map.of(":v", AttributeValue.fromS("v"));
        for (String condition : List.of(
                "#n IN (:v)", "attribute_type(#n, :v)", "#n.#n = :v", "#n[0] = :v", "plain = :v", "size(plain) = :v")) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> memory.deleteItem(delete -> delete.tableName("revocations")
                            .key(key)
                            .conditionExpression(condition)
                            .expressionAttributeNames(Map.of("#n", "name"))
                            .expressionAttributeValues(values)),
                    condition);
        }
        for (String update :
                List.of("DELETE #n :v", "SET #n = list_append(#n, :v)", "SET #n = #n + :v", "SET a = :v")) {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> memory.updateItem(asked -> asked.tableName("revocations")
                            .key(key)
                            .updateExpression(update)
                            .expressionAttributeNames(Map.of("#n", "name"))
                            .expressionAttributeValues(values)),
                    update);
        }
        assertThrows(
                UnsupportedOperationException.class,
                () -> memory.getItem(get -> get.tableName("revocations")
                        .key(key)
                        .projectionExpression("#n")
                        .attributesToGet("a")));
        assertThrows(UnsupportedOperationException.class, memory::listTables);
    }
}
