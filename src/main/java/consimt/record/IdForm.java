package consimt.record;

import java.time.Instant;

/**
 * When the present form of entry ids began. Throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer.
 */
public interface IdForm {

    /**
     * Since when ids have their present form.
     *
     * @param now stored if no instant is stored yet
     */
    Instant since(Instant now);
}
