package consimt.notice.delivery;

import java.time.Duration;

/** How long to wait before the next try. Each pause is twice the one before, up to a longest one. */
final class Pauses {

    /** So the first retry begins within five seconds, with the time that a function takes to begin. */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** The pauses of so many tries are a day and some minutes. The queue of the template has the same number. */
    static final int MOST_TRIES = 104;

    /** As long as the queue hides a notice that somebody has in hands: its VisibilityTimeout in the template. */
    private static final Duration FIRST_OF_PARKED = Duration.ofMinutes(1);

    /** Some forty minutes of a fault. */
    private static final int SHORT_AFTER_A_FAULT = 40;

    private Pauses() {}

    /** @param tries how often it was tried, from 1 */
    static Duration after(int tries) {
        return doubled(FIRST, tries);
    }

    /**
     * Nobody knows of the notice that a fault met, so the list may overtake it while the queue hides it. This is why the
     * pauses of a fault that does not last long are as short as the first one of a parked endpoint. All tries then are
     * some sixteen hours.
     */
    static Duration afterAFault(int tries) {
        Duration pause = after(tries);
        return tries > SHORT_AFTER_A_FAULT || pause.compareTo(FIRST_OF_PARKED) < 0 ? pause : FIRST_OF_PARKED;
    }

    /**
     * For an endpoint that is parked. Before the first try, the notices that are in the queue have left it.
     *
     * @param tries how often it was tried since it is parked, from 0
     */
    static Duration parkedAfter(int tries) {
        return doubled(FIRST_OF_PARKED, tries + 1);
    }

    private static Duration doubled(Duration first, int times) {
        Duration pause = first;
        for (int i = 1; i < times && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
