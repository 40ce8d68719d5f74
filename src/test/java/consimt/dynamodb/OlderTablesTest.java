package consimt.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.local.LocalTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table that a release before made has all that this one reads, once it has the indexes that were added since. */
class OlderTablesTest {

    private static final String WHO = "'userId':'40700000001','businessId':'shop'";

    private final World world = World.fresh();

    /** Every entry has the attributes of the index by time, so none is left out of it. */
    @Test
    void aLedgerOfBeforeTheIndexByTimeIsReadInFull() {
        for (String decision : List.of("CONTINUE", "BLOCK", "UNBLOCK")) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call("decide-consent", "{%s,'decision':'%s'}", WHO, decision);
        }
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{%s}", WHO);
        var sent = world.clock.instant().plusSeconds(1);
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-in", "{%s}", WHO);
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{%s}", WHO);
        JsonNode before = world.call("read-ledger", "{%s}", WHO);

        withoutIndexes(world.tables.ledger());
        LocalTables.create(world.client, world.tables);

        assertEquals(before, world.call("read-ledger", "{%s}", WHO));
        assertEquals(6, before.get("entries").size());
        assertEquals(
                true,
                world.call("record-message", "{%s,'category':'MARKETING','messageId':'m','sentAt':'%s'}", WHO, sent)
                        .at("/results/0/late")
                        .booleanValue());
    }

    /** Makes the table anew, with what it held and no index. */
    private void withoutIndexes(String table) {
        List<Map<String, AttributeValue>> items = world.items(table);
        world.client.deleteTable(delete -> delete.tableName(table));
        world.client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(Attributes.RELATION), text(Attributes.ENTRY_ID))
                .keySchema(key(Attributes.RELATION, KeyType.HASH), key(Attributes.ENTRY_ID, KeyType.RANGE)));
        items.forEach(item -> world.client.putItem(put -> put.tableName(table).item(item)));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
