package consimt.dynamodb;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Retries a write that meets a transaction. If both come to one item, the store lets one of them through and refuses
 * the other at once. The refused write itself is valid.
 */
final class Conflicts {

    /**
     * The eleven pauses add up to 4.46 seconds at most, and 2.2 seconds on average: well within the 30 seconds of a
     * function.
     */
    static final int TRIES = 12;

    private static final int FIRST_PAUSE_MILLIS = 20;
    private static final int DOUBLINGS = 5;

    private Conflicts() {}

    /**
     * A random pause up to a limit, which doubles with each try, so that two writes that met once do not meet again.
     */
    static Duration pauseAfter(int tries) {
        int longest = FIRST_PAUSE_MILLIS << Math.min(tries, DOUBLINGS);
        return Duration.ofMillis(Chance.between(1, longest + 1));
    }

    /** Runs a plain write, again after each conflict. The last conflict goes to the caller. */
    static <T> T past(Supplier<T> write) {
        for (int tries = 1; tries < TRIES; tries++) {
            try {
                return write.get();
            } catch (TransactionConflictException met) {
                BatchReads.Pause.SLEEPING.of(pauseAfter(tries - 1));
            }
        }
        return write.get();
    }
}
