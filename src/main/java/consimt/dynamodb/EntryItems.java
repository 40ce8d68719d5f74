package consimt.dynamodb;

import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.Parts;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A ledger entry as an item: its head, and its parts under their own names. */
final class EntryItems {

    private static final Set<String> HEAD = Set.of(
            Attributes.RELATION,
            Attributes.ENTRY_ID,
            Attributes.USER_ID,
            Attributes.BUSINESS_ID,
            Attributes.KIND,
            Attributes.VALUE,
            Attributes.OCCURRED_AT,
            Attributes.COUNTS_FROM,
            Attributes.RECORDED_AT,
            Attributes.SALT,
            Attributes.CHANGE_AT,
            Attributes.TYPE);

    private EntryItems() {}

    static Map<String, AttributeValue> key(Relation relation, EntryId id) {
        return key(Texts.relation(relation), id);
    }

    private static Map<String, AttributeValue> key(String ledger, EntryId id) {
        return Map.of(Attributes.RELATION, Items.text(ledger), Attributes.ENTRY_ID, Items.text(id.value()));
    }

    /** @param arrival when the entry is stored; by this time a business is told of it */
    static Map<String, AttributeValue> item(Relation relation, Entry entry, Instant arrival) {
        Map<String, AttributeValue> item = item(Texts.relation(relation), relation.businessId(), entry, arrival);
        Items.put(item, Attributes.USER_ID, relation.userId().value());
        return item;
    }

    /** The same of an entry about a business's settings. */
    static Map<String, AttributeValue> item(BusinessId businessId, Entry entry, Instant arrival) {
        return item(Texts.settings(businessId), businessId, entry, arrival);
    }

    private static Map<String, AttributeValue> item(
            String ledger, BusinessId businessId, Entry entry, Instant arrival) {
        Map<String, AttributeValue> item = new HashMap<>(key(ledger, entry.id()));
        Items.put(item, Attributes.BUSINESS_ID, businessId.value());
        entry.parts().texts().forEach((name, text) -> Items.put(item, name, text));
        Items.put(item, Attributes.KIND, entry.what().kind());
        Items.put(item, Attributes.VALUE, entry.what().value());
        Items.put(item, Attributes.OCCURRED_AT, Texts.instant(entry.occurredAt()));
        if (!entry.countsFrom().equals(entry.occurredAt())) {
            Items.put(item, Attributes.COUNTS_FROM, Texts.instant(entry.countsFrom()));
        }
        if (!entry.recordedAt().equals(entry.occurredAt())) {
            Items.put(item, Attributes.RECORDED_AT, Texts.instant(entry.recordedAt()));
        }
        Commitment commitment = entry.commitment();
        if (commitment != null) {
            Items.put(item, Attributes.EVIDENCE, commitment.hash());
            Items.put(item, Attributes.SALT, commitment.salt());
        }
        ChangeItems.put(item, ledger, businessId, entry, arrival);
        return item;
    }

    /** For a transaction: puts the entry if absent. */
    static TransactWriteItem putIfNew(String table, Relation relation, Entry entry, Instant arrival) {
        return putIfNew(table, item(relation, entry, arrival));
    }

    /** The same of an entry about a business's settings. */
    static TransactWriteItem putIfNew(String table, BusinessId businessId, Entry entry, Instant arrival) {
        return putIfNew(table, item(businessId, entry, arrival));
    }

    private static TransactWriteItem putIfNew(String table, Map<String, AttributeValue> item) {
        return ifNew().putting(table, item);
    }

    /** The condition of every put: no entry has this id. */
    static Write ifNew() {
        return new Write().onlyIfAbsent(Attributes.ENTRY_ID);
    }

    static Entry entry(Map<String, AttributeValue> stored) {
        Map<String, AttributeValue> item = ChangeItems.whole(stored);
        Instant occurredAt = Instant.parse(Items.text(item, Attributes.OCCURRED_AT));
        Instant countsFrom = Items.optional(item, Attributes.COUNTS_FROM, Instant::parse);
        return Entry.stored(
                new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                occurredAt,
                countsFrom == null ? occurredAt : countsFrom,
                recordedAt(item, occurredAt),
                commitment(item),
                Items.text(item, Attributes.KIND),
                Items.text(item, Attributes.VALUE),
                parts(item));
    }

    static Parts parts(Map<String, AttributeValue> item) {
        Map<String, String> parts = new HashMap<>();
        item.forEach((name, value) -> {
            if (value.s() != null && !HEAD.contains(name)) {
                parts.put(name, value.s());
            }
        });
        return new Parts(parts);
    }

    static Instant recordedAt(Map<String, AttributeValue> item, Instant occurredAt) {
        try {
            Instant recordedAt = Items.optional(item, Attributes.RECORDED_AT, Instant::parse);
            return recordedAt == null ? occurredAt : recordedAt;
        } catch (DateTimeException ofNewerCode) {
            return occurredAt;
        }
    }

    private static @Nullable Commitment commitment(Map<String, AttributeValue> item) {
        String salt = Items.optional(item, Attributes.SALT, Function.identity());
        return salt == null ? null : Commitment.stored(salt, Items.text(item, Attributes.EVIDENCE));
    }
}
