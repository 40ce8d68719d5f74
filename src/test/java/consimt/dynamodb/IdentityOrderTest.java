package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Facts;
import consimt.relation.Oracle;
import consimt.relation.PersonIds;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.relation.UnverifiedIds;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Facts and changes of identity on the real engine, in any order, repeated, at once, and cut off anywhere: whichever id
 * is asked in one read, the standing is what all facts under all ids that are one amount to.
 */
class IdentityOrderTest {

    private static final World WORLD = World.fresh();
    private static final int MORE_CALLS_THAN_ANY_STEP_MAKES = 40;

    private static int tried;

    private static final Fact BLOCK = fact(Kind.BLOCK, 2);
    private static final Fact UNBLOCK = fact(Kind.UNBLOCK, 3);
    private static final Fact OUT = fact(Kind.OPT_OUT, 2);
    private static final Fact IN = fact(Kind.OPT_IN, 1);
    private static final Fact WROTE = fact(Kind.MESSAGE_SENT, 2);
    private static final Fact WROTE_BEFORE = fact(Kind.MESSAGE_SENT, 1);
    private static final Fact REPORT = fact(Kind.REPORT_AND_BLOCK, 1);

    private static final Fact HELD = fact(Kind.HOLD, 1);
    private static final Fact RELEASED = Fact.of(Kind.HOLD_RELEASED, HELD.mark());
    private static final Fact HELD_TOO = fact(Kind.HOLD, 2);
    private static final Fact IN_LATE = fact(Kind.OPT_IN, 3);
    private static final Fact OUT_UNVERIFIED = fact(Kind.OPT_OUT_UNVERIFIED, 1);
    private static final Fact IN_UNVERIFIED = fact(Kind.OPT_IN_UNVERIFIED, 2);

    private static final Map<String, List<Step>> STORIES = Map.ofEntries(
            Map.entry(
                    "a chain",
                    List.of(Step.fact(0, OUT), Step.one(0, 1), Step.one(1, 2), Step.fact(2, IN), Step.fact(1, BLOCK))),
            Map.entry(
                    "there and back",
                    List.of(
                            Step.fact(0, BLOCK),
                            Step.one(0, 1),
                            Step.fact(1, UNBLOCK),
                            Step.one(1, 0),
                            Step.fact(1, OUT))),
            Map.entry(
                    "a circle",
                    List.of(Step.fact(0, OUT), Step.one(0, 1), Step.one(1, 2), Step.one(2, 0), Step.fact(1, WROTE))),
            Map.entry(
                    "a fork",
                    List.of(Step.fact(0, OUT), Step.one(0, 1), Step.one(0, 2), Step.fact(1, REPORT), Step.fact(2, IN))),
            Map.entry(
                    "two pairs that meet",
                    List.of(Step.one(0, 1), Step.fact(1, OUT), Step.one(2, 3), Step.fact(3, BLOCK), Step.one(1, 2))),
            Map.entry(
                    "messages with both ids",
                    List.of(
                            Step.fact(0, OUT),
                            new Step(1, 0, WROTE),
                            new Step(1, 0, WROTE_BEFORE),
                            Step.fact(0, BLOCK),
                            Step.fact(1, IN))),
            Map.entry(
                    "what is held",
                    List.of(
                            Step.fact(0, HELD),
                            Step.one(0, 1),
                            Step.fact(1, RELEASED),
                            Step.fact(2, HELD_TOO),
                            Step.one(1, 2))),
            Map.entry(
                    "an opt-out with both ids",
                    List.of(
                            Step.fact(0, IN),
                            new Step(1, 0, OUT),
                            new Step(2, 1, REPORT),
                            new Step(1, 0, UNBLOCK),
                            Step.fact(2, BLOCK))),
            Map.entry(
                    "a chain by the word of the business",
                    List.of(
                            Step.fact(0, BLOCK),
                            Step.one(0, 1).byTheBusiness(),
                            Step.fact(1, UNBLOCK),
                            Step.one(1, 2).byTheBusiness(),
                            Step.fact(2, IN_LATE))),
            Map.entry(
                    "by the word of the business first and of the operator after",
                    List.of(
                            Step.fact(0, OUT),
                            Step.one(0, 1).byTheBusiness(),
                            Step.fact(1, IN_LATE),
                            Step.one(0, 1),
                            Step.fact(0, BLOCK))),
            Map.entry(
                    "two pairs that the business says are one",
                    List.of(
                            Step.one(0, 1),
                            Step.fact(1, UNBLOCK),
                            Step.one(2, 3),
                            Step.fact(3, BLOCK),
                            Step.one(1, 2).byTheBusiness())),
            Map.entry(
                    "messages with both ids by the word of the business",
                    List.of(
                            Step.fact(0, OUT_UNVERIFIED),
                            new Step(1, 0, WROTE).byTheBusiness(),
                            new Step(1, 0, IN_UNVERIFIED).byTheBusiness(),
                            Step.one(2, 0),
                            Step.fact(2, IN_LATE))));

