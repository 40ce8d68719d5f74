package consimt.runtime;

import org.jspecify.annotations.Nullable;

/** Several attempts, one after the other. One that fails keeps no later one from being made. */
public final class Attempts {

    private @Nullable RuntimeException first;

    public void run(Runnable attempt) {
        try {
            attempt.run();
        } catch (RuntimeException failed) {
            first = first == null ? failed : first;
        }
    }

    /** @throws RuntimeException the first that an attempt threw */
    public void end() {
        if (first != null) {
            throw first;
        }
    }
}
