package consimt.whatsapp;

import consimt.whatsapp.envelope.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Updates for numbers that are no business's yet. Each call throws {@link consimt.runtime.StoreUnavailable} where the
 * store does not answer.
 */
public interface UnclaimedUpdates {

    /** How long they are kept after they last arrived. */
    Duration KEPT = Duration.ofDays(30);

    /** Keeps what {@link Update#kept} says of each. The same update again is one with the first. */
    void keep(List<Update> updates, Instant now);

    /**
     * What is kept of a number and was not forgotten by now, in no order that means anything.
     *
     * @param most how many are wanted
     */
    UnclaimedPage of(String phoneNumberId, int most, Instant now);

    /** They need not be kept any more. */
    void remove(List<Update> updates);

    /** @param more whether there are others */
    record UnclaimedPage(List<Update> updates, boolean more) {}
}
