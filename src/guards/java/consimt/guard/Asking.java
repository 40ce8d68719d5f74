package consimt.guard;

import java.time.Duration;

/** Asks {@code check-permission} or {@code open-conversation}, JSON in, JSON out. */
public interface Asking {

    /**
     * @param limit how long the answer may take
     * @throws Exception if no answer comes
     */
    String ask(String function, String input, Duration limit) throws Exception;
}
