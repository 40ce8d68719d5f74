package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.ledger.WorkState;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class FollowUpItems {

    /** How many counters one day may have. Without conflicts there is one. */
    static final int SHARDS = 16;

    /** Begins the keys of counters. The day follows, and of a day's further counters {@code #} and their number. */
    static final String COUNTER = "count#";

    private FollowUpItems() {}

    static Map<String, AttributeValue> key(BusinessId businessId, FollowUpId id) {
        return key(businessId.value(), id.value());
    }

    /** Also of what is kept beside the follow-ups. */
    static Map<String, AttributeValue> key(String businessId, String id) {
        return Map.of(Attributes.BUSINESS_ID, Items.text(businessId), Attributes.FOLLOW_UP_ID, Items.text(id));
    }

    /** The key of a day's counter. No follow-up's id has {@code #}. */
    static Map<String, AttributeValue> counterKey(BusinessId businessId, LocalDate due, int shard) {
        return key(businessId.value(), COUNTER + due + (shard == 0 ? "" : "#" + shard));
    }

    static LocalDate counterDay(Map<String, AttributeValue> counter) {
        String day = Items.text(counter, Attributes.FOLLOW_UP_ID).substring(COUNTER.length());
        int shard = day.indexOf('#');
        return LocalDate.parse(shard < 0 ? day : day.substring(0, shard));
    }

    /** Open and claimed work is one queue, and each closed state is one. */
    static String queue(BusinessId businessId, State state) {
        return businessId.value() + "#" + (state.isWork() ? "WORK" : state);
    }

    static Map<String, AttributeValue> item(FollowUp followUp) {
        Relation relation = followUp.relation();
        Map<String, AttributeValue> item = new HashMap<>(key(relation.businessId(), followUp.id()));
        BusinessId about = followUp.about();
        followUp.work().texts().forEach((part, text) -> Items.put(item, part, text));
        Items.put(item, Attributes.USER_ID, relation.userId().value());
        Items.put(item, Attributes.ABOUT, about == null ? null : about.value());
        Items.put(item, Attributes.OPENED_AT, Texts.instant(followUp.openedAt()));
        Items.put(item, Attributes.VERSION, followUp.version());
        Map<String, AttributeValue> texts = new HashMap<>();
        followUp.texts().forEach((message, text) -> Items.put(texts, message.value(), text));
        if (!texts.isEmpty()) {
            item.put(Attributes.TEXTS, AttributeValue.fromM(texts));
        }
        if (followUp.state() != State.PENDING) {
            Items.put(item, Attributes.QUEUE, queue(relation.businessId(), followUp.state()));
            Items.put(item, Attributes.RANK, followUp.rank());
        }
        Instant remindAt = followUp.work().remindAt();
        if (remindAt != null) {
            Items.put(
                    item,
                    Attributes.REMIND_ON,
                    remindAt.atOffset(ZoneOffset.UTC).toLocalDate());
            Items.put(
                    item,
                    Attributes.REMIND_AT,
                    Texts.instant(remindAt) + "#" + followUp.id().value());
        }
        return item;
    }

    static FollowUp followUp(Map<String, AttributeValue> item) {
        Map<String, String> parts = new HashMap<>();
        item.forEach((part, value) -> {
            if (value.s() != null || value.n() != null) {
                parts.put(part, value.s() == null ? value.n() : value.s());
            }
        });
        parts.computeIfPresent(Attributes.REMIND_AT, (part, at) -> at.substring(0, at.indexOf('#')));
        WorkState work = WorkState.of(parts);
        if (work == null) {
            throw new IllegalStateException("an item without the state of its work");
        }
        Map<EntryId, String> texts = new HashMap<>();
        if (item.containsKey(Attributes.TEXTS)) {
            item.get(Attributes.TEXTS).m().forEach((message, text) -> texts.put(new EntryId(message), text.s()));
        }
        return new FollowUp(
                new FollowUpId(Items.text(item, Attributes.FOLLOW_UP_ID)),
                new Relation(
                        new UserId(Items.text(item, Attributes.USER_ID)),
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID))),
                Items.optional(item, Attributes.ABOUT, BusinessId::new),
                work,
                texts);
    }

    static int count(Map<String, AttributeValue> counter) {
        AttributeValue value = counter.get(Attributes.COUNT);
        return value == null ? 0 : Integer.parseInt(value.n());
    }
}
