package consimt.runtime;

/**
 * The store did not answer in time. It is unknown whether the write happened. The same request, repeated, completes it.
 *
 * <p>The exception has no text of the store's own. That text could repeat a key, and a key has a phone number.
 */
public final class StoreUnavailable extends RuntimeException {

    /** @param cause what happened, for the log: the store's error code or the exception's class */
    public StoreUnavailable(String cause) {
        super(cause, null, false, false);
    }
}
