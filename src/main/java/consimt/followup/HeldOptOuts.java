package consimt.followup;

import consimt.ledger.CalledBy;
import consimt.ledger.Source;

/**
 * The port for the consequences of decisions about held opt-outs. Each call is idempotent, and throws {@link
 * consimt.runtime.StoreUnavailable} if the store does not answer.
 */
public interface HeldOptOuts {

    /**
     * Applies an opt-out as if it had never been held. Its mark is stored before the hold ends.
     *
     * @param decided on whose call
     */
    void apply(HeldOptOut optOut, CalledBy decided);

    /**
     * Drops an opt-out and ends its hold.
     *
     * @param decider who decided
     */
    void drop(HeldOptOut optOut, Source decider);
}
