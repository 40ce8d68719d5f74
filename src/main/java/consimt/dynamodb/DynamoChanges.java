package consimt.dynamodb;

import consimt.notice.ChangeId;
import consimt.notice.Changes;
import consimt.notice.Notice;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A sparse index of the ledger: the business / the time of arrival and the hash of the entry's key. */
@Singleton
class DynamoChanges implements Changes {

    private final DynamoDbClient client;
    private final String table;

    DynamoChanges(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.ledger();
    }

    @Override
    public ChangePage read(BusinessId businessId, @Nullable ChangeId after, Instant before, int limit) {
        ChangeId from = after == null ? ChangeId.before(Instant.EPOCH) : after;
        ChangeId to = ChangeId.before(before);
        if (from.compareTo(to) >= 0) {
            return new ChangePage(List.of(), false);
        }
        List<Notice> found = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            // The range has both ends. So one more is asked for, in case that the first is the one to go on after.
            QueryRequest request = between(businessId, from, to)
                    .limit(limit + 2 - found.size())
                    .exclusiveStartKey(start.isEmpty() ? null : start)
                    .build();
            QueryResponse some = Calls.to(() -> client.query(request));
            some.items().stream()
                    .flatMap(item -> ChangeItems.notice(item).stream())
                    .filter(change -> change.id().compareTo(from) > 0)
                    .forEach(found::add);
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty() && found.size() <= limit);
        return found.size() > limit
                ? new ChangePage(List.copyOf(found.subList(0, limit)), true)
                : new ChangePage(List.copyOf(found), false);
    }

    @Override
    public Optional<Notice> find(BusinessId businessId, ChangeId id) {
        QueryRequest request = between(businessId, id, id).build();
        return Calls.to(() -> client.query(request)).items().stream()
                .flatMap(item -> ChangeItems.notice(item).stream())
                .findFirst();
    }

    private QueryRequest.Builder between(BusinessId businessId, ChangeId from, ChangeId to) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(Attributes.CHANGES_BY_BUSINESS)
                .keyConditionExpression("#business = :business AND #at BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#business", Attributes.BUSINESS_ID, "#at", Attributes.CHANGE_AT))
                .expressionAttributeValues(Map.of(
                        ":business",
                        Items.text(businessId.value()),
                        ":from",
                        Items.text(ChangeItems.place(from)),
                        ":to",
                        Items.text(ChangeItems.place(to))));
    }
}
