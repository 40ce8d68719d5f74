package consimt.dynamodb;

import consimt.runtime.StoreUnavailable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Tries again after a throttled call, a lost race or a conflict: if a write and a transaction come to one item, the store
 * lets one of them through and refuses the other at once. The refused write itself is valid.
 */
final class Retries {

    /**
     * The eleven pauses add up to 4.46 seconds at most, and 2.2 seconds on average: well within the 30 seconds of a
     * function.
     */
    static final int TRIES = 12;

    private static final int FIRST_PAUSE_MILLIS = 20;
    private static final int DOUBLINGS = 5;

    /** Functions that are restored from one snapshot draw different numbers, because these come from the system. */
    private static final SecureRandom CHANCE = new SecureRandom();

    private Retries() {}

    static int chance(int below) {
        return CHANCE.nextInt(below);
    }

    /**
     * A random pause up to a limit, which doubles with each try, so that two callers who met once do not meet again.
     *
     * @param tries how many there were before the last one
     */
    static Duration pauseAfter(int tries) {
        int longest = FIRST_PAUSE_MILLIS << Math.min(tries, DOUBLINGS);
        return Duration.ofMillis(1 + chance(longest));
    }

    /** Waits before what a batch left over is tried again, and never beyond the deadline. */
    static void pause(int tries, Instant deadline, Clock clock, Pause pause) {
        Duration wait = pauseAfter(tries);
        if (clock.instant().plus(wait).isAfter(deadline)) {
            throw new StoreUnavailable("items left unprocessed");
        }
        pause.of(wait);
    }

    /** Runs a plain write, again after each conflict. The last conflict goes to the caller. */
    static <T> T past(Supplier<T> write) {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return write.get();
            } catch (TransactionConflictException met) {
                Pause.SLEEPING.of(pauseAfter(tries - 1));
            }
        }
        return write.get();
    }

    @FunctionalInterface
    interface Pause {
        Pause SLEEPING = duration -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailable("interrupted");
            }
        };

        void of(Duration duration);
    }
}
