package consimt.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Many calls of the store at once, for one request that needs all of them. */
public final class Parallel {

    /** Enough to keep one engine or one function's network busy. More threads would only wait. */
    private static final int THREADS = 16;

    private static final long IDLE_SECONDS = 30;

    private Parallel() {}

    /**
     * Runs all tasks, even if one fails, and returns when the last is done. The caller works too, so a task may itself run
     * others: with all threads busy, it runs them one after another.
     *
     * @throws RuntimeException the first exception of a task
     */
    public static void run(List<Runnable> tasks) {
        if (tasks.size() == 1) {
            tasks.get(0).run();
            return;
        }
        List<FutureTask<?>> running = new ArrayList<>();
        tasks.forEach(task -> running.add(new FutureTask<>(task, null)));
        running.stream().skip(1).forEach(Threads.POOL::execute);
        // One that a thread has begun is passed over.
        running.forEach(FutureTask::run);
        RuntimeException first = null;
        for (Future<?> each : running) {
            RuntimeException thrown = thrownBy(each);
            first = first == null ? thrown : first;
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException thrownBy(Future<?> task) {
        try {
            task.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StoreUnavailable("interrupted");
        }
    }

    /** Started at the first use, because most functions never need the threads. */
    private static final class Threads {

        static final ExecutorService POOL = pool();

        private static ExecutorService pool() {
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        Thread thread = new Thread(work, "store-calls");
                        thread.setDaemon(true);
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }
}
