package consimt.runtime;

/**
 * The store did not answer, or not in time. Whether the write behind it happened is unknown; the same request again
 * completes it.
 *
 * <p>Carries no text of the store's own: that could repeat a key, and a key holds a phone number.
 */
public final class StoreUnavailable extends RuntimeException {

    /** @param cause the name of what happened, for the log: the store's error code or the exception's class */
    public StoreUnavailable(String cause) {
        super(cause, null, false, false);
    }
}
