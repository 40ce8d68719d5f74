package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.access.Revocations;
import consimt.business.Businesses;
import consimt.followup.FollowUps;
import consimt.ledger.Ledger;
import consimt.relation.Relations;
import consimt.whatsapp.HourlyQuota;
import consimt.whatsapp.UnclaimedUpdates;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real stores on a client of the test's choice. Pauses of the batch reads move the given clock's caller only. */
public record Stores(
        Relations relations,
        Ledger ledger,
        FollowUps followUps,
        Businesses businesses,
        Revocations revocations,
        UnclaimedUpdates aside,
        HourlyQuota admissions) {

    public static Stores on(DynamoDbClient client, Tables tables, Clock clock, ObjectMapper json) {
        BatchReads batchReads = new BatchReads(client, clock, pause -> {});
        return new Stores(
                new DynamoRelations(client, tables, batchReads),
                new DynamoLedger(client, tables),
                new DynamoFollowUps(
                        client, tables, batchReads, new FollowUpChanges(client, tables, pause -> Thread.yield())),
                new DynamoBusinesses(client, tables, json),
                new DynamoRevocations(client, tables, batchReads),
                new DynamoUnclaimedUpdates(client, tables, new BatchWrites(client, clock, pause -> {}), json),
                new DynamoHourlyQuota(client, tables));
    }
}
