package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.access.Revocations;
import consimt.business.Businesses;
import consimt.doctor.Inventory;
import consimt.doctor.StackPart;
import consimt.followup.FollowUps;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.Places;
import consimt.notice.Changes;
import consimt.notice.delivery.Endpoints;
import consimt.notice.delivery.LedgerStream;
import consimt.notice.delivery.UndeliveredNotices;
import consimt.person.PersonItems;
import consimt.rebuild.StoredRelations;
import consimt.rebuild.WholeLedger;
import consimt.receipt.PublicKeys;
import consimt.record.ClaimCounts;
import consimt.relation.Audiences;
import consimt.relation.Relations;
import consimt.relation.Reservations;
import consimt.relation.Standings;
import consimt.whatsapp.UnclaimedUpdates;
import consimt.whatsapp.WordsOfRelease.WordsInUse;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The real stores on a client of the test's choice. Pauses of the batch reads move the given clock's caller only. */
public record Stores(
        Standings standings,
        Relations relations,
        Audiences audiences,
        Ledger ledger,
        LedgerWriter writer,
        FollowUps followUps,
        ClaimCounts claimCounts,
        Businesses businesses,
        Revocations revocations,
        PublicKeys publicKeys,
        UnclaimedUpdates unclaimed,
        Places places,
        Reservations reservations,
        WordsInUse wordsInUse,
        WholeLedger wholeLedger,
        StoredRelations storedRelations,
        Changes changes,
        Endpoints endpoints,
        UndeliveredNotices undelivered,
        LedgerStream stream,
        PersonItems people,
        Inventory inventory,
        StackPart tables) {

    public static Stores on(DynamoDbClient client, Tables tables, Clock clock, ObjectMapper json) {
        Batches batches = new Batches(client, clock, pause -> {});
        DynamoRelations relations = new DynamoRelations(client, tables, batches);
        DynamoRebuilding rebuilding = new DynamoRebuilding(client, tables);
        DynamoLedger ledger = new DynamoLedger(client, tables, clock);
        DynamoUnclaimedUpdates unclaimed = new DynamoUnclaimedUpdates(client, tables, batches, json);
        return new Stores(
                relations,
                relations,
                relations,
                ledger,
                ledger,
                new DynamoFollowUps(client, tables, batches, clock),
                new DynamoClaimCounts(client, tables),
                new DynamoBusinesses(client, tables, json, batches, pause -> Thread.yield()),
                new DynamoRevocations(client, tables, batches),
                new DynamoPublicKeys(client, tables),
                unclaimed,
                new DynamoPlaces(client, tables),
                new DynamoReservations(client, tables),
                unclaimed,
                rebuilding,
                rebuilding,
                ledger,
                new DynamoEndpoints(client, tables, json, clock),
                new DynamoUndeliveredNotices(client, tables, batches, json),
                new StreamRecords(json),
                new DynamoPersonItems(client, tables, batches, json, clock),
                new DynamoInventory(client, tables, json),
                new DeployedTables(client, tables, true, clock));
    }
}
