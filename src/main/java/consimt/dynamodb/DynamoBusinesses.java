package consimt.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.business.Businesses;
import consimt.function.StoreUnavailable;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Key: {@code businessId}. The settings are one JSON text, in the form in which callers see them.
 *
 * <p>Beside them, under a key that no business has, stands an item for each WhatsApp number with the business that it
 * belongs to. A business may have several, which an index could not key, and two businesses may not have the same.
 */
@Singleton
class DynamoBusinesses implements Businesses {

    private final DynamoDbClient client;
    private final String table;
    private final ObjectMapper json;

    DynamoBusinesses(DynamoDbClient client, Tables tables, ObjectMapper json) {
        this.client = client;
        this.table = tables.businesses();
        this.json = json;
    }

    @Override
    public Optional<Business> find(BusinessId businessId) {
        return item(businessId.value()).map(this::business);
    }

    @Override
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        return item(numberKey(phoneNumberId)).map(item -> new BusinessId(Items.text(item, Attributes.OWNER)));
    }

    private Optional<Map<String, AttributeValue>> item(String key) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Map.of(Attributes.BUSINESS_ID, Items.text(key)))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    @Override
    public boolean put(Business settled, Instant at) {
        Optional<Business> there = find(settled.businessId());
        Business business = there.map(other -> settled.after(other, at)).orElse(settled);
        Set<String> now = numbers(business);
        Set<String> before = there.map(DynamoBusinesses::numbers).orElse(Set.of());
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(settings(business)))
                .build());
        now.forEach(number -> items.add(claim(number, business.businessId())));
        before.stream()
                .filter(number -> !now.contains(number))
                .forEach(number -> items.add(release(number, business.businessId())));
        if (items.size() == 1) {
            Calls.to(() -> client.putItem(put -> put.tableName(table).item(settings(business))));
            return true;
        }
        return write(items);
    }

    private boolean write(List<TransactWriteItem> items) {
        try {
            Calls.to(() -> client.transactWriteItems(request -> request.transactItems(items)));
            return true;
        } catch (TransactionCanceledException canceled) {
            if (!Calls.failedConditions(canceled).isEmpty()) {
                return false;
            }
            throw new StoreUnavailable("a transaction was cancelled");
        }
    }

    private TransactWriteItem claim(String number, BusinessId owner) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(Map.of(
                                Attributes.BUSINESS_ID, Items.text(numberKey(number)),
                                Attributes.OWNER, Items.text(owner.value())))
                        .conditionExpression("attribute_not_exists(#owner) OR #owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", Attributes.OWNER))
                        .expressionAttributeValues(Map.of(":owner", Items.text(owner.value()))))
                .build();
    }

    private TransactWriteItem release(String number, BusinessId owner) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(Map.of(Attributes.BUSINESS_ID, Items.text(numberKey(number))))
                        .conditionExpression("attribute_not_exists(#owner) OR #owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", Attributes.OWNER))
                        .expressionAttributeValues(Map.of(":owner", Items.text(owner.value()))))
                .build();
    }

    /** {@code #} is in no business's id. */
    private static String numberKey(String number) {
        return "whatsapp#" + number;
    }

    private static Set<String> numbers(Business business) {
        return business.whatsapp() == null
                ? Set.of()
                : new LinkedHashSet<>(business.whatsapp().phoneNumberIds());
    }

    private Map<String, AttributeValue> settings(Business business) {
        Map<String, AttributeValue> item = new HashMap<>();
        Items.put(item, Attributes.BUSINESS_ID, business.businessId().value());
        Items.put(item, Attributes.SETTINGS, write(business));
        Items.put(item, Attributes.WORDS_TAKEN_AWAY_AT, business.wordsTakenAwayAt());
        return item;
    }

    private Business business(Map<String, AttributeValue> item) {
        return read(Items.text(item, Attributes.SETTINGS))
                .withWordsTakenAwayAt(Items.optional(item, Attributes.WORDS_TAKEN_AWAY_AT, Instant::parse));
    }

    private Business read(String settings) {
        try {
            return json.readValue(settings, Business.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that were not written here", e);
        }
    }

    private String write(Business business) {
        try {
            return json.writeValueAsString(business);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that cannot be written", e);
        }
    }
}
