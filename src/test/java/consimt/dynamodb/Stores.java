package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.access.Revocations;
import consimt.business.Businesses;
import consimt.doctor.Doctor.Inventory;
import consimt.followup.FollowUps;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Places;
import consimt.ledger.LedgerWriter;
import consimt.notice.Notice.Changes;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.LedgerStream;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.person.PersonItems;
import consimt.person.Rebuilder.StoredRelations;
import consimt.person.WholeLedger;
import consimt.receipt.ReceiptKeys.PublicKeys;
import consimt.relation.Relations;
import consimt.relation.Reservations;
import consimt.relation.Standings;
import consimt.relation.Standings.Audiences;
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
        Inventory inventory) {

    public static Stores on(DynamoDbClient client, Tables tables, Clock clock, ObjectMapper json) {
        Store store = new Store(client, tables, clock, pause -> Thread.yield());
        DynamoRelations relations = new DynamoRelations(store);
        DynamoRebuilding rebuilding = new DynamoRebuilding(store);
        DynamoLedger ledger = new DynamoLedger(store);
        DynamoUnclaimedUpdates unclaimed = new DynamoUnclaimedUpdates(store, json);
        return new Stores(
                relations,
                relations,
                relations,
                ledger,
                ledger,
                new DynamoFollowUps(store),
                new DynamoBusinesses(store, json),
                new DynamoRevocations(store),
                new DynamoPublicKeys(store),
                unclaimed,
                new DynamoPlaces(store),
                new DynamoReservations(store),
                unclaimed,
                rebuilding,
                rebuilding,
                ledger,
                new DynamoEndpoints(store, json),
                new DynamoUndeliveredNotices(store, json),
                new StreamRecords(json),
                new DynamoPersonItems(store, json),
                new DynamoInventory(store, json));
    }
}
