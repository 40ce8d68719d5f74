package consimt.dynamodb;

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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: {@code endpoints} / the business. The endpoint is one JSON text. One that is up and did not fail has no item. Each
 * write makes a new version, and has the version that was read as its condition.
 */
@Singleton
class DynamoEndpoints implements Endpoints {

    private static final String ALL = "endpoints";

    private final DynamoDbClient client;
    private final Table table;
    private final String ledger;
    private final StoredJson<Endpoint> json;
    private final Clock clock;

    DynamoEndpoints(DynamoDbClient client, Tables tables, ObjectMapper json, Clock clock) {
        this.client = client;
        this.table = new Table(client, tables.aside());
        this.ledger = tables.ledger();
        this.json = new StoredJson<>(json, Endpoint.class);
        this.clock = clock;
    }

    @Override
    public StoredEndpoint find(BusinessId businessId) {
        return table.find(key(businessId))
                .map(this::stored)
                .orElseGet(() -> new StoredEndpoint(businessId, Endpoint.UP, null));
    }

    @Override
    public List<StoredEndpoint> notUp() {
        List<StoredEndpoint> all = new ArrayList<>();
        table.where(Attributes.OF, ALL).all(item -> all.add(stored(item)));
        all.removeIf(each -> each.endpoint().state() == EndpointState.UP);
        return all;
    }

    @Override
    public boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(
                after.equals(Endpoint.UP)
                        ? table.deleting(key(before.businessId()), asRead(before))
                        : table.putting(item(before.businessId(), after), asRead(before)));
        if (entry != null) {
            items.add(EntryItems.ifNew().putting(ledger, EntryItems.item(before.businessId(), entry, clock.instant())));
        }
        return Calls.transact(client, items);
    }

    private Map<String, AttributeValue> item(BusinessId businessId, Endpoint endpoint) {
        Map<String, AttributeValue> item = new HashMap<>(key(businessId));
        Items.put(item, Attributes.ENDPOINT, json.text(endpoint));
        Items.put(item, Attributes.VERSION, UUID.randomUUID());
        return item;
    }

    private static Write asRead(StoredEndpoint before) {
        return new Write().onlyIfIs(Attributes.VERSION, before.version() == null ? null : Items.text(before.version()));
    }

    private StoredEndpoint stored(Map<String, AttributeValue> item) {
        return new StoredEndpoint(
                new BusinessId(Items.text(item, Attributes.ID)),
                json.read(item, Attributes.ENDPOINT),
                Items.text(item, Attributes.VERSION));
    }

    private static Map<String, AttributeValue> key(BusinessId businessId) {
        return Items.aside(ALL, businessId.value());
    }
}
