package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.AtOnce;
import consimt.kit.OneOf;
import consimt.kit.World;
import consimt.record.Step;
import consimt.relation.Fact;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Addition;
import consimt.relation.Scope;
import consimt.relation.ScopeOracle;
import consimt.relation.ScopedFacts;
import consimt.relation.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Wishes about scopes on the real engine: in any order, by stale beliefs, at once, and under several ids. */
class StoredScopesTest {

    private static final World WORLD = World.onEngine();
    private static final int WRITERS = 3;
    private static final int IDS = 3;

    private final Relations relations = WORLD.stores.relations();

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @OneOf(5)
    void anyOrderAndStaleBeliefsEndInOneItem(@ForAll("facts") List<Fact> facts, @ForAll Random random) {
        List<Fact> order = new ArrayList<>(facts);
        Collections.shuffle(order, random);
        Relation relation = somebody();
        inOrder(relation, order, random);
        assertIs(pure(facts), relation);
        Map<String, AttributeValue> before = item(relation);
        Collections.shuffle(order, random);
        inOrder(relation, order, random);
        assertEquals(before, item(relation));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    @OneOf(5)
    void writersAtOnceEndInOneItem(@ForAll("facts") List<Fact> facts) throws Exception {
        Relation relation = somebody();
        atOnce(facts, fact -> join(relation, fact, null));
        assertIs(pure(facts), relation);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    @OneOf(5)
    void idsThatAreOneHaveAllFactsInWhateverOrderBothCome(@ForAll("steps") List<Step> steps) {
        List<Relation> ids = ids();
        steps.forEach(step -> step.on(relations, ids));
        assertSayWhatTheOracleSays(steps, ids);
        List<Map<String, AttributeValue>> before = items(ids);
        steps.forEach(step -> step.on(relations, ids));
        assertEquals(before, items(ids));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    @OneOf(5)
    void idsThatBecomeOneMeanwhileHaveAllFacts(@ForAll("steps") List<Step> steps) throws Exception {
        List<Relation> ids = ids();
        atOnce(steps, step -> step.on(relations, ids));
        assertSayWhatTheOracleSays(steps, ids);
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Arbitraries.oneOf(ScopedFacts.upTo(7), ScopedFacts.ofManyScopes(6, 9));
    }

    /** Ids are one by somebody's word, or by that of the business alone, with few scopes or with many. */
    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, IDS - 1);
        Arbitrary<Step> one = Combinators.combine(ids, ids)
                .filter((from, to) -> !from.equals(to))
                .as(Step::one);
        Arbitrary<Integer> mostlyUnderOne = Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2));
        Arbitrary<Step> unions = Arbitraries.frequencyOf(Tuple.of(2, one), Tuple.of(1, one.map(Step::byTheBusiness)));
        return Arbitraries.oneOf(
                steps(ScopedFacts.upTo(6), unions, ids),
                steps(ScopedFacts.ofManyScopes(6, 9), unions, ids),
                steps(ScopedFacts.ofManyScopes(9, 12), one.map(Step::byTheBusiness), mostlyUnderOne));
    }

    /** @param under which of the ids each fact is told */
    private static Arbitrary<List<Step>> steps(
            Arbitrary<List<Fact>> facts, Arbitrary<Step> unions, Arbitrary<Integer> under) {
        return Combinators.combine(
                        facts,
                        under.list().ofSize(12),
                        unions.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.randoms())
                .as((told, ids, ones, random) -> {
                    List<Step> steps = new ArrayList<>(ones);
                    for (int i = 0; i < told.size(); i++) {
                        steps.add(Step.fact(ids.get(i), told.get(i)));
                    }
                    Collections.shuffle(steps, random);
                    return steps;
                });
    }

    /** Each fact by a belief that may be older than what is stored. */
    private void inOrder(Relation relation, List<Fact> facts, Random random) {
        List<Standing> beliefs = new ArrayList<>(Arrays.asList(null, Standing.UNKNOWN));
        Standing standing = RelationItems.standing(item(relation));
        for (Fact fact : facts) {
            beliefs.add(standing);
            standing = standing.with(fact);
            join(relation, fact, beliefs.get(random.nextInt(beliefs.size())));
            assertIs(standing, relation);
        }
    }

    private void join(Relation relation, Fact fact, Standing believed) {
        relations.join(relation, Addition.of(fact), believed);
    }

    private static <T> void atOnce(List<T> all, Consumer<T> write) throws Exception {
        AtOnce.atOnce(WRITERS, writer -> {
            IntStream.range(0, all.size()).filter(i -> i % WRITERS == writer).forEach(i -> write.accept(all.get(i)));
            return all;
        });
    }

    private static Standing pure(List<Fact> facts) {
        Standing standing = Standing.UNKNOWN;
        for (Fact fact : facts) {
            standing = standing.with(fact);
        }
        return standing;
    }

    /** The item has the attributes that it would have if it was written whole. */
    private static void assertIs(Standing standing, Relation relation) {
        Map<String, AttributeValue> stored = item(relation);
        assertEquals(standing, RelationItems.standing(stored));
        Map<String, AttributeValue> whole = sorted(RelationItems.item(relation, standing, Map.of()));
        assertEquals(whole, stored);
    }

    private static void assertSayWhatTheOracleSays(List<Step> steps, List<Relation> ids) {
        Map<Relation, Standing> standings = new HashMap<>();
        for (int id = 0; id < ids.size(); id++) {
            List<Fact> facts = Step.oracle(steps, id);
            Standing standing = RelationItems.standing(item(ids.get(id)));
            for (Scope asked : ScopedFacts.ASKED) {
                assertEquals(ScopeOracle.of(facts, asked), ScopeOracle.of(standing, asked), () -> "after " + steps);
            }
            standings.put(ids.get(id), standing);
        }
        standings.forEach((relation, standing) -> standing.others(relation)
                .forEach(other -> assertEquals(withoutIds(standing), withoutIds(standings.get(other)))));
    }

    /** Which merges are finished is noted at one of two ids alone. */
    private static Standing withoutIds(Standing standing) {
        return new Standing(standing.marks(), standing.reports(), Standing.UNKNOWN.ids(), standing.held());
    }

    private static List<Map<String, AttributeValue>> items(List<Relation> ids) {
        return ids.stream().map(StoredScopesTest::item).toList();
    }

    private static Map<String, AttributeValue> item(Relation relation) {
        return sorted(WORLD.client
                .getItem(get -> get.tableName(WORLD.tables.relations())
                        .key(Items.key(relation))
                        .consistentRead(true))
                .item());
    }

    /** The engine gives the elements of a set in any order. */
    private static Map<String, AttributeValue> sorted(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> sorted = new HashMap<>(item);
        sorted.replaceAll((name, value) -> value.hasSs()
                ? AttributeValue.fromSs(value.ss().stream().sorted().toList())
                : value);
        return sorted;
    }

    private static Relation somebody() {
        return World.relation(World.somebody(), "b");
    }

    private static List<Relation> ids() {
        return IntStream.range(0, IDS).mapToObj(id -> somebody()).toList();
    }
}
