package consimt.dynamodb;

import consimt.ledger.ChangeType;
import consimt.ledger.Entry;
import consimt.ledger.Part;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.NoticeHead;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the item of an entry has if a business is told of it: its place among the changes of the business, and as one map
 * all that the notice tells. The index of changes has keys and this map alone. The time is a key, that of the index by
 * time.
 */
final class ChangeItems {

    /** The head of the entry, as far as a notice tells it, and the parts that a notice may have. */
    private static final Set<String> NAMES = Stream.concat(
                    Stream.of(Attributes.VALUE, Attributes.COUNTS_FROM, Attributes.RECORDED_AT),
                    Notice.PARTS.stream().map(Part::word))
            .collect(Collectors.toUnmodifiableSet());

    private ChangeItems() {}

    /** Moves what a notice tells into its map, and adds the place, if the business is told of the entry. */
    static void put(
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
    static Map<String, AttributeValue> whole(Map<String, AttributeValue> item) {
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
                        EntryItems.recordedAt(notice, occurredAt),
                        Items.optional(notice, Attributes.COUNTS_FROM, Instant::parse)),
                Items.optional(notice, Attributes.VALUE, Function.identity()),
                EntryItems.parts(notice));
    }
}
