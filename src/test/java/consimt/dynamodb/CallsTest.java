package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class CallsTest {

    /** Whoever reads anew after a conflict would most often read the same. */
    @ParameterizedTest
    @CsvSource({
        "TransactionConflict,    true,  3",
        "ThrottlingError,        true,  3",
        "ConditionalCheckFailed, false, 1",
    })
    void aTransactionThatMeetsAnotherIsTriedAgainAndAFailedConditionIsAnAnswer(String code, boolean is, int calls) {
        AtomicInteger made = new AtomicInteger();
        DynamoDbClient client = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (made.incrementAndGet() < 3) {
                        throw TransactionCanceledException.builder()
                                .cancellationReasons(
                                        CancellationReason.builder().code(code).build())
                                .build();
                    }
                    return null;
                });
        assertEquals(is, Calls.transact(client, List.of()));
        assertEquals(calls, made.get());
    }
}
