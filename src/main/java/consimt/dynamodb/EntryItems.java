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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A ledger entry as an item. */
final class EntryItems {

    /** The condition of whatever puts one: that none with its id is there. */
    static final String IS_NEW = "attribute_not_exists(#id)";

    static final Map<String, String> NAMES = Map.of("#id", Attributes.ENTRY_ID);

    private EntryItems() {}

    static Map<String, AttributeValue> key(Relation relation, EntryId id) {
        return Map.of(
                Attributes.RELATION, Items.text(Texts.relation(relation)),
                Attributes.ENTRY_ID, Items.text(id.value()));
    }

    static Map<String, AttributeValue> item(Relation relation, Entry entry) {
        Map<String, AttributeValue> item = new HashMap<>(key(relation, entry.id()));
        Items.put(item, Attributes.KIND, entry.kind().name());
        Items.put(item, Attributes.VALUE, entry.value());
        Items.put(item, Attributes.OCCURRED_AT, Texts.instant(entry.occurredAt()));
        Items.put(item, Attributes.RECORDED_AT, Texts.instant(entry.recordedAt()));
        Items.put(item, Attributes.ACTOR, entry.actor());
        Items.put(item, Attributes.CHANNEL, entry.channel());
        Items.put(item, Attributes.BASIS, entry.basis());
        Items.put(
                item,
                Attributes.REASON_CODE,
                entry.reason() == null ? null : entry.reason().code());
        Items.put(
                item,
                Attributes.REASON_TEXT,
                entry.reason() == null ? null : entry.reason().text());
        Items.put(item, Attributes.WORDS_SHOWN, entry.wordsShown());
        Items.put(item, Attributes.STOPS_BY, entry.stopsBy());
        Items.put(
                item,
                Attributes.FOLLOW_UP_ID,
                entry.followUpId() == null ? null : entry.followUpId().value());
        Items.put(item, Attributes.NOTE, entry.note());
        Items.put(item, Attributes.EVIDENCE, entry.evidence());
        if (entry.tellsWhyPeopleLeave()) {
            Items.put(item, Attributes.REASONS_OF, relation.businessId().value());
        }
        return item;
    }

    /** For a transaction: keeps the entry, unless one with its id is there. */
    static TransactWriteItem putIfNew(String table, Relation relation, Entry entry) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item(relation, entry))
                        .conditionExpression(IS_NEW)
                        .expressionAttributeNames(NAMES))
                .build();
    }

    static Entry entry(Map<String, AttributeValue> item) {
        String code = Items.optional(item, Attributes.REASON_CODE, Function.identity());
        return new Entry(
                new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                Entry.Kind.valueOf(Items.text(item, Attributes.KIND)),
                Items.text(item, Attributes.VALUE),
                Instant.parse(Items.text(item, Attributes.OCCURRED_AT)),
                Instant.parse(Items.text(item, Attributes.RECORDED_AT)),
                Items.text(item, Attributes.ACTOR),
                Items.optional(item, Attributes.CHANNEL, Function.identity()),
                Items.optional(item, Attributes.BASIS, Basis::valueOf),
                code == null
                        ? null
                        : new Reason(code, Items.optional(item, Attributes.REASON_TEXT, Function.identity())),
                Items.optional(item, Attributes.WORDS_SHOWN, Function.identity()),
                Items.optional(item, Attributes.STOPS_BY, LocalDate::parse),
                Items.optional(item, Attributes.FOLLOW_UP_ID, FollowUpId::new),
                Items.optional(item, Attributes.NOTE, Function.identity()),
                Items.optional(item, Attributes.EVIDENCE, Function.identity()));
    }
}
