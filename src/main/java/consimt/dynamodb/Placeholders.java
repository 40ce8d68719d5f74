package consimt.dynamodb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The names and values of one call's expressions, which have placeholders for all of them. */
final class Placeholders {

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
