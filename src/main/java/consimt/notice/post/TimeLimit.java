package consimt.notice.post;

import consimt.notice.post.PostProblem.NotPosted;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work in a thread of its own, and interrupts it when its time is over. */
final class TimeLimit {

    /**
     * A lookup of the operating system cannot be ended from outside. It ends by itself after some ten seconds, and until
     * then it keeps its thread. This is how many may do so.
     */
    private static final int MOST_THREADS = 64;

    private final Semaphore threads = new Semaphore(MOST_THREADS);
    private final Duration limit;

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** @throws NotPosted what the work threw, or that its time was over */
    <T> T run(Callable<T> work) throws NotPosted {
        if (!threads.tryAcquire()) {
            throw new NotPosted(PostProblem.TIMED_OUT);
        }
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return work.call();
            } finally {
                threads.release();
            }
        });
        Thread thread = new Thread(task, "notice-post");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NotPosted(PostProblem.TIMED_OUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPosted(PostProblem.INTERRUPTED);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof NotPosted why) {
                throw why;
            }
            // Only the class of the cause: its text may hold the name of the endpoint.
            throw new IllegalStateException(cause.getClass().getName());
        } finally {
            thread.interrupt();
        }
    }
}
