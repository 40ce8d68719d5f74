package consimt.dynamodb;

import consimt.ledger.Ledger.Places;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.Sha256;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item for all places of one thing, such as an hour of a business, with the set of entries that have one. The items are
 * in the table of {@link DynamoUnclaimedUpdates}.
 */
@Singleton
record DynamoPlaces(Store store) implements Places {

    /** The platform delivers again for a week at most, and updates that were kept aside may come a month late. */
    private static final Duration KEPT = Duration.ofDays(45);

    /** 60 bits, so that no two among thousands have the same hash. */
    private static final int HASH = 12;

    @Override
    public boolean take(BusinessId businessId, String of, EntryId entry, int most, Instant now) {
        AttributeValue hash = Items.text(Sha256.of(entry.value()).shortId().substring(0, HASH));
        Write update = new Write()
                .add(Attributes.ADMITTED, AttributeValue.fromSs(List.of(hash.s())))
                .set(Attributes.EXPIRES_AT, Items.seconds(now.plus(KEPT)))
                .onlyIfInOrRoomFor(Attributes.ADMITTED, hash, most);
        return isDone(businessId, of, update);
    }

    @Override
    public boolean take(BusinessId businessId, String of, int many, int most, Instant now) {
        Write update = new Write()
                .add(Attributes.COUNT, AttributeValue.fromN(Integer.toString(many)))
                .set(Attributes.EXPIRES_AT, Items.seconds(now.plus(Duration.ofDays(1))))
                .onlyIfAbsentOr(Attributes.COUNT, "<", AttributeValue.fromN(Integer.toString(most)));
        return isDone(businessId, of, update);
    }

    private boolean isDone(BusinessId businessId, String of, Write update) {
        // # is in no id.
        return Calls.isDone(() -> store.aside().update(Items.aside("places#" + businessId.value(), of), update));
    }
}
