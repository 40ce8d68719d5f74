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
 * <p>At most {@link #MOST_SCOPES} narrower scopes have wishes. With one more the marks collapse for good: each opt-out
 * counts for all marketing, and an opt-in to a narrower scope lifts nothing. The number of scopes only grows, so the
 * result does not depend on the order in which the marks came. Marks by channel do not count, and stay as they are. Nor
 * do claims of the business: as many of their scopes as that, the smallest, are kept.
 *
 * @param isCollapsed whether there were once too many scopes. Then each opt-out counts for all
 */
public record Marks(Map<Key, Mark> marks, boolean isCollapsed) {

    /** The limit keeps a relation under four kilobytes, which one strong read unit reads. */
    public static final int MOST_SCOPES = 6;

    public static final Marks NONE = new Marks(Map.of(), false);

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
        boolean mayBeTooMany = marks.size() > MOST_SCOPES;
        isCollapsed |= mayBeTooMany && scopes(marks, MarkKind::isScoped).size() > MOST_SCOPES;
        marks = isCollapsed ? folded(marks) : Map.copyOf(mayBeTooMany ? withoutFurtherClaims(marks) : marks);
    }

    private static Map<Key, Mark> withoutFurtherClaims(Map<Key, Mark> marks) {
        Set<Key> further = marks.keySet().stream()
                .filter(key -> key.kind() == MarkKind.CLAIMED && !key.scope().isAll())
                .sorted()
                .skip(MOST_SCOPES)
                .collect(Collectors.toSet());
        Map<Key, Mark> kept = new TreeMap<>(marks);
        kept.keySet().removeAll(further);
        return kept;
    }

    private static Map<Key, Mark> folded(Map<Key, Mark> marks) {
        Map<Key, Mark> folded = new TreeMap<>();
        marks.forEach((key, mark) -> {
            if (key.kind().isByChannel()) {
                folded.put(key, mark);
            } else if (key.scope().isAll() || key.kind().isProtective()) {
                join(folded, Key.of(key.kind()), mark);
            }
        });
        return Map.copyOf(folded);
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

    /** The marks that exist. */
    public Set<Key> keys() {
        return marks.keySet();
    }

    public @Nullable Mark get(Key key) {
        return marks.get(key);
    }

    /** The scopes, other than all marketing, that have marks. */
    public Set<Scope> scopes() {
        return scopes(marks, MarkKind::isByScope);
    }

    /** Whether a claim about this scope would be about one more than are kept. */
    public boolean hasNoRoomForClaimOf(Scope scope) {
        Set<Scope> claimed = scopes(marks, kind -> kind == MarkKind.CLAIMED);
        return claimed.size() >= MOST_SCOPES && !scope.isAll() && !claimed.contains(scope);
    }

    /** Whether no mark is about a part of what a person may get. */
    public boolean areOfAll() {
        return marks.keySet().stream().allMatch(key -> key.scope().isAll());
    }

    /** The scope under which a wish about this scope stands here. */
    public Scope standing(Scope scope) {
        return isCollapsed ? Scope.ALL : scope;
    }

    /** The key under which a mark of this key stands here. */
    Key standing(Key key) {
        return key.kind().isByScope() ? new Key(key.kind(), standing(key.scope())) : key;
    }

    /** The same once the wish is recorded: its scope may be one too many. */
    public Scope standingOnce(Scope scope) {
        Set<Scope> all = new HashSet<>(scopes(marks, MarkKind::isScoped));
        all.add(scope);
        all.remove(Scope.ALL);
        return all.size() > MOST_SCOPES ? Scope.ALL : standing(scope);
    }

    /** With these marks, as far as they replace those that are there. */
    Marks with(Map<Key, Mark> others) {
        return with(others, isCollapsed);
    }

    Marks with(Marks others) {
        return with(others.marks, isCollapsed || others.isCollapsed);
    }

    /** Only what outlasts the last erasure of both is joined. */
    private Marks with(Map<Key, Mark> others, boolean areCollapsed) {
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
        return new Marks(joined, areCollapsed);
    }

    /** Those of after an instant. */
    Marks after(Instant at) {
        return new Marks(filtered(each -> each.getValue().at().isAfter(at)).marks, false);
    }

    /** Whether no claim of the business counts, whenever it was made. */
    boolean disownClaims() {
        return has(MarkKind.DISOWNED) || has(MarkKind.ERASED);
    }

    /** The marks that count under an id which is the person's by the word of the business alone. */
    Marks crossing() {
        return filtered(each -> each.getKey().kind().crosses());
    }

    Marks without(MarkKind kind) {
        return filtered(each -> each.getKey().kind() != kind);
    }

    private Marks filtered(Predicate<Map.Entry<Key, Mark>> which) {
        return new Marks(
                marks.entrySet().stream()
                        .filter(which)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                isCollapsed);
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

    /** Whether a protective mark is in force in any scope. */
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

    /** A no to all by a channel is lifted as a whole. */
    private static boolean mayLift(Scope optIn, Key protective) {
        return protective.kind().isByChannel()
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
        return last((key, mark) -> key.kind() == protective
                && (isCollapsed && key.scope().isAll() || which.test(key.scope()))
                && refuses(key, message));
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

    /** The wishes about marketing from before an instant. Collapsed marks do not tell what each was about. */
    Marks wishesBefore(Instant at) {
        return isCollapsed
                ? NONE
                : filtered(each ->
                        each.getKey().kind().isWish() && each.getValue().at().isBefore(at));
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

    /** Whether an opt-out of this very scope is in force, whoever vouches for it: no opt-in lifts it as a whole. */
    public boolean isOptedOutOf(Scope optOut) {
        return optOutOf(standing(optOut)) != null;
    }

    /** The latest opt-out in force of this very scope, whoever vouches for it; null if there is none. */
    public @Nullable Mark optOutOf(Scope scope) {
        return standing(MarkKind.OPT_OUTS_BY_SCOPE, scope);
    }

    /** The latest mark of these kinds for this very scope that no later one lifts; null if there is none. */
    @Nullable Mark standing(List<MarkKind> kinds, Scope scope) {
        return kinds.stream()
                .map(kind -> new Key(kind, scope))
                .filter(this::stands)
                .flatMap(key -> Stream.ofNullable(get(key)))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
