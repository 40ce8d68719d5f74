package consimt.whatsapp;

import consimt.form.Page;
import consimt.whatsapp.envelope.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The store of updates for unknown numbers. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does
 * not answer.
 */
public interface UnclaimedUpdates {

    Duration KEPT = Duration.ofDays(30);

    /** Stores {@link Update#kept} of each update. The call is idempotent. */
    void keep(List<Update> updates, Instant now);

    /**
     * The kept updates of a number that have not expired, unordered.
     *
     * @param most how many to return
     */
    Page<KeptUpdate> of(String phoneNumberId, int most, Instant now);

    void remove(List<KeptUpdate> updates);

    /** @param key names it among what is kept for its number */
    record KeptUpdate(String key, Update update) {}
}
