package consimt.dynamodb;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * A transaction and another write that meet at one item: the store lets one of them through and refuses the other at once.
 * Nothing is wrong with the other, so it is tried again.
 */
final class Conflicts {

    /** Together they wait 2.5 seconds on average and 5 at most, well within the 30 seconds of a function. */
    static final int TRIES = 12;

    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final int DOUBLINGS = 5;

    private Conflicts() {}

    /** Any time up to a longest one, which doubles with each try: those who met once are not to meet again. */
    static Duration pauseAfter(int tries) {
        long longest = FIRST_PAUSE_MILLIS << Math.min(tries, DOUBLINGS);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }

    /** A plain write, once more for each transaction that it meets. The last refusal goes to the caller. */
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
