package consimt.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Builds an update and its condition, clause by clause, with placeholders for all names and values. */
final class UpdateExpression {

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final List<String> add = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    UpdateExpression set(String attribute, AttributeValue value) {
        set.add(name(attribute) + " = " + value(value));
        return this;
    }

    UpdateExpression setIfAbsent(String attribute, AttributeValue value) {
        String name = name(attribute);
        set.add(name + " = if_not_exists(" + name + ", " + value(value) + ")");
        return this;
    }

    UpdateExpression remove(String attribute) {
        remove.add(name(attribute));
        return this;
    }

    UpdateExpression add(String attribute, AttributeValue elements) {
        add.add(name(attribute) + " " + value(elements));
        return this;
    }

    UpdateExpression onlyIfAbsent(String attribute) {
        return onlyIf("attribute_not_exists(" + name(attribute) + ")");
    }

    /** @param comparison such as {@code <} */
    UpdateExpression onlyIfAbsentOr(String attribute, String comparison, AttributeValue value) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR " + name + " " + comparison + " " + value(value) + ")");
    }

    UpdateExpression onlyIfEqual(String attribute, AttributeValue value) {
        return onlyIf(name(attribute) + " = " + value(value));
    }

    /** For a set of texts: only if the element is not in it, and it has fewer than {@code most}. */
    UpdateExpression onlyIfAbsentOrRoomFor(String attribute, AttributeValue element, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR (NOT contains(" + name + ", " + value(element)
                + ") AND size(" + name + ") < " + value(AttributeValue.fromN(Integer.toString(most))) + "))");
    }

    /** For a set of texts: only if it has no more than {@code most} with so many added. */
    UpdateExpression onlyIfRoomFor(String attribute, int added, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR size(" + name + ") <= "
                + value(AttributeValue.fromN(Integer.toString(most - added))) + ")");
    }

    /** For a set of texts: only if the element is in it, or it has fewer than {@code most}. */
    UpdateExpression onlyIfInOrRoomFor(String attribute, AttributeValue element, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR contains(" + name + ", " + value(element) + ") OR size("
                + name + ") < " + value(AttributeValue.fromN(Integer.toString(most))) + ")");
    }

    /** For sets of texts: only if it lacks any of the elements. */
    UpdateExpression onlyIfLacking(String attribute, Collection<String> elements) {
        return onlyIf(lacking(attribute, elements));
    }

    /** The same of several attributes: only if any of them lacks any of its elements. */
    UpdateExpression onlyIfLackingAny(Map<String, List<String>> elements) {
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

    private UpdateExpression onlyIf(String condition) {
        conditions.add(condition);
        return this;
    }

    private String name(String attribute) {
        return names.computeIfAbsent(attribute, named -> "#n" + names.size());
    }

    private String value(AttributeValue value) {
        String name = ":v" + values.size();
        values.put(name, value);
        return name;
    }

    /** The request. Its answer has the item from before the update, and so has a failed condition. */
    UpdateItemRequest of(String table, Map<String, AttributeValue> key) {
        StringBuilder expression = new StringBuilder();
        clause(expression, "SET ", set);
        clause(expression, "REMOVE ", remove);
        clause(expression, "ADD ", add);
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(key)
                .updateExpression(expression.toString())
                .conditionExpression(String.join(" AND ", conditions))
                .expressionAttributeNames(namesByPlaceholder())
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private Map<String, String> namesByPlaceholder() {
        return names.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    private static void clause(StringBuilder expression, String keyword, List<String> actions) {
        if (!actions.isEmpty()) {
            expression.append(expression.isEmpty() ? "" : " ").append(keyword).append(String.join(", ", actions));
        }
    }
}
