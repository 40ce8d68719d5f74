package consimt.kit;

import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Calls of many callers through the gateway of an account, by the world's clock: each waits for its caller's limit, an
 * execution, and the store's keys. What one call takes is what its calls of the store take; the machine's time counts
 * nowhere.
 */
public final class Simulation {

    /** A call of the store, and the call itself. */
    private static final Duration EACH = Duration.ofMillis(5);

    /** What the answers of the gateway and of the functions ask for. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final TestClock clock;
    private final Meter meter;
    private final Account account;
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparing(Arrival::at).thenComparing(Arrival::place));
    private final Map<String, List<Duration>> waits = new TreeMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private int places;

    /**
     * What somebody calls.
     *
     * @param kind under which the wait is told; empty for a caller who does not wait, and does not come again
     * @param limits of the caller at the gateway, all of which must let it through
     * @param does the call, which says whether it was answered
     */
    public record Call(String kind, String function, List<Limit> limits, BooleanSupplier does) {}

    /** @param atOnce as many may come at once */
    public record Limit(String of, double aSecond, double atOnce) {}

    private record Arrival(Instant at, int place, Instant first, Call call) {}

    public Simulation(TestClock clock, Meter meter, int executions, int allSetAside, ToIntFunction<String> setAside) {
        this.clock = clock;
        this.meter = meter;
        this.account = new Account(executions, allSetAside, setAside);
    }

    public void add(Instant at, Call call) {
        arrivals.add(new Arrival(at, places++, at, call));
    }

    public void run() {
        while (!arrivals.isEmpty()) {
            Arrival next = arrivals.poll();
            clock.set(next.at);
            String refusal = refusal(next);
            if (!refusal.isEmpty()) {
                refused.merge(refusal, 1, Integer::sum);
                if (!next.call.kind().isEmpty()) {
                    arrivals.add(new Arrival(next.at.plus(RETRY_AFTER), places++, next.first, next.call));
                }
            }
        }
    }

    /** Why it is to come again; empty if it was answered. */
    private String refusal(Arrival arrival) {
        Instant now = arrival.at;
        Call call = arrival.call;
        for (Limit limit : call.limits()) {
            if (!account.lets(limit.of(), limit.aSecond(), limit.atOnce(), now)) {
                return "limit";
            }
        }
        if (!account.hasRoomFor(call.function(), now)) {
            return "execution";
        }
        meter.take();
        boolean isAnswered;
        try {
            isAnswered = call.does().getAsBoolean();
        } catch (StoreUnavailable hot) {
            isAnswered = false;
        }
        Duration takes = EACH.multipliedBy(1L + meter.take().count());
        account.run(call.function(), now, takes);
        if (isAnswered && !call.kind().isEmpty()) {
            waits.computeIfAbsent(call.kind(), kind -> new ArrayList<>())
                    .add(Duration.between(arrival.first, now).plus(takes));
        }
        return isAnswered ? "" : "store";
    }

    /** How often calls were refused, by a limit, for want of an execution, or by the store or the function. */
    public Map<String, Integer> refused() {
        return Map.copyOf(refused);
    }

    public Map<String, List<Duration>> waits() {
        return waits;
    }

    /** The time that 99 of 100 waited at most, by kind. */
    public Map<String, Duration> p99() {
        Map<String, Duration> all = new TreeMap<>();
        waits.forEach((kind, each) -> all.put(kind, p99(each)));
        return all;
    }

    public static Duration p99(List<Duration> waits) {
        return waits.stream()
                .sorted()
                .skip((long) Math.ceil(0.99 * waits.size()) - 1)
                .findFirst()
                .orElseThrow();
    }
}
