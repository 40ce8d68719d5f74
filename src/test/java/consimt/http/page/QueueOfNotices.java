package consimt.http.page;

import consimt.local.notice.LocalQueue;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The queue between the functions that publish notices and those that deliver them, for the application of the tests. */
public final class QueueOfNotices implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The client looks for its parts there, and they must be of one loader.
        thread.setContextClassLoader(LocalQueue.class.getClassLoader());
        try (LocalQueue queue = LocalQueue.make("notices")) {
            return Map.of("consimt.notices.queue", queue.url());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The server ends with this JVM. */
    @Override
    public void stop() {}
}
