package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.Cases;
import consimt.kit.World;
import consimt.record.Recorders;
import consimt.relation.Fact;
import consimt.relation.Facts;
import consimt.relation.Oracle;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Every order of arrival on the real engine.
 *
 * <p>What a fact does depends on the stored item and the fact alone. So it is enough that from the item of every subset
 * every further fact leads to the one item of the larger subset: then, by induction, all orders end alike. This tries
 * n·2^(n-1) steps instead of n·n!.
 */
class ArrivalOrderTest {

    private static final World WORLD = World.fresh();

    private static int tried;

    @Property(tries = 200, shrinking = ShrinkingMode.OFF, maxDiscardRatio = 20)
    void everyOrderEndsInTheSameItem(@ForAll("facts") List<Fact> facts) {
        Assume.that(Cases.takes(tried++, 10));
        Map<Integer, Map<String, AttributeValue>> itemOf = new ConcurrentHashMap<>();
        itemOf.put(0, Map.of());
        for (int subset = 0; subset < 1 << facts.size(); subset++) {
            int from = subset;
            IntStream.range(0, facts.size())
                    .parallel()
                    .filter(i -> (from & 1 << i) == 0)
                    .forEach(i -> {
                        Map<String, AttributeValue> item = after(itemOf.get(from), facts.get(i));
                        assertEquals(itemOf.computeIfAbsent(from | 1 << i, first -> item), item);
                    });
            assertEquals(Oracle.of(members(facts, subset)), Oracle.saysOf(RelationItems.standing(itemOf.get(subset))));
            assertInForce(itemOf.get(subset));
        }
    }

    @Provide
    Arbitrary<List<Fact>> facts() {
        return Facts.upTo(7);
    }

    /** The attributes that tell of a refusal in force are there exactly while they hold. */
    private static void assertInForce(Map<String, AttributeValue> item) {
        Standing standing = RelationItems.standing(item);
        assertEquals(standing.isBlocked(), item.containsKey(Attributes.BLOCKED_BY));
        assertEquals(standing.isOptedOut(), item.containsKey(Attributes.OPTED_OUT_OF));
    }

    /** The stored item, less its key, when one more fact came to it. */
    private static Map<String, AttributeValue> after(Map<String, AttributeValue> item, Fact fact) {
        Relation relation = World.relation(World.somebody(), "b");
        if (!item.isEmpty()) {
            Map<String, AttributeValue> stored = new HashMap<>(item);
            stored.putAll(Items.key(relation));
            WORLD.client.putItem(put -> put.tableName(WORLD.tables.relations()).item(stored));
        }
        Relations relations = WORLD.stores.relations();
        Standing answered = Recorders.join(relations, relation, fact).after();
        assertEquals(answered, WORLD.stores.standings().of(relation, Consistency.STRONG));
        Map<String, AttributeValue> read = new HashMap<>(WORLD.client
                .getItem(get -> get.tableName(WORLD.tables.relations())
                        .key(Items.key(relation))
                        .consistentRead(true))
                .item());
        Items.key(relation).keySet().forEach(read::remove);
        // The engine gives the elements of a set in any order.
        read.replaceAll((name, value) -> value.hasSs()
                ? AttributeValue.fromSs(value.ss().stream().sorted().toList())
                : value);
        return read;
    }

    private static List<Fact> members(List<Fact> facts, int subset) {
        List<Fact> members = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            if ((subset & 1 << i) != 0) {
                members.add(facts.get(i));
            }
        }
        return members;
    }
}
