package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Businesses;
import consimt.followup.FollowUps;
import consimt.ledger.Ledger;
import consimt.relation.Relations;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real stores on a client of the test's choice. Pauses of the batch reads move the given clock's caller only. */
public record Stores(Relations relations, Ledger ledger, FollowUps followUps, Businesses businesses) {

    public static Stores on(DynamoDbClient client, Tables tables, Clock clock, ObjectMapper json) {
        return new Stores(
                new DynamoRelations(client, tables, new BatchReads(client, clock, pause -> {})),
                new DynamoLedger(client, tables),
                new DynamoFollowUps(client, tables),
                new DynamoBusinesses(client, tables, json));
    }

    /** The names of the attributes that make an item of the relations table appear in the sparse indexes. */
    public static boolean isBlockIndexed(Map<String, AttributeValue> item) {
        return item.containsKey(Attributes.BLOCKED_BY);
    }

    public static boolean isOptOutIndexed(Map<String, AttributeValue> item) {
        return item.containsKey(Attributes.OPTED_OUT_OF);
    }
}
