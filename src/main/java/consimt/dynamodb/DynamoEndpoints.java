package consimt.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.ledger.Entry;
import consimt.notice.delivery.Endpoint;
import consimt.notice.delivery.EndpointState;
import consimt.notice.delivery.Endpoints;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Key: {@code endpoints} / the business. The endpoint is one JSON text. One that is up and did not fail has no item. Each
 * write makes a new version, and has the version that was read as its condition.
 */
@Singleton
class DynamoEndpoints implements Endpoints {

    private static final String ALL = "endpoints";

    private final DynamoDbClient client;
    private final String table;
    private final String ledger;
    private final ObjectMapper json;
    private final Clock clock;

    DynamoEndpoints(DynamoDbClient client, Tables tables, ObjectMapper json, Clock clock) {
        this.client = client;
        this.table = tables.aside();
        this.ledger = tables.ledger();
        this.json = json;
        this.clock = clock;
    }

    @Override
    public StoredEndpoint find(BusinessId businessId) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(key(businessId))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.getItem(request)).item();
        return item.isEmpty() ? new StoredEndpoint(businessId, Endpoint.UP, null) : stored(item);
    }

    @Override
    public List<StoredEndpoint> notUp() {
        List<StoredEndpoint> all = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest request = QueryRequest.builder()
                    .tableName(table)
                    .keyConditionExpression("#of = :of")
                    .expressionAttributeNames(Map.of("#of", Attributes.OF))
                    .expressionAttributeValues(Map.of(":of", Items.text(ALL)))
                    .exclusiveStartKey(start.isEmpty() ? null : start)
                    .build();
            QueryResponse some = Calls.to(() -> client.query(request));
            some.items().stream()
                    .map(this::stored)
                    .filter(each -> each.endpoint().state() != EndpointState.UP)
                    .forEach(all::add);
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty());
        return all;
    }

    @Override
    public boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(after.equals(Endpoint.UP) ? delete(before) : put(before, after));
        if (entry != null) {
            items.add(EntryItems.putIfNew(ledger, before.businessId(), entry, clock.instant()));
        }
        try {
            Calls.to(() -> client.transactWriteItems(request -> request.transactItems(items)));
            return true;
        } catch (TransactionCanceledException changed) {
            return false;
        }
    }

    private TransactWriteItem put(StoredEndpoint before, Endpoint after) {
        Map<String, AttributeValue> item = new HashMap<>(key(before.businessId()));
        item.put(Attributes.ENDPOINT, Items.text(write(after)));
        item.put(Attributes.VERSION, Items.text(UUID.randomUUID().toString()));
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition(before))
                .expressionAttributeNames(Map.of("#version", Attributes.VERSION));
        if (before.version() != null) {
            put.expressionAttributeValues(Map.of(":version", Items.text(before.version())));
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private TransactWriteItem delete(StoredEndpoint before) {
        Delete.Builder delete = Delete.builder()
                .tableName(table)
                .key(key(before.businessId()))
                .conditionExpression(condition(before))
                .expressionAttributeNames(Map.of("#version", Attributes.VERSION));
        if (before.version() != null) {
            delete.expressionAttributeValues(Map.of(":version", Items.text(before.version())));
        }
        return TransactWriteItem.builder().delete(delete.build()).build();
    }

    private static String condition(StoredEndpoint before) {
        return before.version() == null ? "attribute_not_exists(#version)" : "#version = :version";
    }

    private StoredEndpoint stored(Map<String, AttributeValue> item) {
        try {
            return new StoredEndpoint(
                    new BusinessId(Items.text(item, Attributes.ID)),
                    json.readValue(Items.text(item, Attributes.ENDPOINT), Endpoint.class),
                    Items.text(item, Attributes.VERSION));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an endpoint that cannot be read");
        }
    }

    private String write(Endpoint endpoint) {
        try {
            return json.writeValueAsString(endpoint);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an endpoint that cannot be written");
        }
    }

    private static Map<String, AttributeValue> key(BusinessId businessId) {
        return Map.of(Attributes.OF, Items.text(ALL), Attributes.ID, Items.text(businessId.value()));
    }
}
