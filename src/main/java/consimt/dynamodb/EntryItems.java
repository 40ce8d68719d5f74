package consimt.dynamodb;

import consimt.ledger.Entry;
import consimt.ledger.Reason;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Standing.Basis;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A ledger entry as an item. */
final class EntryItems {

    private EntryItems() {}

    static Map<String, AttributeValue> key(Relation relation, EntryId id) {
        return Map.of(
                Attributes.RELATION, Items.text(Texts.relation(relation)),
                Attributes.ENTRY_ID, Items.text(id.value()));
    }

    static Map<String, AttributeValue> item(Relation relation, Entry entry) {
        Map<String, AttributeValue> item = new HashMap<>(key(relation, entry.id()));
        put(item, Attributes.KIND, entry.kind().name());
        put(item, Attributes.VALUE, entry.value());
        put(item, Attributes.OCCURRED_AT, Texts.instant(entry.occurredAt()));
        put(item, Attributes.RECORDED_AT, Texts.instant(entry.recordedAt()));
        put(item, Attributes.ACTOR, entry.actor());
        put(item, Attributes.CHANNEL, entry.channel());
        put(item, Attributes.BASIS, entry.basis());
        put(
                item,
                Attributes.REASON_CODE,
                entry.reason() == null ? null : entry.reason().code());
        put(
                item,
                Attributes.REASON_TEXT,
                entry.reason() == null ? null : entry.reason().text());
        put(item, Attributes.WORDS_SHOWN, entry.wordsShown());
        put(item, Attributes.STOPS_BY, entry.stopsBy());
        put(
                item,
                Attributes.FOLLOW_UP_ID,
                entry.followUpId() == null ? null : entry.followUpId().value());
        put(item, Attributes.NOTE, entry.note());
        put(item, Attributes.EVIDENCE, entry.evidence());
        if (entry.tellsWhyPeopleLeave()) {
            put(item, Attributes.REASONS_OF, relation.businessId().value());
        }
        return item;
    }

    static Entry entry(Map<String, AttributeValue> item) {
        String code = optional(item, Attributes.REASON_CODE, Function.identity());
        return new Entry(
                new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                Entry.Kind.valueOf(Items.text(item, Attributes.KIND)),
                Items.text(item, Attributes.VALUE),
                Instant.parse(Items.text(item, Attributes.OCCURRED_AT)),
                Instant.parse(Items.text(item, Attributes.RECORDED_AT)),
                Items.text(item, Attributes.ACTOR),
                optional(item, Attributes.CHANNEL, Function.identity()),
                optional(item, Attributes.BASIS, Basis::valueOf),
                code == null ? null : new Reason(code, optional(item, Attributes.REASON_TEXT, Function.identity())),
                optional(item, Attributes.WORDS_SHOWN, Function.identity()),
                optional(item, Attributes.STOPS_BY, LocalDate::parse),
                optional(item, Attributes.FOLLOW_UP_ID, FollowUpId::new),
                optional(item, Attributes.NOTE, Function.identity()),
                optional(item, Attributes.EVIDENCE, Function.identity()));
    }

    private static void put(Map<String, AttributeValue> item, String attribute, @Nullable Object value) {
        if (value != null) {
            item.put(attribute, Items.text(value.toString()));
        }
    }

    private static <T> @Nullable T optional(
            Map<String, AttributeValue> item, String attribute, Function<String, T> reading) {
        AttributeValue value = item.get(attribute);
        return value == null ? null : reading.apply(value.s());
    }
}
