package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings.Consistency;
import consimt.runtime.StoreUnavailable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How relations are stored, by this code and by newer code. */
class RelationItemsTest {

    private static final World WORLD = World.onEngine();

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

    /** After a roll-back: neither who read the relation before nor who did not deletes what newer code keeps. */
    @ParameterizedTest
    @ValueSource(strings = {"BLOCK", "MESSAGE_SENT"})
    void whatOnlyNewerCodeKnowsInARelationIsCarriedAlong(String decision) {
        WORLD.call("request-opt-out", "{%s}", who);
        Map<String, AttributeValue> newer = new HashMap<>(item());
        newer.put("newer", Items.text("kept"));
        Map<String, AttributeValue> stored = RelationItems.item(relation, read(), newer);
        WORLD.client.putItem(put -> put.tableName(WORLD.tables.relations()).item(stored));
        WORLD.call("decide-consent", "{%s,'decision':'%s'}", who, decision);
        assertEquals(Items.text("kept"), item().get("newer"));
        assertTrue(read().has(decision.equals("BLOCK") ? MarkKind.BLOCKED : MarkKind.IMPLIED));
    }

    private static void shape(Relation relation, int version) {
        WORLD.client.updateItem(update -> update.tableName(WORLD.tables.relations())
                .key(Items.key(relation))
                .updateExpression("SET #shape = :shape")
                .expressionAttributeNames(Map.of("#shape", "shape"))
                .expressionAttributeValues(Map.of(":shape", AttributeValue.fromN(Integer.toString(version)))));
    }

    /** It would be read as another scope. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "pigeon//", "//UPPER", "/sender/"})
    void aScopeThatThisCodeDoesNotKnowIsAFault(String scope) {
        put(Map.of("scopes", scope + "=olk~abcdefgh"));
        assertThrows(StoreUnavailable.class, this::read);
    }

    @Test
    void aWordOfAScopeThatThisCodeDoesNotKnowIsAFault() {
        put(Map.of("scopes", "//offers=zlk~abcdefgh"));
        assertThrows(StoreUnavailable.class, this::read);
    }

    @Test
    void aListOfBlockedBusinessesPassesOverNoRelationInANewerShape() {
        put(Map.of("expressed", "2026-11-19T10:00:00.000Z#in"));
        shape(relation, RelationItems.SHAPE + 1);
        assertThrows(StoreUnavailable.class, () -> WORLD.call("read-relation", "{%s,'blocked':true}", person));
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
