package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Fault;
import consimt.kit.OneOf;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Facts;
import consimt.relation.PersonIds;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Facts and merges of ids in memory, in any order, repeated, one amid another, and cut off anywhere: whichever id is
 * asked, the standing is what all facts under all ids that are one amount to.
 */
class MergeTest {

    private static final List<Relation> IDS = IntStream.range(0, 4)
            .mapToObj(id -> new Relation(new UserId("4070000000" + id), new BusinessId("b")))
            .toList();

    private final StoreInMemory store = new StoreInMemory();

    static List<List<Step>> stories() {
        return List.copyOf(Step.STORIES.values());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyOrderEndsAlike(List<Step> steps) {
        Facts.inEveryOrder(steps, order -> {
            store.standings.clear();
            order.forEach(this::take);
            assertEndsAsTheOracleSays(steps);
        });
    }

    @Property(tries = 300)
    @OneOf(3)
    void anyStepsEndAsTheOracleSaysAndTheSameAgainChangesNothing(@ForAll("steps") List<Step> steps) {
        store.standings.clear();
        List<Step> taken = new ArrayList<>();
        for (Step step : steps) {
            take(step);
            taken.add(step);
            assertEndsAsTheOracleSays(taken);
        }
        Map<Relation, Standing> before = Map.copyOf(store.standings);
        steps.forEach(this::take);
        assertEquals(before, store.standings);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void whateverHappensBetweenTwoCallsIsNotLost(List<Step> steps) {
        for (Step one : steps) {
            for (Step other : steps) {
                for (int call = 1; one != other && meet(one, other, call, steps); call++) {
                    assertEndsAsTheOracleSays(steps);
                }
            }
        }
    }

    /** Whether the one makes so many calls, so that the other happens before the last of them. */
    private boolean meet(Step one, Step other, int call, List<Step> steps) {
        takeAllBut(List.of(one, other), steps);
        store.interrupt(call, () -> take(other));
        take(one);
        return store.wasInterrupted();
    }

    /** What is cut off is done again, at once or after everything else. */
    @ParameterizedTest
    @MethodSource("stories")
    void whatIsCutOffAnywhereIsCompletedByTheSameAgain(List<Step> steps) {
        for (Step cut : steps) {
            List<Step> rest = steps.subList(steps.indexOf(cut) + 1, steps.size());
            for (Fault.When when : Fault.When.values()) {
                boolean isCut = true;
                for (int call = 1; isCut; call++) {
                    for (boolean atOnce : new boolean[] {true, false}) {
                        takeAllBut(steps.subList(steps.indexOf(cut), steps.size()), steps);
                        store.fail(call, when);
                        isCut = fails(cut);
                        List<Step> after = new ArrayList<>(rest);
                        after.add(atOnce ? 0 : rest.size(), cut);
                        after.forEach(this::take);
                        assertEndsAsTheOracleSays(steps);
                    }
                }
            }
        }
    }

    @Test
    void aFactReachesAnIdThatOnlyAnotherIdKnowsOfYet() {
        take(Step.one(0, 1));
        store.fail(1, Fault.When.AFTER);
        assertThrows(StoreUnavailable.class, () -> take(Step.one(1, 2)));
        take(Step.fact(0, Step.at(Kind.BLOCK, 2)));
        assertTrue(store.standings.get(IDS.get(2)).isBlocked());
    }

    private void takeAllBut(List<Step> others, List<Step> steps) {
        store.standings.clear();
        steps.stream().filter(step -> !others.contains(step)).forEach(this::take);
    }

    private void take(Step step) {
        step.on(store, IDS);
    }

    private boolean fails(Step step) {
        try {
            take(step);
            return store.wasInterrupted();
        } catch (StoreUnavailable onPurpose) {
            return true;
        }
    }

    /** Of each id alone, and that all ids which are one know of each other. */
    private void assertEndsAsTheOracleSays(List<Step> steps) {
        for (int id = 0; id < IDS.size(); id++) {
            Standing standing = store.standings.getOrDefault(IDS.get(id), Standing.UNKNOWN);
            Step.assertEndsAsTheOracleSays(standing, steps, id);
            for (Relation other : standing.others(IDS.get(id))) {
                assertEquals(withoutNote(standing), withoutNote(store.standings.get(other)));
            }
        }
    }

    /** Which merges are finished is noted at the present id alone. */
    private static Standing withoutNote(Standing standing) {
        PersonIds ids = standing.ids();
        PersonIds unnoted = new PersonIds(ids.known(), Set.of(), ids.unverified(), Set.of());
        return new Standing(standing.marks(), standing.reports(), unnoted, standing.held());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 3);
        Arbitrary<Fact> facts = Facts.upTo(1).map(one -> one.get(0));
        Arbitrary<Step> fact = Combinators.combine(ids, facts).as(Step::fact);
        Arbitrary<Step> one = Combinators.combine(ids, ids)
                .filter((from, to) -> !from.equals(to))
                .as(Step::one);
        Arbitrary<Step> both = Combinators.combine(one, facts).as(Step::with);
        return Arbitraries.frequencyOf(
                        Tuple.of(4, fact),
                        Tuple.of(1, one),
                        Tuple.of(1, both),
                        Tuple.of(1, one.map(Step::byTheBusiness)),
                        Tuple.of(1, both.map(Step::byTheBusiness)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
