package consimt.relation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The marks of a standing by kind and scope. Each mark moves in one direction only, so they are a join semilattice. */
public final class Marks {

    public static final Marks NONE = new Marks(Map.of());

    /** Names a mark. Marks that are not about marketing have only the scope {@link Scope#ALL}. */
    public record Key(MarkKind kind, Scope scope) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::kind).thenComparing(Key::scope);

        public static Key of(MarkKind kind) {
            return new Key(kind, Scope.ALL);
        }

        /** The opposite marks of the same scope. */
        public List<Key> opposites() {
            return kind.opposites().stream()
                    .map(opposite -> new Key(opposite, scope))
                    .toList();
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Key, Mark> marks;

    private Marks(Map<Key, Mark> marks) {
        this.marks = Map.copyOf(marks);
    }

    public static Marks of(Map<Key, Mark> marks) {
        return new Marks(marks);
    }

    /** The marks that exist. */
    public Set<Key> keys() {
        return marks.keySet();
    }

    public @Nullable Mark get(Key key) {
        return marks.get(key);
    }

    /** With this mark, if it replaces the one that is there. */
    Marks with(Key key, Mark mark) {
        Map<Key, Mark> joined = new TreeMap<>(marks);
        join(joined, key, mark);
        return new Marks(joined);
    }

    Marks with(Marks others) {
        Map<Key, Mark> joined = new TreeMap<>(marks);
        others.marks.forEach((key, mark) -> join(joined, key, mark));
        return new Marks(joined);
    }

    /** The marks that count under an id which is the person's by the word of the business alone. */
    Marks crossing() {
        return new Marks(marks.entrySet().stream()
                .filter(each -> each.getKey().kind().crosses())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static void join(Map<Key, Mark> joined, Key key, Mark mark) {
        joined.merge(key, mark, (old, now) -> key.kind().moves(old, now) ? now : old);
    }

    /**
     * Whether a protective mark is in force: it exists, and no later mark of its scope lifts it. At the same instant
     * the protective mark wins.
     */
    boolean stands(Key protective) {
        Mark mark = marks.get(protective);
        return mark != null
                && protective.opposites().stream()
                        .map(marks::get)
                        .allMatch(against -> against == null || !mark.at().isBefore(against.at()));
    }

    /** Whether a protective mark is in force in any scope. */
    boolean stands(MarkKind protective) {
        return of(protective).anyMatch(this::stands);
    }

    /** The mark of a kind that counts: of a protective kind, the latest in force; else the one that the kind keeps. */
    @Nullable Mark counting(MarkKind kind) {
        Comparator<Mark> later =
                kind.keeps() == MarkKind.Keeps.LATEST ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return of(kind).filter(key -> !kind.isProtective() || stands(key))
                .map(key -> Objects.requireNonNull(marks.get(key)))
                .max(later)
                .orElse(null);
    }

    /** The wishes about marketing from before an instant. */
    Marks wishesBefore(Instant at) {
        Map<Key, Mark> before = new TreeMap<>(marks);
        before.entrySet()
                .removeIf(each -> !each.getKey().kind().isScoped()
                        || !each.getValue().at().isBefore(at));
        return new Marks(before);
    }

    boolean has(MarkKind kind) {
        return of(kind).findAny().isPresent();
    }

    private Stream<Key> of(MarkKind kind) {
        return marks.keySet().stream().filter(key -> key.kind() == kind);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Marks those && marks.equals(those.marks);
    }

    @Override
    public int hashCode() {
        return marks.hashCode();
    }

    @Override
    public String toString() {
        return marks.toString();
    }
}
