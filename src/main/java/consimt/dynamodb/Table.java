package consimt.dynamodb;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

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

    /** @throws ConditionalCheckFailedException with the item that is there */
    Map<String, AttributeValue> update(Map<String, AttributeValue> key, Write write) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(name)
                .key(key)
                .updateExpression(write.expression())
                .conditionExpression(write.condition())
                .expressionAttributeNames(write.placeholders.names())
                .expressionAttributeValues(write.placeholders.values())
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return Calls.to(() -> client.updateItem(request)).attributes();
    }

    /** @throws ConditionalCheckFailedException with the item that is there */
    void put(Map<String, AttributeValue> item, Write write) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(name)
                .item(item)
                .conditionExpression(write.condition())
                .expressionAttributeNames(write.placeholders.names())
                .expressionAttributeValues(write.placeholders.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        Calls.to(() -> client.putItem(request));
    }

    void delete(Map<String, AttributeValue> key, Write write) {
        DeleteItemRequest request = DeleteItemRequest.builder()
                .tableName(name)
                .key(key)
                .conditionExpression(write.condition())
                .expressionAttributeNames(write.placeholders.names())
                .expressionAttributeValues(write.placeholders.values())
                .build();
        Calls.to(() -> client.deleteItem(request));
    }

    TransactWriteItem updating(Map<String, AttributeValue> key, Write write) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(name)
                        .key(key)
                        .updateExpression(write.expression())
                        .conditionExpression(write.condition())
                        .expressionAttributeNames(write.placeholders.names())
                        .expressionAttributeValues(write.placeholders.values()))
                .build();
    }

    TransactWriteItem putting(Map<String, AttributeValue> item, Write write) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(name)
                        .item(item)
                        .conditionExpression(write.condition())
                        .expressionAttributeNames(write.placeholders.names())
                        .expressionAttributeValues(write.placeholders.values()))
                .build();
    }

    TransactWriteItem deleting(Map<String, AttributeValue> key, Write write) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(name)
                        .key(key)
                        .conditionExpression(write.condition())
                        .expressionAttributeNames(write.placeholders.names())
                        .expressionAttributeValues(write.placeholders.values()))
                .build();
    }
}
