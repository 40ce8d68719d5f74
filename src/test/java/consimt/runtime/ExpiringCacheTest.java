package consimt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.kit.TestClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {

    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST = 3;

    private final TestClock clock = new TestClock("2026-11-24T10:00:00Z");
    private final ExpiringCache<String, Integer> cache = new ExpiringCache<>(clock, KEPT, MOST);
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void aValueIsReadOnceUntilItIsTooOld() {
        assertNull(cache.get("a"));
        assertEquals(1, cache.get("a", this::read));
        clock.pass(KEPT.minusMillis(1));
        assertEquals(1, cache.get("a", this::read));
        assertEquals(1, cache.get("a"));
        clock.pass(Duration.ofMillis(1));
        assertNull(cache.get("a"));
        assertEquals(2, cache.get("a", this::read));
    }

    @Test
    void aRefreshedValueIsReadAgainAndARemovedOneIsGone() {
        assertEquals(1, cache.get("a", this::read));
        assertEquals(2, cache.refresh("a", this::read));
        assertEquals(2, cache.get("a"));
        cache.remove("a");
        assertNull(cache.get("a"));
    }

    @Test
    void aReadThatFailsLeavesWhatWasThere() {
        assertEquals(1, cache.get("a", this::read));
        assertThrows(
                IllegalStateException.class,
                () -> cache.refresh("a", key -> {
                    throw new IllegalStateException(key);
                }));
        assertEquals(1, cache.get("a"));
    }

    @Test
    void aFullCacheBeginsAnew() {
        for (String key : new String[] {"a", "b", "c"}) {
            cache.get(key, this::read);
        }
        assertEquals(4, cache.get("d", this::read));
        assertNull(cache.get("a"));
        assertEquals(4, cache.get("d"));
    }

    private int read(String key) {
        return reads.incrementAndGet();
    }
}
