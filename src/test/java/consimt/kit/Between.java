package consimt.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets something else happen, whole, just before the n-th call. */
public final class Between {

    private final int call;
    private final Runnable somethingElse;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param call before which, from 1 */
    public Between(int call, Runnable somethingElse) {
        this.call = call;
        this.somethingElse = somethingElse;
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
                    if (calls.incrementAndGet() == call) {
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
