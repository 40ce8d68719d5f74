package consimt.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets something else happen, whole, just before the n-th call, or before each n-th. */
public final class Between {

    private final int call;
    private final IntPredicate isInterrupted;
    private final Runnable somethingElse;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param call before which, from 1 */
    public Between(int call, Runnable somethingElse) {
        this(call, n -> n == call, somethingElse);
    }

    private Between(int call, IntPredicate isInterrupted, Runnable somethingElse) {
        this.call = call;
        this.isInterrupted = isInterrupted;
        this.somethingElse = somethingElse;
    }

    /** Before each n-th call again, with no end. */
    public static Between each(int nth, Runnable somethingElse) {
        return new Between(nth, n -> n % nth == 0, somethingElse);
    }

    /** Whether the use made as many calls. */
    public boolean happened() {
        return calls.get() >= call;
    }

    public DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (isInterrupted.test(calls.incrementAndGet())) {
                        somethingElse.run();
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException failedCondition) {
                        throw failedCondition.getCause();
                    }
                });
    }
}
