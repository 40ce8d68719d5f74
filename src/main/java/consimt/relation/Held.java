package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may be a refusal and holds marketing until somebody decides. Each holds from the moment it is told until its key is
 * released, in whatever order the two are told; a later opt-in lifts it as it would lift the refusal.
 *
 * <p>Both sets only grow, and joining is union: a join semilattice. Both keep the {@link #MOST} smallest keys. What is held
 * beyond them is one under {@link #REST}: the latest instant of all of them, which only an opt-in lifts. So nothing is
 * dropped that refuses.
 *
 * @param at by the short key of its entry, when what is held happened; to the millisecond
 * @param released the short keys of what was decided
 */
public record Held(Map<String, Instant> at, Set<String> released) {

    /** Keeps a relation well under the kilobyte that a write unit buys. */
    public static final int MOST = 8;

    /** Sorts after every short key, and is none. */
    public static final String REST = "~";

    public static final Held NOTHING = new Held(Map.of(), Set.of());

    public Held {
        at = Map.copyOf(at);
        released = Set.copyOf(released);
    }

    /** @param mark of what is held, or of what was held and is released now */
    private static Held of(Fact.Kind kind, Mark mark) {
        String key = ShortKey.of(mark.entry());
        return switch (kind) {
            case HOLD -> new Held(Map.of(key, mark.at()), Set.of());
            case HOLD_RELEASED -> new Held(Map.of(), Set.of(key));
            default -> NOTHING;
        };
    }

    Held with(Fact fact) {
        return with(of(fact.kind(), fact.mark()));
    }

    Held with(Held other) {
        TreeMap<String, Instant> all = new TreeMap<>(at);
        other.at.forEach((key, one) -> all.merge(key, one, Held::later));
        Instant rest = all.remove(REST);
        while (all.size() > MOST) {
            Instant more = all.pollLastEntry().getValue();
            rest = rest == null ? more : later(rest, more);
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

    /** What of it counts under an id that is the person's by the word of the business alone: no decision does. */
    Held crossing() {
        return new Held(at, Set.of());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /**
     * Since when anything holds, by the earliest of what does; null where nothing does.
     *
     * @param optedIn the person's last opt-in, or {@link Instant#MIN}. At the same instant what is held stands
     */
    @Nullable Instant since(Instant optedIn) {
        return at.entrySet().stream()
                .filter(each -> !released.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .filter(each -> !each.isBefore(optedIn))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