    @TestFactory
    Stream<DynamicTest> everyOrderEndsAlike() {
        return stories(steps -> {
            List<List<Step>> orders = new ArrayList<>();
            AtomicInteger place = new AtomicInteger();
            Facts.inEveryOrder(steps, order -> {
                if (Cases.takes(place.getAndIncrement(), 16)) {
                    orders.add(List.copyOf(order));
                }
            });
            orders.parallelStream().forEach(order -> {
                List<Relation> ids = somebody();
                order.forEach(step -> step.on(WORLD.stores.relations(), ids));
                assertEndsAsTheOracleSays(steps, ids);
            });
        });
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyStepsEndAsTheOracleSays(@ForAll("steps") List<Step> steps) {
        Assume.that(Cases.takes(tried++, 5));
        List<Relation> ids = somebody();
        List<Step> told = new ArrayList<>();
        for (Step step : steps) {
            step.on(WORLD.stores.relations(), ids);
            told.add(step);
            assertEndsAsTheOracleSays(told, ids);
        }
        List<Map<String, AttributeValue>> before = items(ids);
        steps.forEach(step -> step.on(WORLD.stores.relations(), ids));
        assertEquals(before, items(ids));
    }

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

    @Test
    void aFactReachesAnIdThatOnlyAnotherIdKnowsOfYet() {
        List<Relation> ids = somebody();
        Step.one(0, 1).on(WORLD.stores.relations(), ids);
        World faulty = WORLD.with(new Fault(1, Fault.When.AFTER));
        assertThrows(StoreUnavailable.class, () -> Step.one(1, 2).on(faulty.stores.relations(), ids));
        Step.fact(0, BLOCK).on(WORLD.stores.relations(), ids);
        assertTrue(WORLD.stores.standings().of(ids.get(2), Consistency.STRONG).isBlocked());
    }

    @RepeatedTest(10)
    void thirtyTwoAtOnceEndAsTheOracleSays() throws Exception {
        List<Relation> ids = somebody();
        List<Step> steps = new ArrayList<>();
        Kind[] kinds = {Kind.BLOCK, Kind.UNBLOCK, Kind.OPT_OUT, Kind.OPT_IN, Kind.REPORT, Kind.MESSAGE_SENT};
        for (int i = 0; i < 32; i++) {
            Fact fact = fact(kinds[i % kinds.length], i * 7 % 5);
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

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 3);
        Arbitrary<Fact> facts = Facts.upTo(1).map(one -> one.get(0));
        Arbitrary<Step> fact = Combinators.combine(ids, facts).as(Step::fact);
        Arbitrary<Step> one = Combinators.combine(ids, ids)
                .filter((from, to) -> !from.equals(to))
                .as(Step::one);
        Arbitrary<Step> both = Combinators.combine(ids, ids, facts)
                .filter((from, to, told) -> !from.equals(to))
                .as((from, to, told) -> new Step(to, from, told));
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

    /** Of each id alone: the standing, whether a refusal is in force, and that all ids which are one know of each other. */
    private static void assertEndsAsTheOracleSays(Collection<Step> steps, List<Relation> ids) {
        for (int id = 0; id < ids.size(); id++) {
            Standing standing = WORLD.stores.standings().of(ids.get(id), Consistency.STRONG);
            List<Fact> facts = Step.oracle(steps, id);
            assertEquals(Oracle.of(facts), Oracle.saysOf(standing), () -> "after " + steps);
            Map<String, AttributeValue> item = item(ids.get(id));
            assertEquals(standing.isBlocked(), item.containsKey(Attributes.BLOCKED_BY));
            assertEquals(standing.isOptedOut(), item.containsKey(Attributes.OPTED_OUT_OF));
            for (Relation other : standing.others(ids.get(id))) {
                assertEquals(
                        withoutNote(standing),
                        withoutNote(WORLD.stores.standings().of(other, Consistency.STRONG)));
            }
        }
    }

    /** Which merges are finished is noted at the present id alone. */
    private static Standing withoutNote(Standing standing) {
        return new Standing(
                standing.marks(),
                standing.reports(),
                new PersonIds(
                        standing.ids().known(),
                        Set.of(),
                        new UnverifiedIds(standing.ids().unverified().all(), Set.of())),
                standing.held());
    }

    private static Stream<DynamicTest> stories(Consumer<List<Step>> test) {
        return STORIES.entrySet().stream()
                .map(story -> DynamicTest.dynamicTest(story.getKey(), () -> test.accept(story.getValue())));
    }

    private static List<Map<String, AttributeValue>> items(List<Relation> ids) {
        return ids.stream().map(IdentityOrderTest::item).toList();
    }

    private static Map<String, AttributeValue> item(Relation relation) {
        Map<String, AttributeValue> item = new HashMap<>(WORLD.client
                .getItem(get -> get.tableName(WORLD.tables.relations())
                        .key(Items.key(relation))
                        .consistentRead(true))
                .item());
        // The engine gives the elements of a set in any order.
        item.replaceAll((name, value) -> value.hasSs()
                ? AttributeValue.fromSs(value.ss().stream().sorted().toList())
                : value);
        return item;
    }

    private static List<Relation> somebody() {
        return IntStream.range(0, 4)
                .mapToObj(i -> World.relation(World.somebody(), "b"))
                .toList();
    }

    private static Fact fact(Kind kind, int millis) {
        return Fact.of(
                kind, Instant.parse("2026-11-24T10:00:00Z").plusMillis(millis), EntryId.ofRequest(kind + "." + millis));
    }
}
