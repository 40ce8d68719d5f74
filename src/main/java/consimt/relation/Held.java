package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Uncertain refusals, which hold marketing until somebody decides. Each holds from its entry until its key is released,
 * in whatever order the two arrive. A later opt-in lifts a hold as it would lift the refusal.
 *
 * <p>Both sets only grow, and are joined by union: a join semilattice. Both keep the {@link #MOST} smallest keys. All
 * further held keys become one, {@link #REST}, with the latest instant of them; only an opt-in lifts it. So no refusal
 * is lost.
 *
 * @param at by the short key of the entry, when the held refusal happened; to the millisecond
 * @param released the short keys of those that were decided
 */
public record Held(Map<String, Instant> at, Set<String> released) {

    /** The limit keeps a relation well under one kilobyte, the size of a write unit. */
    public static final int MOST = 8;

    /** Sorts after every short key, and equals none. */
    public static final String REST = "~";

    public static final Held NOTHING = new Held(Map.of(), Set.of());

    public Held {
        at = Map.copyOf(at);
        released = Set.copyOf(released);
    }

    /** @param mark of the held refusal, or of the one that is released */
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

    /** What counts under an id that is the person's by the word of the business alone: the holds, and no decision. */
    Held crossing() {
        return new Held(at, Set.of());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /**
     * The earliest instant of a hold in force; null if there is none.
     *
     * @param optedIn the person's last opt-in, or {@link Instant#MIN}. A hold of the same instant is in force
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
