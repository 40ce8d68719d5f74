package consimt.local.notice;

import consimt.answer.BatchFailures;
import consimt.answer.Unavailable;
import consimt.form.RawEvent;
import consimt.runtime.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.model.Message;

/** Hands the messages of the queue to {@code deliver-notice}, as Lambda does: each on its own, and many at once. */
final class QueuePump implements AutoCloseable {

    /** As in the deployment template. */
    private static final int AT_ONCE = 200;

    private static final Duration WAIT = Duration.ofSeconds(1);

    /** A post takes at most five seconds. */
    private static final int TO_END_SECONDS = 8;

    private final LocalQueue queue;
    private final Function<RawEvent, BatchFailures> deliver;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ExecutorService workers;
    private final Loop loop;

    QueuePump(LocalQueue queue, Function<RawEvent, BatchFailures> deliver) {
        this.queue = queue;
        this.deliver = deliver;
        this.workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "delivering notices");
            thread.setDaemon(true);
            return thread;
        });
        this.loop = Loop.start("notices from the queue", this::turn);
    }

    private Duration turn() throws InterruptedException {
        if (!free.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            return Duration.ZERO;
        }
        boolean isHandedOver = false;
        try {
            List<Message> received = queue.receive(WAIT);
            if (!received.isEmpty()) {
                workers.execute(() -> work(received.get(0)));
                isHandedOver = true;
            }
        } finally {
            if (!isHandedOver) {
                free.release();
            }
        }
        return Duration.ZERO;
    }

    private void work(Message message) {
        try {
            if (deliver.apply(LambdaEvents.ofQueue(message)).batchItemFailures().isEmpty()) {
                queue.delete(message);
            }
        } catch (Unavailable.Fault known) {
            // The function logged it. The queue shows the message again.
        } catch (RuntimeException fault) {
            Faults.log("delivering notices", fault);
        } finally {
            free.release();
        }
    }

    /** Waits for what is on its way. */
    @Override
    public void close() {
        loop.close();
        workers.shutdown();
        try {
            workers.awaitTermination(TO_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
