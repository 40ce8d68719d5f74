package consimt.kit;

import consimt.runtime.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Lets the n-th call fail: before it reaches the store, or after the store has done it and the answer is lost. */
public final class Fault {

    /** Where a call fails. */
    public enum When {
        BEFORE,
        AFTER
    }

    private final int failing;
    private final When when;
    private final boolean isOfMarks;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param failing which call, from 1 */
    public Fault(int failing, When when) {
        this(failing, when, false);
    }

    private Fault(int failing, When when, boolean isOfMarks) {
        this.failing = failing;
        this.when = when;
        this.isOfMarks = isOfMarks;
    }

    /** The n-th write of a relation fails before it reaches the store, in whatever order the calls beside it come. */
    public static Fault ofMarks(int failing) {
        return new Fault(failing, When.BEFORE, true);
    }

    /** Whether the use made as many calls as it takes to fail. */
    public boolean happened() {
        return calls.get() >= failing;
    }

    /** Whether a call had no answer, for the store had none. */
    public static boolean cutsOff(Runnable call) {
        try {
            call.run();
            return false;
        } catch (StoreUnavailable asItShould) {
            return true;
        }
    }

    /** The same client, but for the failing call. */
    public DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> call(client, method, arguments));
    }

    private Object call(DynamoDbClient client, Method method, Object[] arguments) throws Throwable {
        boolean counts = !isOfMarks
                || arguments[0] instanceof PutItemRequest put && put.tableName().endsWith("relations");
        boolean fails = counts && calls.incrementAndGet() == failing;
        if (fails && when == When.BEFORE) {
            throw lost();
        }
        Object answer;
        try {
            answer = method.invoke(client, arguments);
        } catch (InvocationTargetException failedCondition) {
            throw fails ? lost() : failedCondition.getCause();
        }
        if (fails) {
            throw lost();
        }
        return answer;
    }

    private static SdkClientException lost() {
        return SdkClientException.create("the connection is gone, on purpose");
    }
}
