package consimt.followup;

/**
 * What comes of held opt-outs that are true after all. Throws {@link consimt.function.StoreUnavailable} where the store
 * does not answer.
 */
public interface HeldOptOuts {

    /** Applies one as if it had never been held. The same again changes nothing. */
    void release(HeldOptOut optOut);
}
