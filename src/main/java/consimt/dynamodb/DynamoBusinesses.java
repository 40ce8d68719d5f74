package consimt.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.business.Businesses;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Key: {@code businessId}. The settings are one JSON text, in the form in which callers see them. */
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
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Map.of(Attributes.BUSINESS_ID, Items.text(businessId.value())))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(read(Items.text(item, Attributes.SETTINGS)));
    }

    @Override
    public void put(Business business) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(table)
                .item(Map.of(
                        Attributes.BUSINESS_ID, Items.text(business.businessId().value()),
                        Attributes.SETTINGS, Items.text(write(business))))
                .build();
        Calls.to(() -> client.putItem(request));
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
