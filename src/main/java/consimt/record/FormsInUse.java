package consimt.record;

import java.time.Instant;

/**
 * Since when this code's forms are in use on the store. Throws {@link consimt.runtime.StoreUnavailable} if the store
 * does not answer.
 */
public interface FormsInUse {

    /** The form of entry ids. */
    String IDS = "ids";

    /**
     * Since when a form is in use.
     *
     * @param form its name; letters, digits, {@code _} and {@code -}
     * @param now stored if no instant is stored yet
     */
    Instant since(String form, Instant now);
}
