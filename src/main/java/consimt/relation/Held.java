package consimt.relation;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Uncertain refusals, which hold marketing until somebody decides. There are two families: opt-outs that a fault of the
 * messenger may have made up ({@link Family#OPT_OUT}), and messages whose words may be a refusal ({@link
 * Family#MESSAGE}). Each holds from its instant until its key is released, in whatever order the two arrive. A later
 * opt-in lifts a hold as it would lift the refusal.
 *
 * <p>Both sets only grow, and are joined by union: a join semilattice. Both keep the {@link #MOST} smallest keys. The
 * further held keys of a family become one, with the latest instant of them; only an opt-in lifts it. So no refusal is
 * lost.
 *
 * @param at by the key of the entry, from when it holds; to the millisecond
 * @param released the keys of those that were decided
 */
public record Held(Map<String, Instant> at, Set<String> released) {

    /** The limit keeps a relation well under one kilobyte, the size of a write unit. */
    public static final int MOST = 8;

    /** Equals no short key. */
    private static final String REST = "~";

    /** Why a refusal is uncertain. */
    enum Family {
        OPT_OUT(""),
        MESSAGE("?");

        private final String prefix;

        Family(String prefix) {
            this.prefix = prefix;
        }

        private static Family of(String key) {
            return key.startsWith(MESSAGE.prefix) ? MESSAGE : OPT_OUT;
        }

        private String key(EntryId entry) {
            return prefix + entry.shortKey();
        }

        /** The key of all held keys beyond the limit. */
        private String rest() {
            return prefix + REST;
        }
    }

    public static final Held NOTHING = new Held(Map.of(), Set.of());

    public Held {
        at = Map.copyOf(at);
        released = Set.copyOf(released);
    }

    Held with(Fact fact) {
        Mark mark = fact.mark();
        return with(
                switch (fact.kind()) {
                    case HOLD -> new Held(Map.of(Family.OPT_OUT.key(mark.entry()), mark.at()), Set.of());
                    case HOLD_RELEASED -> new Held(Map.of(), Set.of(Family.OPT_OUT.key(mark.entry())));
                    case REFUSAL_SUSPECTED -> new Held(Map.of(Family.MESSAGE.key(mark.entry()), mark.at()), Set.of());
                    case REFUSAL_CLEARED -> new Held(Map.of(), Set.of(Family.MESSAGE.key(mark.entry())));
                    default -> NOTHING;
                });
    }

    Held with(Held other) {
        TreeMap<String, Instant> all = new TreeMap<>(at);
        other.at.forEach((key, one) -> all.merge(key, one, Held::later));
        Map<String, Instant> rests = new TreeMap<>();
        for (Family family : Family.values()) {
            Instant rest = all.remove(family.rest());
            if (rest != null) {
                rests.put(family.rest(), rest);
            }
        }
        while (all.size() > MOST) {
            Map.Entry<String, Instant> more = all.pollLastEntry();
            rests.merge(Family.of(more.getKey()).rest(), more.getValue(), Held::later);
        }
        all.putAll(rests);
        TreeSet<String> decided = new TreeSet<>(released);
        decided.addAll(other.released);
        while (decided.size() > MOST) {
            decided.pollLast();
        }
        return new Held(all, decided);
    }

    /**
     * What counts under an id that is the person's by the word of the business alone: the holds, and that messages which
     * were read are no refusals. The key of a message names this one message of this one person.
     */
    Held crossing() {
        return new Held(
                at,
                released.stream()
                        .filter(key -> Family.of(key) == Family.MESSAGE)
                        .collect(Collectors.toSet()));
    }

    /** The holds from after an instant. */
    Held after(Instant instant) {
        Map<String, Instant> later = new TreeMap<>(at);
        later.values().removeIf(each -> !each.isAfter(instant));
        return new Held(later, released.stream().filter(later::containsKey).collect(Collectors.toSet()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /**
     * The earliest instant of a hold of a family in force; null if there is none.
     *
     * @param optedIn the person's last opt-in that covers what is asked, or {@link Instant#MIN}. A hold of the same
     *     instant is in force
     * @param optedInToAll the last opt-in to all marketing. Only such a one lifts the holds beyond the limit
     */
    @Nullable Instant since(Family family, Instant optedIn, Instant optedInToAll) {
        Instant first = null;
        for (Map.Entry<String, Instant> each : at.entrySet()) {
            String key = each.getKey();
            Instant from = each.getValue();
            if (Family.of(key) == family
                    && !released.contains(key)
                    && !from.isBefore(key.equals(family.rest()) ? optedInToAll : optedIn)) {
                first = first == null || from.isBefore(first) ? from : first;
            }
        }
        return first;
    }

    /** Whether every hold that nobody decided began after an instant. Of those beyond the limit nobody knows the first. */
    boolean beganAfter(Instant instant) {
        return at.entrySet().stream()
                .allMatch(each -> released.contains(each.getKey())
                        || !each.getKey().endsWith(REST) && each.getValue().isAfter(instant));
    }

    /**
     * Whether a message that may be a refusal holds marketing.
     *
     * @param message by its name, with its arrival
     * @param optedIn the person's last opt-in to all marketing, or {@link Instant#MIN}
     */
    boolean stands(Mark message, Instant optedIn) {
        String key = Family.MESSAGE.key(message.entry());
        Instant one = at.getOrDefault(key, at.get(Family.MESSAGE.rest()));
        return one != null && !released.contains(key) && !one.isBefore(optedIn);
    }

    /** The latest instant of a family, decided or not; null if there is none. */
    @Nullable Instant last(Family family) {
        Instant last = null;
        for (Map.Entry<String, Instant> each : at.entrySet()) {
            if (Family.of(each.getKey()) == family) {
                last = last == null ? each.getValue() : later(last, each.getValue());
            }
        }
        return last;
    }
}
