package consimt.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

/**
 * What an account of AWS may do at once and in a second, by a clock of the test: executions, of which some are set aside
 * for a function, and calls of the gateway, which it counts by caller.
 */
final class Account {

    private final int rest;
    private final ToIntFunction<String> setAside;
    private final Map<String, PriorityQueue<Instant>> running = new HashMap<>();
    private final Map<String, Bucket> buckets = new HashMap<>();

    /**
     * @param atOnce all executions
     * @param allSetAside how many of these are set aside for some functions
     * @param setAside for one function; 0 for one that shares what is left with others
     */
    Account(int atOnce, int allSetAside, ToIntFunction<String> setAside) {
        this.rest = atOnce - allSetAside;
        this.setAside = setAside;
    }

    /** Whether a caller is within its limit: so many calls a second, and as many at once, or fewer. */
    boolean lets(String caller, double aSecond, double atOnce, Instant now) {
        return buckets.computeIfAbsent(caller, name -> new Bucket(atOnce, now)).takes(aSecond, atOnce, now);
    }

    boolean hasRoomFor(String function, Instant now) {
        PriorityQueue<Instant> its = of(function);
        while (!its.isEmpty() && !its.peek().isAfter(now)) {
            its.poll();
        }
        int own = setAside.applyAsInt(function);
        return its.size() < (own == 0 ? rest : own);
    }

    void run(String function, Instant from, Duration takes) {
        of(function).add(from.plus(takes));
    }

    private PriorityQueue<Instant> of(String function) {
        String pool = setAside.applyAsInt(function) == 0 ? "" : function;
        return running.computeIfAbsent(pool, name -> new PriorityQueue<>());
    }

    private static final class Bucket {

        private double has;
        private Instant last;

        private Bucket(double has, Instant last) {
            this.has = has;
            this.last = last;
        }

        private boolean takes(double aSecond, double atOnce, Instant now) {
            double more = Duration.between(last, now).toMillis() / 1_000.0 * aSecond;
            has = Math.min(atOnce, has + more);
            last = now;
            if (has < 1) {
                return false;
            }
            has--;
            return true;
        }
    }
}
