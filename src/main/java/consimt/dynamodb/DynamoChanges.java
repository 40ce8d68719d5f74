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
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A sparse index of the ledger: the business / the time of arrival and the hash of the entry's key. */
@Singleton
class DynamoChanges implements Changes {

    private final Table table;

    DynamoChanges(DynamoDbClient client, Tables tables) {
        this.table = new Table(client, tables.ledger());
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
            QueryResponse some = between(businessId, from, to)
                    .limit(limit + 2 - found.size())
                    .page(start);
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
        return between(businessId, id, id).items().stream()
                .flatMap(item -> ChangeItems.notice(item).stream())
                .findFirst();
    }

    private Query between(BusinessId businessId, ChangeId from, ChangeId to) {
        return table.where(Attributes.BUSINESS_ID, businessId.value())
                .index(Attributes.CHANGES_BY_BUSINESS)
                .between(Attributes.CHANGE_AT, ChangeItems.place(from), ChangeItems.place(to));
    }
}
