package consimt.dynamodb;

import consimt.ledger.ChangeType;
import consimt.ledger.Entry;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the item of an entry has if a business is told of it: its place among the changes of the business. */
final class ChangeItems {

    private ChangeItems() {}

    /** Adds the place, if the business is told of the entry. */
    static void put(
            Map<String, AttributeValue> item, String ledger, BusinessId businessId, Entry entry, Instant arrival) {
        if (ChangeType.of(businessId, entry).isPresent()) {
            Items.put(item, Attributes.CHANGE_AT, place(ChangeId.of(arrival, ledger, entry.id())));
        }
    }

    static String place(ChangeId id) {
        return Texts.instant(id.arrivedAt()) + "#" + id.hash();
    }

    private static ChangeId id(String place) {
        int joint = place.indexOf('#');
        return new ChangeId(Instant.parse(place.substring(0, joint)), place.substring(joint + 1));
    }

    /** Empty if the business is not told of the entry, or if only newer code knows what it is told. */
    static Optional<Notice> notice(Map<String, AttributeValue> item) {
        if (!item.containsKey(Attributes.CHANGE_AT)) {
            return Optional.empty();
        }
        BusinessId businessId = new BusinessId(Items.text(item, Attributes.BUSINESS_ID));
        Relation relation = Texts.relation(Items.text(item, Attributes.RELATION));
        Entry entry = EntryItems.entry(whole(item));
        return ChangeType.of(businessId, entry)
                .map(type -> Notice.of(
                        id(Items.text(item, Attributes.CHANGE_AT)),
                        type,
                        businessId,
                        relation == null ? null : relation.userId(),
                        entry));
    }

    /** The index takes twenty attributes beside its keys. It is without two that no notice tells. */
    private static Map<String, AttributeValue> whole(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> whole = new HashMap<>(item);
        whole.putIfAbsent(Attributes.WORK_CAUSE, item.get(Attributes.ENTRY_ID));
        whole.putIfAbsent(Attributes.WORK_OPENED_AT, item.get(Attributes.OCCURRED_AT));
        return whole;
    }
}
