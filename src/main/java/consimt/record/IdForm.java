package consimt.record;

import java.time.Instant;

/** The form of the ids that entries get. Throws {@link consimt.runtime.StoreUnavailable} where the store does not answer. */
public interface IdForm {

    /**
     * Since when ids have the form that they have now.
     *
     * @param now noted where nothing is noted yet
     */
    Instant since(Instant now);
}
