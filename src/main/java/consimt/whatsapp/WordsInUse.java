package consimt.whatsapp;

import java.time.Instant;

/**
 * Since when the words of this release are in use on the store. Throws {@link consimt.runtime.StoreUnavailable} if the
 * store does not answer.
 */
public interface WordsInUse {

    /**
     * @param version of the words; letters and digits
     * @param now stored if no instant is stored yet
     */
    Instant since(String version, Instant now);
}
