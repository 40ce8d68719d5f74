package consimt.secret;

import consimt.runtime.ExpiringCache;
import consimt.runtime.Rehearsal.Remembers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cache of secrets, so that their source is not called for every message. */
@Singleton
public class Secrets implements Remembers {

    public static final Duration KEPT = Duration.ofMinutes(5);

    /** The shortest time between two reads of one name, however many wrong signatures arrive. */
    static final Duration REFRESHED_AFTER = Duration.ofSeconds(10);

    private static final int MOST = 2_000;

    private final SecretSource source;
    private final Clock clock;
    private final ExpiringCache<String, Named> kept;

    Secrets(SecretSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.kept = new ExpiringCache<>(clock, KEPT, MOST);
    }

    @Override
    public void forget() {
        kept.clear();
    }

    /**
     * The secret of a name, then the former one. The list is empty if there is no secret.
     *
     * @throws consimt.runtime.StoreUnavailable if the source does not answer
     */
    public List<Secret> named(String name) {
        return lookUp(name).all;
    }

    /** The same, where it matters whether a former secret is left alone. */
    public Named lookUp(String name) {
        return kept.get(name, this::read);
    }

    /** As {@link #named}, as the source has it now: after a check against the cached ones failed. */
    public List<Secret> fresh(String name) {
        Named held = kept.get(name);
        return held == null || held.readAt.plus(REFRESHED_AFTER).isBefore(clock.instant())
                ? kept.refresh(name, this::read).all
                : held.all;
    }

    private Named read(String name) {
        Optional<Secret> current = source.read(name);
        List<Secret> all = Stream.of(current, source.previous(name))
                .flatMap(Optional::stream)
                .toList();
        return new Named(current, all, clock.instant());
    }

    /**
     * The secrets of one name, as they were read at an instant.
     *
     * @param all the current one, then the former one
     */
    public record Named(Optional<Secret> current, List<Secret> all, Instant readAt) {}

    interface SecretSource {

        /**
         * @return empty if no secret has that name
         * @throws consimt.runtime.StoreUnavailable if the source does not answer
         */
        Optional<Secret> read(String name);

        /** @throws consimt.runtime.StoreUnavailable if the source does not answer */
        default Optional<Secret> previous(String name) {
            return read(name + ".previous");
        }
    }
}
