package consimt.dynamodb;

import consimt.ledger.Commitment;
import consimt.ledger.Entry;
import consimt.ledger.Entry.ChangeType;
import consimt.ledger.EntryContent;
import consimt.ledger.Part;
import consimt.ledger.Parts;
import consimt.ledger.Source;
import consimt.ledger.WorkState;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.NoticeHead;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A ledger entry as an item: its head, and its parts under their own names. If a business is told of the entry, the item
 * has its place among the changes of the business, and as one map all that the notice tells. The index of changes has keys
 * and this map alone. The time is a key, that of the index by time.
 */
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

    /** The head of the entry, as far as a notice tells it, and the parts that a notice may have. */
    private static final Set<String> NAMES = Stream.concat(
                    Stream.of(Attributes.VALUE, Attributes.COUNTS_FROM, Attributes.RECORDED_AT),
                    Notice.PARTS.stream().map(Part::word))
            .collect(Collectors.toUnmodifiableSet());

    private EntryItems() {}

    static Map<String, AttributeValue> key(Relation relation, EntryId id) {
        return key(Texts.relation(relation), id);
    }

    static Map<String, AttributeValue> key(String ledger, EntryId id) {
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
        putNotice(item, ledger, businessId, entry, arrival);
        return item;
    }

    /** The condition of every put: no entry has this id. */
    static Write ifNew() {
        return new Write().onlyIfAbsent(Attributes.ENTRY_ID);
    }

    static Entry entry(Map<String, AttributeValue> stored) {
        Map<String, AttributeValue> item = whole(stored);
        Instant occurredAt = Instant.parse(Items.text(item, Attributes.OCCURRED_AT));
        Instant countsFrom = Items.optional(item, Attributes.COUNTS_FROM, Instant::parse);
        Parts parts = parts(item);
        return new Entry(
                new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                occurredAt,
                countsFrom == null ? occurredAt : countsFrom,
                recordedAt(item, occurredAt),
                Source.of(parts),
                commitment(item),
                EntryContent.read(Items.text(item, Attributes.KIND), Items.text(item, Attributes.VALUE), parts),
                WorkState.of(parts));
    }

    private static Parts parts(Map<String, AttributeValue> item) {
        Map<String, String> parts = new HashMap<>();
        item.forEach((name, value) -> {
            if (value.s() != null && !HEAD.contains(name)) {
                parts.put(name, value.s());
            }
        });
        return new Parts(parts);
    }

    private static Instant recordedAt(Map<String, AttributeValue> item, Instant occurredAt) {
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

    /** Moves what a notice tells into its map, and adds the place, if the business is told of the entry. */
    private static void putNotice(
            Map<String, AttributeValue> item, String ledger, BusinessId businessId, Entry entry, Instant arrival) {
        ChangeType type = entry.change(businessId);
        if (type == null) {
            return;
        }
        Map<String, AttributeValue> notice = new HashMap<>(item);
        notice.keySet().retainAll(NAMES);
        if (!Notice.ABOUT_ANOTHER.contains(type)) {
            notice.remove(Attributes.VALUE);
        }
        item.keySet().removeAll(notice.keySet());
        Items.put(notice, Attributes.TYPE, type.name());
        item.put(Attributes.NOTICE, AttributeValue.fromM(notice));
        Items.put(item, Attributes.CHANGE_AT, place(ChangeId.of(arrival, ledger, entry.id())));
    }

    static String place(ChangeId id) {
        return Texts.instant(id.arrivedAt()) + "#" + id.hash();
    }

    private static ChangeId id(String place) {
        int joint = place.indexOf('#');
        return new ChangeId(Instant.parse(place.substring(0, joint)), place.substring(joint + 1));
    }

    /** The attributes of an entry, with those that it has in its notice. */
    private static Map<String, AttributeValue> whole(Map<String, AttributeValue> item) {
        AttributeValue notice = item.get(Attributes.NOTICE);
        if (notice == null) {
            return item;
        }
        Map<String, AttributeValue> whole = new HashMap<>(notice.m());
        whole.putAll(item);
        return whole;
    }

    /** Empty if the business is not told of the entry, or if only newer code knows what it is told. */
    static Optional<Notice> notice(Map<String, AttributeValue> item) {
        AttributeValue notice = item.get(Attributes.NOTICE);
        return notice == null
                ? Optional.empty()
                : type(Items.text(notice.m(), Attributes.TYPE)).map(type -> notice(type, item, notice.m()));
    }

    private static Optional<ChangeType> type(String name) {
        return Stream.of(ChangeType.values())
                .filter(type -> type.name().equals(name))
                .findFirst();
    }

    private static Notice notice(
            ChangeType type, Map<String, AttributeValue> item, Map<String, AttributeValue> notice) {
        Relation relation = Texts.relation(Items.text(item, Attributes.RELATION));
        Instant occurredAt = Instant.parse(Items.text(item, Attributes.OCCURRED_AT));
        return Notice.of(
                id(Items.text(item, Attributes.CHANGE_AT)),
                type,
                new NoticeHead(
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID)),
                        relation == null ? null : relation.userId(),
                        new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                        occurredAt,
                        recordedAt(notice, occurredAt),
                        Items.optional(notice, Attributes.COUNTS_FROM, Instant::parse)),
                Items.optional(notice, Attributes.VALUE, Function.identity()),
                parts(notice));
    }
}
