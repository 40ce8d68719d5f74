package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Kind;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How relations are stored, by this code and by newer code. */
class RelationItemsTest {

    private static final World WORLD = World.fresh();
    private static final Scope OFFERS = Scope.ofTopic("offers");

    private final Relation relation = World.relation(World.somebody(), "shop");
    private final String person = "'userId':'%s'".formatted(relation.userId().value());
    private final String who = person + ",'businessId':'shop'";

    /** A fault, never a permission. Nothing is written to it meanwhile. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "check-permission {WHO,'category':'UTILITY'}",
                "check-permission {'userIds':['ID','40700'],'businessId':'shop','category':'UTILITY'}",
                "read-relation {WHO}",
                "read-relation {PERSON}",
                "open-conversation {WHO}",
                "decide-consent {WHO,'decision':'BLOCK'}",
                "decide-consent {WHO,'decision':'MESSAGE_SENT'}",
                "request-opt-out {WHO}",
                "request-opt-in {WHO}",
                "record-message {WHO,'category':'MARKETING','messageId':'m','sentAt':'2026-11-24T12:00:00Z'}"
            })
    void aRelationInTheShapeOfNewerCodeIsAFaultForWhoeverMeetsIt(String use) {
        put(Map.of("expressed", "2026-11-19T10:00:00.000Z#in"));
        shape(relation, RelationItems.SHAPE + 1);
        Map<String, AttributeValue> before = item();
        String[] parts = use.split(" ", 2);
        String body = parts[1].replace("WHO", who)
                .replace("PERSON", person)
                .replace("ID'", relation.userId().value() + "'");
        assertThrows(StoreUnavailable.class, () -> WORLD.call(parts[0], body));
        assertEquals(before, item());
    }

    private static void shape(Relation relation, int version) {
        WORLD.client.updateItem(update -> update.tableName(WORLD.tables.relations())
                .key(Items.key(relation))
                .updateExpression("SET shape = :shape")
                .expressionAttributeValues(Map.of(":shape", AttributeValue.fromN(Integer.toString(version)))));
    }

    @Test
    void marksOfMarketingAreKeptByScope() {
        Fact out = new Fact(Kind.OPT_OUT, OFFERS, mark(2), null);
        Fact in = new Fact(Kind.OPT_IN, OFFERS, mark(3), null);
        Fact all = Fact.of(Kind.OPT_IN, mark(1));
        join(all);
        assertEquals(RelationItems.SHAPE, Integer.parseInt(item().get("shape").n()));
        join(out);
        assertEquals(mark(2).in(OFFERS), read().marks().get(new Marks.Key(MarkKind.OPTED_OUT, OFFERS)));
        assertTrue(read().isOptedOut(), "an opt-out in any scope counts");
        assertTrue(item().containsKey("scope#//offers"));
        assertEquals(RelationItems.SHAPE, Integer.parseInt(item().get("shape").n()));
        join(in);
        assertFalse(read().isOptedOut());
        join(new Fact(Kind.OPT_OUT, OFFERS, mark(5), null));
        join(Fact.of(Kind.OPT_IN, mark(6)));
        assertFalse(read().isOptedOut(), "an opt-in to all lifts the opt-out of one topic");
        Map<String, AttributeValue> before = item();
        List.of(in, all, out).forEach(this::join);
        assertEquals(before, item());
    }

    /** It would be read as another scope. */
    @ParameterizedTest
    @ValueSource(strings = {"scope#", "scope#x", "scope#pigeon//", "scope#//UPPER", "scope#/sender/"})
    void aScopeThatThisCodeDoesNotKnowIsAFault(String attribute) {
        put(Map.of(attribute, "olk~abcdefgh"));
        assertThrows(StoreUnavailable.class, this::read);
    }

    @Test
    void aWordOfAScopeThatThisCodeDoesNotKnowIsAFault() {
        put(Map.of("scope#//offers", "zlk~abcdefgh"));
        assertThrows(StoreUnavailable.class, this::read);
    }

    @Test
    void aListOfBlockedBusinessesPassesOverNoRelationInANewerShape() {
        put(Map.of("expressed", "2026-11-19T10:00:00.000Z#in"));
        shape(relation, RelationItems.SHAPE + 1);
        assertThrows(StoreUnavailable.class, () -> WORLD.call("read-relation", "{%s,'blocked':true}", person));
    }

    private void join(Fact fact) {
        Recorders.join(WORLD.stores.relations(), relation, fact);
    }

    private static Mark mark(int second) {
        return new Mark(Instant.parse("2026-11-24T10:00:00Z").plusSeconds(second), EntryId.ofRequest("e" + second));
    }

    private void put(Map<String, String> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(Items.key(relation));
        attributes.forEach((name, text) -> Items.put(item, name, text));
        WORLD.client.putItem(put -> put.tableName(WORLD.tables.relations()).item(item));
    }

    private Map<String, AttributeValue> item() {
        return WORLD.client
                .getItem(get -> get.tableName(WORLD.tables.relations())
                        .key(Items.key(relation))
                        .consistentRead(true))
                .item();
    }

    private Standing read() {
        return WORLD.stores.standings().of(relation, Consistency.STRONG);
    }
}
