package consimt.notice.delivery;

import java.time.Duration;

/**
 * The share of a business in the delivery's time: ten of the two hundred posts that go at once. A business that uses
 * more for a while is sent its notices from the list.
 *
 * <p>Of all posts one in ten seconds of posting is noted, and stands for those seconds. So an endpoint that answers
 * quickly is hardly ever written.
 */
final class Share {

    /** Of the queue's posts, in the template's {@code MaximumConcurrency}. */
    static final int AT_ONCE = 10;

    /** How much of the share may be used ahead of time. */
    static final Duration AHEAD = Duration.ofSeconds(10);

    private static final int MILLIS_OF_A_NOTE = 10_000;
    private static final Duration NOTE = Duration.ofMillis(MILLIS_OF_A_NOTE / AT_ONCE);

    private Share() {}

    /**
     * What a post uses of the share.
     *
     * @param messageId the queue's own: a business could choose notices by their ids, so that none is noted
     * @param millis how long it took
     * @return zero if it is not noted
     */
    static Duration usedBy(String messageId, long millis) {
        return Math.floorMod(messageId.hashCode(), MILLIS_OF_A_NOTE) < millis ? NOTE : Duration.ZERO;
    }
}
