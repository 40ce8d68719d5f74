package consimt.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A write of one item: what an update changes, and the conditions of an update, a put or a delete. */
final class Write {

    private final List<String> set = new ArrayList<>();
    private final List<String> remove = new ArrayList<>();
    private final List<String> add = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    final Placeholders placeholders = new Placeholders();

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

    Write onlyIfAbsentOr(String attribute, String comparison, AttributeValue value) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR " + name + " " + comparison + " " + value(value) + ")");
    }

    /** @param value null for an attribute that is absent */
    Write onlyIfIs(String attribute, @Nullable AttributeValue value) {
        return value == null ? onlyIfAbsent(attribute) : onlyIf(name(attribute) + " = " + value(value));
    }

    /** For a set of texts: only if the element is in it, or it has fewer than {@code most}. */
    Write onlyIfInOrRoomFor(String attribute, AttributeValue element, int most) {
        String name = name(attribute);
        return onlyIf("(attribute_not_exists(" + name + ") OR contains(" + name + ", " + value(element) + ") OR size("
                + name + ") < " + value(AttributeValue.fromN(Integer.toString(most))) + ")");
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

    @Nullable String condition() {
        return conditions.isEmpty() ? null : String.join(" AND ", conditions);
    }

    String expression() {
        return Stream.of(clause("SET ", set), clause("REMOVE ", remove), clause("ADD ", add))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String clause(String keyword, List<String> actions) {
        return actions.isEmpty() ? "" : keyword + String.join(", ", actions);
    }

    /** The names and values of one call's expressions, which have placeholders for all of them. */
    static final class Placeholders {

        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();

        String name(String attribute) {
            String name = "#n" + names.size();
            for (Map.Entry<String, String> named : names.entrySet()) {
                if (named.getValue().equals(attribute)) {
                    return named.getKey();
                }
            }
            names.put(name, attribute);
            return name;
        }

        String value(AttributeValue value) {
            String name = ":v" + values.size();
            values.put(name, value);
            return name;
        }

        /** The store refuses an empty map; so without names this is null. */
        @Nullable Map<String, String> names() {
            return names.isEmpty() ? null : names;
        }

        @Nullable Map<String, AttributeValue> values() {
            return values.isEmpty() ? null : values;
        }
    }
}
