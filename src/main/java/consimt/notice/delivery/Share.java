package consimt.notice.delivery;

import consimt.notice.ChangeId;
import java.time.Duration;

/**
 * The share of a business in the delivery's time: ten of the two hundred posts that go at once. Who has more than that for
 * a while is sent from the list.
 *
 * <p>Of all posts one in ten seconds of posting is noted, and stands for those seconds. So an endpoint that answers quickly
 * is hardly ever written.
 */
final class Share {

    /** Of the queue's posts, in the template's {@code MaximumConcurrency}. */
    static final int AT_ONCE = 10;

    /** How much of the share may be used ahead of time. */
    static final Duration AHEAD = Duration.ofSeconds(10);

    private static final int MILLIS_OF_A_NOTE = 10_000;
    private static final Duration NOTE = Duration.ofMillis(MILLIS_OF_A_NOTE / AT_ONCE);

    /** The digits of a change's hash that choose. */
    private static final int DIGITS = 8;

    private static final int RADIX = 32;

    private Share() {}

    /**
     * What a post uses of the share. The same post is noted or not, whoever asks.
     *
     * @param millis how long it took
     * @return zero if it is not noted
     */
    static Duration usedBy(ChangeId id, long millis) {
        String hash = id.hash();
        long chosen = Long.parseLong(hash.substring(hash.length() - DIGITS), RADIX) % MILLIS_OF_A_NOTE;
        return chosen < millis ? NOTE : Duration.ZERO;
    }
}
