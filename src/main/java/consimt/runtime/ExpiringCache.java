package consimt.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of values that are read from elsewhere. A value is good for a time after it was read. A cache that is full is
 * emptied: the next uses read again.
 */
public final class ExpiringCache<K, V> {

    private final Clock clock;
    private final Duration kept;
    private final int most;
    private final Map<K, Cached<V>> values = new ConcurrentHashMap<>();

    /** @param most how many values are kept, about */
    public ExpiringCache(Clock clock, Duration kept, int most) {
        this.clock = clock;
        this.kept = kept;
        this.most = most;
    }

    public @Nullable V get(K key) {
        Cached<V> cached = values.get(key);
        return cached == null || isOld(cached) ? null : cached.value;
    }

    /** The value of a key. It is read if it is not there; of several callers at once one reads. */
    public V get(K key, Function<K, V> read) {
        V stored = get(key);
        return stored == null ? read(key, read, false) : stored;
    }

    /** Reads the value, also if it is there. A read that began earlier cannot overwrite the result. */
    public V refresh(K key, Function<K, V> read) {
        return read(key, read, true);
    }

    public void clear() {
        values.clear();
    }

    public void remove(K key) {
        values.remove(key);
    }

    /** Under the key's lock. If the read throws, what was there stays. */
    private V read(K key, Function<K, V> read, boolean again) {
        if (values.size() >= most) {
            values.clear();
        }
        return values.compute(
                        key,
                        (same, cached) -> again || cached == null || isOld(cached)
                                ? new Cached<>(read.apply(same), clock.instant())
                                : cached)
                .value;
    }

    private boolean isOld(Cached<V> cached) {
        return !clock.instant().isBefore(cached.readAt.plus(kept));
    }

    private record Cached<V>(V value, Instant readAt) {}
}
