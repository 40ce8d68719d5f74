package consimt.local.notice;

import consimt.answer.Unavailable;
import consimt.runtime.Faults;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does one thing again and again in a thread of its own, which does not keep the JVM alive. A fault does not end it. */
final class Loop implements AutoCloseable {

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

    private final String name;
    private final Turn turn;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /** One turn. */
    @FunctionalInterface
    interface Turn {

        /** @return how long to wait before the next turn */
        Duration take() throws InterruptedException;
    }

    private Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static Loop start(String name, Turn turn) {
        Loop loop = new Loop(name, turn);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = turned();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration turned() throws InterruptedException {
        try {
            return turn.take();
        } catch (Unavailable.Fault known) {
            // The function logged it.
            return AFTER_A_FAULT;
        } catch (RuntimeException fault) {
            Faults.log(name, fault);
            return AFTER_A_FAULT;
        }
    }

    /** Waits for the turn to end. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
