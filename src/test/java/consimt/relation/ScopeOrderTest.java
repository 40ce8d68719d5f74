package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.OneOf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Wishes about scopes in every order, repeated, and put together from the standings of several ids. */
class ScopeOrderTest {

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(20)
    void orderAndRepetitionDoNotMatter(@ForAll("facts") List<Fact> facts) {
        assertOneStandingInEveryOrder(facts);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(50)
    void norDoTheyWithMoreScopesThanARelationKeeps(@ForAll("manyScopes") List<Fact> facts) {
        assertOneStandingInEveryOrder(facts);
    }

    /** An opt-in to a scope lifts a hold for its own scope, and one that is kept by no name only if it is about all. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(20)
    void whatIsHeldIsLiftedByScope(@ForAll("manyHolds") List<Fact> facts, @ForAll Random random) {
        Standing once = join(facts);
        assertSaysWhatTheOracleSays(facts, once);
        assertEquals(once, join(once, facts));
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, random);
        assertEquals(once, join(shuffled));
    }

    /** Facts that stand apart under several ids, put together in any way, are the facts of one. */
    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    @OneOf(20)
    void standingsUnderSeveralIdsJoinToOne(
            @ForAll("apart") List<Fact> one, @ForAll("apart") List<Fact> other, @ForAll("apart") List<Fact> third) {
        List<Fact> all = new ArrayList<>(one);
        all.addAll(other);
        Standing joined = join(one).with(join(other));
        assertEquals(join(all), joined);
        assertSaysWhatTheOracleSays(all, joined);
        assertEquals(joined, join(other).with(join(one)));
        assertEquals(joined, joined.with(joined));
        assertEquals(joined, joined.with(join(one)));
        assertEquals(joined, join(one).with(joined));
        assertEquals(joined.with(join(third)), join(one).with(join(other).with(join(third))));
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return ScopedFacts.upTo(7);
    }

    @Provide
    Arbitrary<List<Fact>> manyScopes() {
        return ScopedFacts.ofManyScopes(6, 8);
    }

    @Provide
    Arbitrary<List<Fact>> manyHolds() {
        return ScopedFacts.ofManyHolds(24);
    }

    /** Two of them often have more scopes together than a relation keeps. */
    @Provide
    Arbitrary<List<Fact>> apart() {
        return ScopedFacts.ofManyScopes(1, 7);
    }

    /**
     * What a fact does depends on the standing and the fact alone. So it is enough that from the standing of every subset
     * every fact leads to the one standing of the larger subset, and every fact that is in it to the same.
     */
    private static void assertOneStandingInEveryOrder(List<Fact> facts) {
        Map<Integer, Standing> standingOf = new HashMap<>(Map.of(0, Standing.UNKNOWN));
        int all = (1 << facts.size()) - 1;
        for (int subset = 0; subset <= all; subset++) {
            for (int i = 0; i < facts.size(); i++) {
                Standing next = standingOf.get(subset).with(facts.get(i));
                int larger = subset | 1 << i;
                if (!standingOf.computeIfAbsent(larger, first -> next).equals(next)) {
                    assertEquals(
                            standingOf.get(larger),
                            next,
                            () -> members(facts, larger).toString());
                }
            }
        }
        assertSaysWhatTheOracleSays(facts, standingOf.get(all));
    }

    private static void assertSaysWhatTheOracleSays(List<Fact> facts, Standing standing) {
        for (Scope asked : ScopedFacts.ASKED) {
            assertEquals(ScopeOracle.of(facts, asked), ScopeOracle.of(standing, asked), facts::toString);
        }
    }

    private static List<Fact> members(List<Fact> facts, int subset) {
        return IntStream.range(0, facts.size())
                .filter(i -> (subset & 1 << i) != 0)
                .mapToObj(facts::get)
                .toList();
    }

    private static Standing join(List<Fact> facts) {
        return join(Standing.UNKNOWN, facts);
    }

    private static Standing join(Standing standing, List<Fact> facts) {
        Standing joined = standing;
        for (Fact fact : facts) {
            joined = joined.with(fact);
        }
        return joined;
    }
}
