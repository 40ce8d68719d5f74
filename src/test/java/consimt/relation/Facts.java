package consimt.relation;

import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random facts about one relation: few instants and few entries, so that equal instants and duplicates are common. */
public final class Facts {

    private static final Instant FIRST = Instant.parse("2026-11-24T10:00:00Z");

    /** An erasure is told by nobody: it takes the place of what was told. */
    static final List<Kind> THAT_ARE_TOLD =
            Stream.of(Kind.values()).filter(kind -> !kind.isErasure()).toList();

    private Facts() {}

    public static Arbitrary<List<Fact>> upTo(int most) {
        Arbitrary<Kind> kinds = Arbitraries.of(THAT_ARE_TOLD);
        Arbitrary<Integer> instants = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> entries = Arbitraries.integers().between(0, 5);
        // An entry says one thing: what it says follows from its id, its kind and instant are in it.
        return Combinators.combine(kinds, instants, entries)
                .as((kind, instant, entry) -> Fact.of(
                        kind,
                        FIRST.plusMillis(instant),
                        EntryId.ofRequest(about(kind) + "." + instant + "." + entry % 2)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(most);
    }

    /** What is held and its release are about one entry. */
    private static String about(Kind kind) {
        return kind.isAboutHolding() ? "held" : kind.name();
    }

    /** All orders in which they can arrive. */
    public static <T> void inEveryOrder(List<T> facts, Consumer<List<T>> use) {
        permute(new ArrayList<>(facts), 0, use);
    }

    private static <T> void permute(List<T> facts, int from, Consumer<List<T>> use) {
        if (from == facts.size()) {
            use.accept(facts);
            return;
        }
        for (int i = from; i < facts.size(); i++) {
            Collections.swap(facts, from, i);
            permute(facts, from + 1, use);
            Collections.swap(facts, from, i);
        }
    }
}
