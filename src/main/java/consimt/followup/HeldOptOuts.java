package consimt.followup;

/**
 * What comes of held opt-outs once somebody decides. Each call is idempotent, and throws {@link
 * consimt.runtime.StoreUnavailable} where the store does not answer.
 */
public interface HeldOptOuts {

    /** Applies one as if it had never been held. When its mark stands it is held no longer. */
    void apply(HeldOptOut optOut);

    /**
     * Takes one for no opt-out: it is held no longer.
     *
     * @param actor who decided so
     */
    void drop(HeldOptOut optOut, String actor);
}
