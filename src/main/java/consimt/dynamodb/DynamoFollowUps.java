package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUps;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** Key: {@code businessId} / the follow-up's id. */
@Singleton
class DynamoFollowUps implements FollowUps {

    private final DynamoDbClient client;
    private final String table;

    DynamoFollowUps(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.followUps();
    }

    @Override
    public void open(FollowUp followUp) {
        Update update = described(followUp, State.OPEN)
                .set(
                        Attributes.OPEN_OF,
                        Items.text(followUp.relation().businessId().value()))
                .onlyIfAbsent(Attributes.STATE);
        try {
            send(followUp, update);
        } catch (ConditionalCheckFailedException alreadyThere) {
            // Opened, worked on, or withdrawn before: it stands as it is.
        }
    }

    @Override
    public State withdraw(FollowUp followUp) {
        Update update = described(followUp, State.WITHDRAWN)
                .remove(Attributes.OPEN_OF)
                .onlyIfAbsentOrIn(Attributes.STATE, Items.text(State.OPEN.name()), Items.text(State.CLAIMED.name()));
        try {
            send(followUp, update);
            return State.WITHDRAWN;
        } catch (ConditionalCheckFailedException closed) {
            return State.valueOf(Items.text(closed.item(), Attributes.STATE));
        }
    }

    @Override
    public Optional<FollowUp> find(BusinessId businessId, FollowUpId id) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(key(businessId, id))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(followUp(item));
    }

    private static Update described(FollowUp followUp, State state) {
        return new Update()
                .set(Attributes.STATE, Items.text(state.name()))
                .set(Attributes.KIND, Items.text(followUp.kind().name()))
                .set(Attributes.USER_ID, Items.text(followUp.relation().userId().value()))
                .set(Attributes.OPENED_AT, Items.text(Texts.instant(followUp.openedAt())))
                .set(Attributes.DUE, Items.text(followUp.due().toString()));
    }

    private void send(FollowUp followUp, Update update) {
        Calls.to(
                () -> client.updateItem(update.of(table, key(followUp.relation().businessId(), followUp.id()))));
    }

    private static Map<String, AttributeValue> key(BusinessId businessId, FollowUpId id) {
        return Map.of(
                Attributes.BUSINESS_ID, Items.text(businessId.value()),
                Attributes.FOLLOW_UP_ID, Items.text(id.value()));
    }

    private static FollowUp followUp(Map<String, AttributeValue> item) {
        return new FollowUp(
                new FollowUpId(Items.text(item, Attributes.FOLLOW_UP_ID)),
                new Relation(
                        new UserId(Items.text(item, Attributes.USER_ID)),
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID))),
                Kind.valueOf(Items.text(item, Attributes.KIND)),
                State.valueOf(Items.text(item, Attributes.STATE)),
                Instant.parse(Items.text(item, Attributes.OPENED_AT)),
                LocalDate.parse(Items.text(item, Attributes.DUE)));
    }
}
