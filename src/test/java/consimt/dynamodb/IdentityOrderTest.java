package consimt.dynamodb;

import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.record.Step;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.runtime.StoreUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Facts and changes of identity on the real engine, at once, and cut off anywhere: whichever id is asked in one read, the
 * standing is what all facts under all ids that are one amount to. {@code MergeTest} has their orders.
 */
class IdentityOrderTest {

    private static final World WORLD = World.fresh();
    private static final int MORE_CALLS_THAN_ANY_STEP_MAKES = 40;

    /** Each step of each story with each later one in between any two of its calls. */
    @TestFactory
    Stream<DynamicTest> whateverHappensBetweenTwoCallsIsNotLost() {
        return stories(steps -> {
            for (int one = 0; one < steps.size(); one++) {
                for (int other = 0; other < steps.size(); other++) {
                    for (int call = 1; call <= MORE_CALLS_THAN_ANY_STEP_MAKES; call++) {
                        boolean isTried = one != other && Cases.takes(one + other + call, 13);
                        if (isTried && !meet(steps, one, other, call)) {
                            break;
                        }
                    }
                }
            }
        });
    }

    private static boolean meet(List<Step> steps, int one, int other, int call) {
        List<Relation> ids = somebody();
        for (int i = 0; i < steps.size(); i++) {
            if (i != one && i != other) {
                steps.get(i).on(WORLD.stores.relations(), ids);
            }
        }
        Between between = new Between(call, () -> steps.get(other).on(WORLD.stores.relations(), ids));
        steps.get(one).on(WORLD.with(between).stores.relations(), ids);
        if (between.happened()) {
            assertEndsAsTheOracleSays(steps, ids);
        }
        return between.happened();
    }

    /** What is cut off is done again, at once or after everything else. */
    @TestFactory
    Stream<DynamicTest> whatIsCutOffAnywhereIsCompletedByTheSameAgain() {
        return stories(steps -> {
            for (int cut = 0; cut < steps.size(); cut++) {
                for (Fault.When when : Fault.When.values()) {
                    for (int call = 1; call <= MORE_CALLS_THAN_ANY_STEP_MAKES; call++) {
                        if (!Cases.takes(cut + call + when.ordinal(), 11)) {
                            continue;
                        }
                        if (!cutOff(steps, cut, call, when, true) || !cutOff(steps, cut, call, when, false)) {
                            break;
                        }
                    }
                }
            }
        });
    }

    private static boolean cutOff(List<Step> steps, int cut, int call, Fault.When when, boolean atOnce) {
        List<Relation> ids = somebody();
        Fault fault = new Fault(call, when);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (i != cut) {
                step.on(WORLD.stores.relations(), ids);
                continue;
            }
            if (!fails(step, WORLD.with(fault), ids)) {
                return false;
            }
            if (atOnce) {
                step.on(WORLD.stores.relations(), ids);
            }
        }
        if (!atOnce) {
            steps.get(cut).on(WORLD.stores.relations(), ids);
        }
        assertEndsAsTheOracleSays(steps, ids);
        return true;
    }

    private static boolean fails(Step step, World faulty, List<Relation> ids) {
        try {
            step.on(faulty.stores.relations(), ids);
            return false;
        } catch (StoreUnavailable asItShould) {
            return true;
        }
    }

    @RepeatedTest(10)
    void thirtyTwoAtOnceEndAsTheOracleSays() throws Exception {
        List<Relation> ids = somebody();
        List<Step> steps = new ArrayList<>();
        Kind[] kinds = {Kind.BLOCK, Kind.UNBLOCK, Kind.OPT_OUT, Kind.OPT_IN, Kind.REPORT, Kind.MESSAGE_SENT};
        for (int i = 0; i < 32; i++) {
            Fact fact = Step.at(kinds[i % kinds.length], i * 7 % 5);
            steps.add(
                    switch (i % 4) {
                        case 0 -> Step.one(i / 4 % 4, (i / 4 + 1) % 4);
                        case 1 -> new Step(i % 3, 3, fact, i % 8 == 1);
                        default -> Step.fact(i * 3 % 4, fact);
                    });
        }
        ExecutorService callers = Executors.newFixedThreadPool(steps.size());
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> told = new ArrayList<>();
            for (Step step : steps) {
                told.add(callers.submit(() -> {
                    start.await();
                    step.on(WORLD.stores.relations(), ids);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : told) {
                each.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertEndsAsTheOracleSays(steps, ids);
    }

    private static void assertEndsAsTheOracleSays(Collection<Step> steps, List<Relation> ids) {
        for (int id = 0; id < ids.size(); id++) {
            Standing standing = WORLD.stores.standings().of(ids.get(id), Consistency.STRONG);
            Step.assertEndsAsTheOracleSays(standing, steps, id);
        }
    }

    private static Stream<DynamicTest> stories(Consumer<List<Step>> test) {
        return Step.STORIES.entrySet().stream()
                .map(story -> DynamicTest.dynamicTest(story.getKey(), () -> test.accept(story.getValue())));
    }

    private static List<Relation> somebody() {
        return IntStream.range(0, 4)
                .mapToObj(i -> World.relation(World.somebody(), "b"))
                .toList();
    }
}
