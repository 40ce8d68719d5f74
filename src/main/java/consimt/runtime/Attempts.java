package consimt.runtime;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several attempts, one after the other. After a failed attempt the later ones are still made. */
public final class Attempts {

    private @Nullable RuntimeException first;

    /** @throws RuntimeException the first exception of an attempt, after all of them */
    public static <T> void forEach(Iterable<T> all, Consumer<T> attempt) {
        Attempts attempts = new Attempts();
        all.forEach(each -> attempts.run(() -> attempt.accept(each)));
        attempts.end();
    }

    public void run(Runnable attempt) {
        try {
            attempt.run();
        } catch (RuntimeException failed) {
            first = first == null ? failed : first;
        }
    }

    /** @throws RuntimeException the first exception of an attempt */
    public void end() {
        if (first != null) {
            throw first;
        }
    }
}
