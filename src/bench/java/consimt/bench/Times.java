package consimt.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of the same thing, measured several times. */
final class Times {

    private final List<Duration> all = Collections.synchronizedList(new ArrayList<>());

    void add(Duration time) {
        all.add(time);
    }

    void addAll(Times others) {
        all.addAll(others.all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** In milliseconds. */
    double median() {
        return at(0.5);
    }

    /**
     * In milliseconds.
     *
     * @param part of all that are not longer, from 0 to 1
     */
    double at(double part) {
        List<Duration> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        int last = sorted.size() - 1;
        return sorted.get((int) Math.round(part * last)).toNanos() / 1e6;
    }
}
