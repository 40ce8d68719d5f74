package consimt.kit;

import consimt.dynamodb.Tables;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * What one function may do, and what of it was seen. What it may not do is an {@link AssertionError} and never reaches
 * the store: a test fails of it, while an exception might pass for a store that does not answer.
 */
final class Role {

    private final String function;
    private final Set<Grant> granted;
    private final Set<Grant> seen = ConcurrentHashMap.newKeySet();

    Role(String function, Set<Grant> granted) {
        this.function = function;
        this.granted = granted;
    }

    void use(Grant needed) {
        if (!granted.contains(needed)) {
            throw new AssertionError("the role of " + function + " does not allow " + needed
                    + ": if the function needs it, add it in infra/functions.yaml and run"
                    + " ./mvnw test -Dtest=MadeTest -Dmake");
        }
        seen.add(needed);
    }

    Set<Grant> granted() {
        return new TreeSet<>(granted);
    }

    Set<Grant> seen() {
        return new TreeSet<>(seen);
    }

    /** The same client, but only for what the function may do. */
    DynamoDbClient around(DynamoDbClient client, Tables tables) {
        Needed needed = new Needed(tables);
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> call(client, needed, proxy, method, arguments));
    }

    /**
     * A call with a request goes to the client. All else, a call with a builder or a paginator, is made of such calls by
     * the interface itself, and these come here in their turn.
     */
    private Object call(DynamoDbClient client, Needed needed, Object proxy, Method method, Object[] arguments)
            throws Throwable {
        if (!method.getName().endsWith("Paginator")
                && arguments != null
                && arguments[0] instanceof DynamoDbRequest request) {
            needed.by(request).forEach(this::use);
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }
        return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
}
