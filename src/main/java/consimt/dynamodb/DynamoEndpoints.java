package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.ledger.Entry;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.Endpoint;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: {@code endpoints} / the business. The endpoint is one JSON text. One that is up and did not fail has no item. Each
 * write makes a new version, and has the version that was read as its condition.
 */
@Singleton
record DynamoEndpoints(Store store, ObjectMapper mapper) implements Endpoints {

    private static final String ALL = "endpoints";

    @Override
    public StoredEndpoint find(BusinessId businessId) {
        return store.aside()
                .find(key(businessId))
                .map(this::stored)
                .orElseGet(() -> new StoredEndpoint(businessId, Endpoint.UP, null));
    }

    @Override
    public List<StoredEndpoint> notUp() {
        List<StoredEndpoint> all = new ArrayList<>();
        store.aside().where(Attributes.OF, ALL).all(item -> all.add(stored(item)));
        all.removeIf(each -> each.endpoint().state() == EndpointState.UP);
        return all;
    }

    @Override
    public boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(
                after.equals(Endpoint.UP)
                        ? store.aside().deleting(key(before.businessId()), asRead(before))
                        : store.aside().putting(item(before.businessId(), after), asRead(before)));
        if (entry != null) {
            items.add(store.ledger()
                    .putting(EntryItems.item(before.businessId(), entry, store.now()), EntryItems.ifNew()));
        }
        return Calls.transact(store.client(), items);
    }

    private Map<String, AttributeValue> item(BusinessId businessId, Endpoint endpoint) {
        Map<String, AttributeValue> item = new HashMap<>(key(businessId));
        Items.put(item, Attributes.ENDPOINT, json().text(endpoint));
        Items.put(item, Attributes.VERSION, UUID.randomUUID());
        return item;
    }

    private static Write asRead(StoredEndpoint before) {
        return new Write().onlyIfIs(Attributes.VERSION, before.version() == null ? null : Items.text(before.version()));
    }

    private StoredEndpoint stored(Map<String, AttributeValue> item) {
        return new StoredEndpoint(
                new BusinessId(Items.text(item, Attributes.ID)),
                json().read(item, Attributes.ENDPOINT),
                Items.text(item, Attributes.VERSION));
    }

    private static Map<String, AttributeValue> key(BusinessId businessId) {
        return Items.aside(ALL, businessId.value());
    }

    private StoredJson<Endpoint> json() {
        return new StoredJson<>(mapper, Endpoint.class);
    }
}
