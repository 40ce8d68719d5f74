package consimt.dynamodb;

import consimt.record.ClaimCounts;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item for each day of a business, beside its follow-ups, under an id that none of these has. */
@Singleton
record DynamoClaimCounts(Store store) implements ClaimCounts {

    /** Begins the key. The day follows. */
    private static final String CLAIMS = "claims#";

    @Override
    public void add(BusinessId businessId, LocalDate day, Counted more) {
        Write update = new Write()
                .add(Attributes.MADE, RelationUpdates.number(more.made()))
                .add(Attributes.DISOWNED, RelationUpdates.number(more.disowned()));
        store.followUps().update(FollowUpItems.key(businessId.value(), CLAIMS + day), update);
    }

    @Override
    public Counted between(BusinessId businessId, LocalDate from, LocalDate to) {
        List<Counted> days = new ArrayList<>();
        store.followUps()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .between(Attributes.FOLLOW_UP_ID, CLAIMS + from, CLAIMS + to)
                .all(item -> days.add(counted(item)));
        return days.stream().reduce(Counted.NONE, Counted::plus);
    }

    private static Counted counted(Map<String, AttributeValue> item) {
        return new Counted(
                FollowUpItems.number(item, Attributes.MADE), FollowUpItems.number(item, Attributes.DISOWNED));
    }
}
