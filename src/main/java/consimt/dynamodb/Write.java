package consimt.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A write of one item: what an update changes, and the conditions of an update, a put or a delete. */
final class Write {

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final List<String> add = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Placeholders placeholders = new Placeholders();

    Write set(String attribute, AttributeValue value) {
        set.add(name(attribute) + " = " + value(value));
        return this;
    }

    Write setIfAbsent(String attribute, AttributeValue value) {
        String name = name(attribute);
        set.add(name + " = if_not_exists(" + name + ", " + value(value) + ")");
        return this;
    }

    Write remove(String attribute) {
        remove.add(name(attribute));
        return this;
    }

    Write add(String attribute, AttributeValue elements) {
        add.add(name(attribute) + " " + value(elements));
        return this;
    }

    Write onlyIfAbsent(String attribute) {
        return onlyIf("attribute_not_exists(" + name(attribute) + ")");
    }

    /** @param comparison such as {@code <} */
    Write onlyIfAbsentOr(String attribute, String comparison, AttributeValue value) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR " + name + " " + comparison + " " + value(value) + ")");
    }

    /** @param value null for an attribute that is absent */
    Write onlyIfIs(String attribute, @Nullable AttributeValue value) {
        return value == null ? onlyIfAbsent(attribute) : onlyIf(name(attribute) + " = " + value(value));
    }

    /** For a set of texts: only if the element is not in it, and it has fewer than {@code most}. */
    Write onlyIfAbsentOrRoomFor(String attribute, AttributeValue element, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR (NOT contains(" + name + ", " + value(element)
                + ") AND size(" + name + ") < " + value(AttributeValue.fromN(Integer.toString(most))) + "))");
    }

    /** For a set of texts: only if the element is in it, or it has fewer than {@code most}. */
    Write onlyIfInOrRoomFor(String attribute, AttributeValue element, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR contains(" + name + ", " + value(element) + ") OR size("
                + name + ") < " + value(AttributeValue.fromN(Integer.toString(most))) + ")");
    }

    /** For sets of texts: only if any of them lacks any of its elements. */
    Write onlyIfLackingAny(Map<String, List<String>> elements) {
        List<String> lacking = elements.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .map(each -> lacking(each.getKey(), each.getValue()))
                .toList();
        // The store refuses redundant parentheses.
        return onlyIf(lacking.size() == 1 ? lacking.get(0) : "(" + String.join(" OR ", lacking) + ")");
    }

    private String lacking(String attribute, Collection<String> elements) {
        String name = name(attribute);
        return elements.stream()
                .map(element -> "NOT contains(" + name + ", " + value(Items.text(element)) + ")")
                .collect(Collectors.joining(" OR ", "(attribute_not_exists(" + name + ") OR ", ")"));
    }

    private Write onlyIf(String condition) {
        conditions.add(condition);
        return this;
    }

    private String name(String attribute) {
        return placeholders.name(attribute);
    }

    private String value(AttributeValue value) {
        return placeholders.value(value);
    }

    /** The answer has the item from before the update, and so has a failed condition. */
    UpdateItemRequest update(String table, Map<String, AttributeValue> key) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(key)
                .updateExpression(expression())
                .conditionExpression(condition())
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    PutItemRequest put(String table, Map<String, AttributeValue> item) {
        return PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition())
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    DeleteItemRequest delete(String table, Map<String, AttributeValue> key) {
        return DeleteItemRequest.builder()
                .tableName(table)
                .key(key)
                .conditionExpression(condition())
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .build();
    }

    TransactWriteItem updating(String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key)
                        .updateExpression(expression())
                        .conditionExpression(condition())
                        .expressionAttributeNames(placeholders.names())
                        .expressionAttributeValues(placeholders.values()))
                .build();
    }

    TransactWriteItem putting(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression(condition())
                        .expressionAttributeNames(placeholders.names())
                        .expressionAttributeValues(placeholders.values()))
                .build();
    }

    TransactWriteItem deleting(String table, Map<String, AttributeValue> key) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(key)
                        .conditionExpression(condition())
                        .expressionAttributeNames(placeholders.names())
                        .expressionAttributeValues(placeholders.values()))
                .build();
    }

    private @Nullable String condition() {
        return conditions.isEmpty() ? null : String.join(" AND ", conditions);
    }

    private String expression() {
        return Stream.of(clause("SET ", set), clause("REMOVE ", remove), clause("ADD ", add))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String clause(String keyword, List<String> actions) {
        return actions.isEmpty() ? "" : keyword + String.join(", ", actions);
    }
}
