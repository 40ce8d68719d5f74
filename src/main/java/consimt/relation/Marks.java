package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a standing by kind and scope. Each mark moves in one direction only, so they are a join semilattice.
 *
 * <p>The person's wishes are about {@link #MOST_SCOPES} narrower scopes at most, and so are the claims of the business. The
 * write path sees to that before it writes an entry; the marks take whatever has one.
 */
public record Marks(Map<Key, Mark> marks) {

    /** So one strong read unit reads a relation of one id: it is under four kilobytes. */
    public static final int MOST_SCOPES = 6;

    public static final Marks NONE = new Marks(Map.of());

    /** Names a mark. The scope of a mark by channel is the channel. Those of no wish have the scope {@link Scope#ALL}. */
    public record Key(MarkKind kind, Scope scope) implements Comparable<Key> {

        public static Key of(MarkKind kind) {
            return new Key(kind, Scope.ALL);
        }

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? scope.compareTo(other.scope) : byKind;
        }
    }

    static final Predicate<Scope> ANY = any -> true;

    private static final Key ERASED = Key.of(MarkKind.ERASED);

    public Marks {
        marks = Map.copyOf(marks);
    }

    private static Set<Scope> scopes(Map<Key, Mark> marks, Predicate<MarkKind> which) {
        Set<Scope> scopes = new HashSet<>();
        for (Key key : marks.keySet()) {
            if (which.test(key.kind()) && !key.scope().isAll()) {
                scopes.add(key.scope());
            }
        }
        return Set.copyOf(scopes);
    }

    public Set<Key> keys() {
        return marks.keySet();
    }

    public @Nullable Mark get(Key key) {
        return marks.get(key);
    }

    public Set<Scope> scopes() {
        return scopes(marks, MarkKind::isByScope);
    }

    /**
     * Whether a fact about a part of marketing would be about one part more than the limit.
     *
     * @param isClaim whether it is a claim of the business; else it is a wish of the person
     */
    public boolean haveNoRoomFor(Scope scope, boolean isClaim) {
        Set<Scope> those = scopes(marks, kind -> kind.isByScope() && kind.isScoped() != isClaim);
        return !scope.isAll() && !those.contains(scope) && those.size() >= MOST_SCOPES;
    }

    public boolean areOfAll() {
        return marks.keySet().stream().allMatch(key -> key.scope().isAll());
    }

    Marks with(Marks others) {
        return with(others.marks);
    }

    /** The same. Only what outlasts the last erasure of both is joined. */
    Marks with(Map<Key, Mark> others) {
        Map<Key, Mark> joined = new TreeMap<>();
        join(joined, ERASED, marks.get(ERASED));
        join(joined, ERASED, others.get(ERASED));
        Mark erased = joined.get(ERASED);
        Stream.of(marks, others)
                .forEach(some -> some.forEach((key, mark) -> {
                    if (erased == null
                            || key.kind().outlastsErasure()
                            || mark.at().isAfter(erased.at())) {
                        join(joined, key, mark);
                    }
                }));
        return new Marks(joined);
    }

    Marks after(Instant at) {
        return filtered(each -> each.getValue().at().isAfter(at));
    }

    /** Whether no claim of the business counts, whenever it was made. */
    boolean disownClaims() {
        return has(MarkKind.DISOWNED) || has(MarkKind.ERASED);
    }

    /** The marks that count under an id which is the person's by the word of the business alone. */
    Marks crossing() {
        return filtered(each -> each.getKey().kind().crosses());
    }

    private Marks filtered(Predicate<Map.Entry<Key, Mark>> which) {
        return new Marks(marks.entrySet().stream()
                .filter(which)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void join(Map<Key, Mark> joined, Key key, @Nullable Mark mark) {
        if (mark != null) {
            joined.merge(key, mark, (old, now) -> key.kind().moves(old, now) ? now : old);
        }
    }

    /**
     * Whether a protective mark is in force: it exists, and no later mark lifts it as a whole. At the same instant the
     * protective mark wins.
     */
    public boolean stands(Key protective) {
        return marks.containsKey(protective) && lifting(protective, protective.scope()) == null;
    }

    boolean stands(MarkKind protective) {
        return has(protective) && of(protective).anyMatch(this::stands);
    }

    /**
     * The last mark that lifts a protective one for messages of this scope; null if none does. The scopes of the two
     * must be comparable: an opt-in to a channel does not lift a no to a topic.
     */
    @Nullable Mark lifting(Key protective, Scope message) {
        Mark mark = marks.get(protective);
        return mark == null ? null : lifting(protective, mark, message);
    }

    /** The same for a mark of this key that may have been replaced by a later one. */
    @Nullable Mark lifting(Key protective, Mark mark, Scope message) {
        return lifting(protective, mark, scope -> scope.covers(message));
    }

    /** The last mark that lifts a protective one for some messages that may be of this scope; null if none does. */
    public @Nullable Mark liftingSomeOf(Key protective, Mark mark, Scope messages) {
        return lifting(protective, mark, scope -> !scope.contradicts(messages));
    }

    private @Nullable Mark lifting(Key protective, Mark mark, Predicate<Scope> which) {
        return last((key, later) -> protective.kind().liftedBy().contains(key.kind())
                && which.test(key.scope())
                && mayLift(key.scope(), protective)
                && mark.at().isBefore(later.at()));
    }

    private static boolean mayLift(Scope optIn, Key protective) {
        return protective.kind().isLiftedAsAWhole()
                ? optIn.covers(protective.scope())
                : optIn.isComparableWith(protective.scope());
    }

    /**
     * The last mark of a protective kind that refuses a message; null if none does. Parts that the scope leaves out are
     * unknown, so a mark refuses unless it contradicts a given part.
     *
     * @param message the scope of the message, as far as it is known
     * @param which the scopes of the marks that count
     */
    @Nullable Mark refusing(MarkKind protective, Scope message, Predicate<Scope> which) {
        return last((key, mark) -> key.kind() == protective && which.test(key.scope()) && refuses(key, message));
    }

    /** Whether a protective mark refuses a message of this scope. */
    boolean refuses(Key protective, Scope message) {
        return !protective.scope().contradicts(message)
                && lifting(protective, message.with(protective.scope())) == null;
    }

    /** The same if each of the marks that count is about all, whatever its scope. */
    @Nullable Mark refusingAll(MarkKind protective, Scope message, Predicate<Scope> which) {
        return last((key, mark) -> key.kind() == protective
                && which.test(key.scope())
                && last((lifting, later) -> protective.liftedBy().contains(lifting.kind())
                                && lifting.scope().covers(message)
                                && mark.at().isBefore(later.at()))
                        == null);
    }

    /** The last mark of a kind whose scope covers a message; null if there is none. */
    public @Nullable Mark covering(MarkKind kind, Scope message) {
        return last((key, mark) -> key.kind() == kind && key.scope().covers(message));
    }

    /** The last of the marks that count; null if none does. A check asks this often, so no stream is made. */
    private @Nullable Mark last(BiPredicate<Key, Mark> counts) {
        Mark last = null;
        for (Map.Entry<Key, Mark> each : marks.entrySet()) {
            Mark mark = each.getValue();
            if (counts.test(each.getKey(), mark) && (last == null || last.compareTo(mark) < 0)) {
                last = mark;
            }
        }
        return last;
    }

    /** The mark of a kind that counts: of a protective kind, the latest in force; else the one that the kind keeps. */
    @Nullable Mark counting(MarkKind kind) {
        Comparator<Mark> later =
                kind.keeps() == MarkKind.Keeps.LATEST ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return of(kind).filter(key -> !kind.isProtective() || stands(key))
                .map(this::at)
                .max(later)
                .orElse(null);
    }

    /** The wishes about marketing from before an instant. */
    Marks wishesBefore(Instant at) {
        return filtered(
                each -> each.getKey().kind().isWish() && each.getValue().at().isBefore(at));
    }

    /** The channels with a mark of a protective kind in force, and these marks. */
    Map<Channel, Mark> byChannel(MarkKind protective) {
        Map<Channel, Mark> byChannel = new TreeMap<>();
        of(protective)
                .filter(this::stands)
                .forEach(key -> byChannel.put(Objects.requireNonNull(key.scope().channel()), at(key)));
        return byChannel;
    }

    public boolean has(MarkKind kind) {
        return hasAny(List.of(kind));
    }

    /** Each rule asks this of each person, so no stream is made. */
    boolean hasAny(List<MarkKind> kinds) {
        for (Key key : marks.keySet()) {
            if (kinds.contains(key.kind())) {
                return true;
            }
        }
        return false;
    }

    private Stream<Key> of(MarkKind kind) {
        return marks.keySet().stream().filter(key -> key.kind() == kind);
    }

    private Mark at(Key key) {
        return Objects.requireNonNull(marks.get(key));
    }

    /** Whether an opt-out of this very scope is in force: no opt-in lifts it as a whole. */
    public boolean isOptedOutOf(Scope optOut) {
        return optOutOf(optOut) != null;
    }

    /** The opt-out in force of this very scope; null if there is none. */
    public @Nullable Mark optOutOf(Scope scope) {
        Key optOut = new Key(MarkKind.OPTED_OUT, scope);
        return stands(optOut) ? get(optOut) : null;
    }
}
