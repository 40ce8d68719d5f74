package consimt.dynamodb;

import consimt.relation.Relation;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class Items {

    private Items() {}

    static Map<String, AttributeValue> key(Relation relation) {
        return Map.of(
                Attributes.USER_ID, text(relation.userId().value()),
                Attributes.BUSINESS_ID, text(relation.businessId().value()));
    }

    static Map<String, AttributeValue> aside(String of, String id) {
        return Map.of(Attributes.OF, text(of), Attributes.ID, text(id));
    }

    static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("an item without its " + attribute);
        }
        return value.s();
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** An instant as the store's TTL needs it: seconds since 1970. */
    static AttributeValue seconds(Instant instant) {
        return number(instant.getEpochSecond());
    }

    /** Puts a number as a number, and any other value as its text. A null is not put. */
    static void put(Map<String, AttributeValue> item, String attribute, @Nullable Object value) {
        if (value instanceof Integer number) {
            item.put(attribute, AttributeValue.fromN(number.toString()));
        } else if (value != null) {
            item.put(attribute, text(value.toString()));
        }
    }

    static <T> @Nullable T optional(Map<String, AttributeValue> item, String attribute, Function<String, T> reading) {
        AttributeValue value = item.get(attribute);
        return value == null ? null : reading.apply(value.s());
    }
}
