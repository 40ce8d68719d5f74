package consimt.dynamodb;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One table, with the calls that are about one of its items. */
record Table(DynamoDbClient client, String name) {

    Map<String, AttributeValue> item(Map<String, AttributeValue> key, boolean strong) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(name)
                .key(key)
                .consistentRead(strong)
                .build();
        return Calls.to(() -> client.getItem(request)).item();
    }

    Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = item(key, true);
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    Query where(String key, String text) {
        return new Query(client, name).where(key, "=", text);
    }

    /**
     * Updates an item.
     *
     * @return the item from before
     * @throws ConditionalCheckFailedException with the item that is there
     */
    Map<String, AttributeValue> update(Map<String, AttributeValue> key, Write write) {
        return Calls.to(() -> client.updateItem(write.update(name, key))).attributes();
    }

    /** @throws ConditionalCheckFailedException with the item that is there */
    void put(Map<String, AttributeValue> item, Write write) {
        Calls.to(() -> client.putItem(write.put(name, item)));
    }

    void delete(Map<String, AttributeValue> key, Write write) {
        Calls.to(() -> client.deleteItem(write.delete(name, key)));
    }

    TransactWriteItem updating(Map<String, AttributeValue> key, Write write) {
        return write.updating(name, key);
    }

    TransactWriteItem putting(Map<String, AttributeValue> item, Write write) {
        return write.putting(name, item);
    }

    TransactWriteItem deleting(Map<String, AttributeValue> key, Write write) {
        return write.deleting(name, key);
    }
}
