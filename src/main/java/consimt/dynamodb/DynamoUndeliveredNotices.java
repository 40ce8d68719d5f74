package consimt.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.ChangeId;
import consimt.notice.delivery.Undelivered;
import consimt.notice.delivery.UndeliveredNotices;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Key: the business / whether the notice was given up, and the place of its change. An item has what came back as one JSON
 * text. Items expire (TTL).
 */
@Singleton
class DynamoUndeliveredNotices implements UndeliveredNotices {

    /** Sorts before {@link #TRIED}. */
    private static final String GIVEN_UP = "given-up#";

    private static final String TRIED = "tried#";

    /** After all ids of its kind. */
    private static final String END = "~";

    private final DynamoDbClient client;
    private final String table;
    private final BatchWrites batchWrites;
    private final ObjectMapper json;

    DynamoUndeliveredNotices(DynamoDbClient client, Tables tables, BatchWrites batchWrites, ObjectMapper json) {
        this.client = client;
        this.table = tables.aside();
        this.batchWrites = batchWrites;
        this.json = json;
    }

    @Override
    public void put(BusinessId businessId, Undelivered notice, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(key(businessId, id(notice.givenUp(), notice.id())));
        item.put(Attributes.TOLD, Items.text(write(notice)));
        item.put(Attributes.EXPIRES_AT, Items.seconds(now.plus(Duration.ofDays(KEPT_DAYS))));
        Calls.to(() -> client.putItem(put -> put.tableName(table).item(item)));
        if (notice.givenUp()) {
            delete(businessId, List.of(id(false, notice.id())));
        }
    }

    @Override
    public void remove(BusinessId businessId, ChangeId id) {
        delete(businessId, List.of(id(false, id), id(true, id)));
    }

    @Override
    public ChangeId firstTriedAgain(BusinessId businessId, ChangeId atTheLatest) {
        QueryRequest request =
                between(businessId, TRIED, id(false, atTheLatest)).limit(1).build();
        return Calls.to(() -> client.query(request)).items().stream()
                .map(item -> read(item).id())
                .findFirst()
                .orElse(atTheLatest);
    }

    @Override
    public void removeTriedAgain(BusinessId businessId, ChangeId through) {
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest request = between(businessId, TRIED, id(false, through))
                    .exclusiveStartKey(start.isEmpty() ? null : start)
                    .build();
            QueryResponse some = Calls.to(() -> client.query(request));
            delete(
                    businessId,
                    some.items().stream()
                            .map(item -> Items.text(item, Attributes.ID))
                            .toList());
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty());
    }

    @Override
    public UndeliveredPage read(BusinessId businessId, @Nullable String after, int limit, Instant now) {
        List<Undelivered> found = new ArrayList<>();
        String last = after == null ? GIVEN_UP : after;
        QueryRequest request =
                between(businessId, last, TRIED + END).limit(limit + 2).build();
        for (Map<String, AttributeValue> item :
                Calls.to(() -> client.query(request)).items()) {
            String id = Items.text(item, Attributes.ID);
            if (id.equals(after)) {
                continue;
            }
            if (found.size() == limit) {
                return new UndeliveredPage(found, last);
            }
            found.add(read(item));
            last = id;
        }
        return new UndeliveredPage(found, null);
    }

    private void delete(BusinessId businessId, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        batchWrites.to(
                table,
                ids.stream()
                        .map(id -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key(businessId, id)))
                                .build())
                        .toList());
    }

    private QueryRequest.Builder between(BusinessId businessId, String from, String to) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#of = :of AND #id BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#of", Attributes.OF, "#id", Attributes.ID))
                .expressionAttributeValues(
                        Map.of(":of", Items.text(of(businessId)), ":from", Items.text(from), ":to", Items.text(to)))
                .consistentRead(true);
    }

    private static String id(boolean givenUp, ChangeId id) {
        return (givenUp ? GIVEN_UP : TRIED) + ChangeItems.place(id);
    }

    private static Map<String, AttributeValue> key(BusinessId businessId, String id) {
        return Map.of(Attributes.OF, Items.text(of(businessId)), Attributes.ID, Items.text(id));
    }

    /** {@code #} is in no id. */
    private static String of(BusinessId businessId) {
        return "notices#" + businessId.value();
    }

    private Undelivered read(Map<String, AttributeValue> item) {
        try {
            return json.readValue(Items.text(item, Attributes.TOLD), Undelivered.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an undelivered notice that cannot be read");
        }
    }

    private String write(Undelivered notice) {
        try {
            return json.writeValueAsString(notice);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an undelivered notice that cannot be written");
        }
    }
}
