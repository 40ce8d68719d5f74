package consimt.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Calls that run at once, one of them at a time. Who holds the baton goes on, and at each call of the store the seed says
 * who holds it next. So any order of their calls can come, and the same seed gives the same order again.
 */
public final class Baton {

    /** Of so many calls of the store one has no answer. */
    private static final int CUT_OF = 40;

    private final Random random;
    private final List<Thread> callers = new ArrayList<>();
    private Thread holder;

    public Baton(Random random) {
        this.random = random;
    }

    /** The answers in the order of the calls. A call that failed gives its exception. */
    public List<Object> run(List<? extends Callable<?>> calls) throws InterruptedException {
        Object[] answers = new Object[calls.size()];
        for (int each = 0; each < answers.length; each++) {
            int place = each;
            callers.add(new Thread(() -> {
                await();
                try {
                    answers[place] = calls.get(place).call();
                } catch (Exception | AssertionError failed) {
                    answers[place] = failed;
                } finally {
                    leave();
                }
            }));
        }
        List<Thread> all = List.copyOf(callers);
        all.forEach(Thread::start);
        synchronized (this) {
            next();
        }
        for (Thread caller : all) {
            caller.join();
        }
        return List.of(answers);
    }

    /** The same client. Threads that are no callers, such as those of a caller's own, pass as they come. */
    DynamoDbClient around(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    pass();
                    int cut = draw(2 * CUT_OF);
                    try {
                        if (cut == 0) {
                            throw SdkClientException.create("not sent, on purpose");
                        }
                        Object answer = method.invoke(client, arguments);
                        if (cut == 1) {
                            throw SdkClientException.create("the answer is lost, on purpose");
                        }
                        return answer;
                    } catch (InvocationTargetException failedCondition) {
                        throw failedCondition.getCause();
                    }
                });
    }

    private synchronized int draw(int below) {
        return random.nextInt(below);
    }

    private synchronized void pass() {
        if (callers.contains(Thread.currentThread())) {
            next();
            await();
        }
    }

    private synchronized void next() {
        holder = callers.isEmpty() ? null : callers.get(random.nextInt(callers.size()));
        notifyAll();
    }

    private synchronized void await() {
        while (holder != Thread.currentThread()) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    private synchronized void leave() {
        callers.remove(Thread.currentThread());
        next();
    }
}
