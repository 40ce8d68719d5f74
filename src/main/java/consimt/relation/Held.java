package consimt.relation;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages that may be refusals, which hold marketing until somebody decides. Each holds from its arrival until its key
 * is released, in whatever order the two arrive. A later opt-in lifts a hold as it would lift the refusal. A claim of the
 * business opens nothing from the first moment on at which the message may have been written.
 *
 * <p>Both sets only grow, and are joined by union: a join semilattice. Both keep the {@link #MOST} smallest keys. The
 * further held keys become one, with the latest hold of them; only an opt-in lifts it. So no refusal is lost.
 *
 * @param at by the key of the message, its hold
 * @param released the keys of those that are no refusals
 */
public record Held(Map<String, Hold> at, Set<String> released) {

    /** The limit keeps a relation well under one kilobyte, the size of a write unit. */
    public static final int MOST = 8;

    /** The key of all held keys beyond the limit. Equals no short key. */
    private static final String REST = "~";

    public static final Held NOTHING = new Held(Map.of(), Set.of());

    /**
     * The hold of a message. Both instants are to the millisecond.
     *
     * @param first the second at which it may have been written first; that of the arrival at the latest
     */
    public record Hold(Instant from, Instant first) {

        private Hold with(Hold other) {
            return new Hold(
                    from.isBefore(other.from) ? other.from : from, first.isBefore(other.first) ? first : other.first);
        }
    }

    public Held {
        at = Map.copyOf(at);
        released = Set.copyOf(released);
    }

    Held with(Fact fact) {
        Mark mark = fact.mark();
        return switch (fact.kind()) {
            case REFUSAL_SUSPECTED ->
                with(new Held(Map.of(key(mark), new Hold(mark.at(), fact.firstSecond())), Set.of()));
            case REFUSAL_CLEARED -> with(new Held(Map.of(), Set.of(key(mark))));
            default -> this;
        };
    }

    private static String key(Mark mark) {
        return mark.entry().shortKey();
    }

    Held with(Held other) {
        TreeMap<String, Hold> all = new TreeMap<>(at);
        other.at.forEach((key, one) -> all.merge(key, one, Hold::with));
        Hold rest = all.remove(REST);
        while (all.size() > MOST) {
            Hold more = all.pollLastEntry().getValue();
            rest = rest == null ? more : rest.with(more);
        }
        if (rest != null) {
            all.put(REST, rest);
        }
        TreeSet<String> decided = new TreeSet<>(released);
        decided.addAll(other.released);
        while (decided.size() > MOST) {
            decided.pollLast();
        }
        return new Held(all, decided);
    }

    Held after(Instant instant) {
        Map<String, Hold> later = new TreeMap<>(at);
        later.values().removeIf(each -> !each.from.isAfter(instant));
        return new Held(later, released.stream().filter(later::containsKey).collect(Collectors.toSet()));
    }

    /**
     * The earliest instant of a hold in force; null if there is none.
     *
     * @param optedIn the person's last opt-in that covers what is asked, or {@link Instant#MIN}. A hold of the same
     *     instant is in force
     * @param optedInToAll the last opt-in to all marketing. Only such a one lifts the holds beyond the limit
     */
    @Nullable Instant since(Instant optedIn, Instant optedInToAll) {
        Instant first = null;
        for (Map.Entry<String, Hold> each : at.entrySet()) {
            Instant from = each.getValue().from;
            if (!released.contains(each.getKey())
                    && !from.isBefore(each.getKey().equals(REST) ? optedInToAll : optedIn)) {
                first = first == null || from.isBefore(first) ? from : first;
            }
        }
        return first;
    }

    /**
     * Whether every message that nobody decided about was written after an instant. Of those beyond the limit nobody knows
     * the first.
     */
    boolean areWrittenAfter(Instant instant) {
        return at.entrySet().stream()
                .allMatch(each -> released.contains(each.getKey())
                        || !each.getKey().equals(REST) && each.getValue().first.isAfter(instant));
    }

    /**
     * Whether a message that may be a refusal holds marketing.
     *
     * @param message by its name, with its arrival
     * @param optedIn the person's last opt-in to all marketing, or {@link Instant#MIN}
     */
    boolean stands(Mark message, Instant optedIn) {
        Hold one = at.getOrDefault(key(message), at.get(REST));
        return one != null && !released.contains(key(message)) && !one.from.isBefore(optedIn);
    }

    /** The latest instant, decided or not; null if there is none. */
    @Nullable Instant last() {
        return at.values().stream().map(Hold::from).max(Instant::compareTo).orElse(null);
    }
}
