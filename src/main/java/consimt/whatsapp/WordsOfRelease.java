package consimt.whatsapp;

import consimt.refusal.WordsVersion;
import consimt.runtime.Rehearsal.Remembers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether another release may have read a message by other words. A platform delivers again for a week, so a
 * message from before an update of the code may arrive again after it.
 *
 * <p>The first run of each version of the words is noted once in the store, and read once in each process.
 */
@Singleton
public class WordsOfRelease implements Remembers {

    /** How long an earlier release may run beside this one, while versions are switched. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** The platform delivers again for seven days; a day more, because its clock may be ahead. */
    private static final Duration DELIVERED_AGAIN = Duration.ofDays(8);

    private final WordsInUse words;
    private final Clock clock;
    private volatile @Nullable Instant since;

    public WordsOfRelease(WordsInUse words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    @Override
    public void forget() {
        since = null;
    }

    /**
     * Whether another release may have read a message of this instant by other words. The sender's clock may be ahead, so
     * for some days the answer is always yes.
     */
    boolean mayHaveReadOtherwise(Instant at) {
        Instant first = since;
        if (first == null) {
            first = words.since(WordsVersion.get(), clock.instant());
            since = first;
        }
        return at.isBefore(first.plus(OVERLAP)) || clock.instant().isBefore(first.plus(DELIVERED_AGAIN));
    }

    /**
     * Since when the words of this release are in use on the store. Throws {@link consimt.runtime.StoreUnavailable} if the
     * store does not answer.
     */
    public interface WordsInUse {

        /**
         * @param version of the words; letters and digits
         * @param now stored if no instant is stored yet
         */
        Instant since(String version, Instant now);
    }
}
