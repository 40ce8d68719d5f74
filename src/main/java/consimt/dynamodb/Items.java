package consimt.dynamodb;

import consimt.relation.BusinessId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A relation as an item. */
final class Items {

    private Items() {}

    static Map<String, AttributeValue> key(Relation relation) {
        return Map.of(
                Attributes.USER_ID, text(relation.userId().value()),
                Attributes.BUSINESS_ID, text(relation.businessId().value()));
    }

    static Relation relation(Map<String, AttributeValue> item) {
        return new Relation(
                new UserId(text(item, Attributes.USER_ID)), new BusinessId(text(item, Attributes.BUSINESS_ID)));
    }

    static Standing standing(Map<String, AttributeValue> item) {
        Map<MarkKind, Mark> marks = new EnumMap<>(MarkKind.class);
        for (MarkKind kind : MarkKind.values()) {
            AttributeValue mark = item.get(Attributes.of(kind));
            if (mark != null) {
                marks.put(kind, Texts.mark(mark.s()));
            }
        }
        AttributeValue reports = item.get(Attributes.REPORTS);
        AttributeValue knownAs = item.get(Attributes.KNOWN_AS);
        AttributeValue removal = item.get(Attributes.REMOVAL);
        AttributeValue before = item.get(Attributes.REMOVAL_BEFORE);
        return new Standing(
                marks,
                reports == null ? Set.of() : Set.copyOf(reports.ss()),
                removal == null ? null : Texts.removal(removal.s()),
                removal != null && removal.equals(item.get(Attributes.REMOVAL_DONE)),
                before == null ? null : Texts.removal(before.s()),
                knownAs == null
                        ? Set.of()
                        : knownAs.ss().stream().map(UserId::new).collect(Collectors.toSet()));
    }

    /** The text of an attribute that every such item has. */
    static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        if (value == null) {
            throw new IllegalStateException("an item without its " + attribute);
        }
        return value.s();
    }

    static AttributeValue ids(Set<UserId> userIds) {
        return AttributeValue.fromSs(
                userIds.stream().map(UserId::value).sorted().toList());
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    /** An instant as the store wants it that forgets items by it: seconds since 1970. */
    static AttributeValue seconds(Instant instant) {
        return AttributeValue.fromN(Long.toString(instant.getEpochSecond()));
    }

    /** Numbers as numbers, all else as its text; nothing where there is none. */
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
