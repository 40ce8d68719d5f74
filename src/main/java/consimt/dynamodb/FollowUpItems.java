package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUps.OpenedPosition;
import consimt.followup.QueuePosition;
import consimt.followup.SuspectedRefusal;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A follow-up as an item, and the counters of follow-ups. */
final class FollowUpItems {

    /** The rank of work with late messages begins with this, before its due date, so that it comes first. */
    private static final String LATE = "0#";

    private static final String IN_TIME = "1#";

    /** How many counters one day may have. Without conflicts there is one. */
    static final int SHARDS = 16;

    /** The prefix of a day's first counter. */
    static final String COUNTER = "count#";

    /**
     * The prefix of a day's further counters; their number follows the day. Code that knows only the first one skips
     * them.
     */
    private static final String SHARD = "count+";

    /** After the ids of all counters, and before that of any follow-up: the character after {@code +}. */
    static final String AFTER_COUNTERS = "count,";

    private FollowUpItems() {}

    static Map<String, AttributeValue> key(BusinessId businessId, FollowUpId id) {
        return Map.of(
                Attributes.BUSINESS_ID, Items.text(businessId.value()),
                Attributes.FOLLOW_UP_ID, Items.text(id.value()));
    }

    /** A position in the index by time of opening. */
    static Map<String, AttributeValue> openedKey(BusinessId businessId, OpenedPosition place) {
        Map<String, AttributeValue> key = new HashMap<>(key(businessId, place.id()));
        Items.put(key, Attributes.OPENED_AT, Texts.instant(place.openedAt()));
        return key;
    }

    /** The key of a day's counter. No follow-up's id has {@code #} or {@code +}. */
    static Map<String, AttributeValue> counterKey(BusinessId businessId, LocalDate due, int shard) {
        return Map.of(
                Attributes.BUSINESS_ID, Items.text(businessId.value()),
                Attributes.FOLLOW_UP_ID, Items.text(shard == 0 ? COUNTER + due : SHARD + due + "#" + shard));
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

    /** The prefixes of the ranks of the two parts of a queue, in order. */
    static String[] parts() {
        return new String[] {LATE, IN_TIME};
    }

    static Map<String, AttributeValue> item(FollowUp followUp) {
        Map<String, AttributeValue> item = new HashMap<>(key(followUp.relation().businessId(), followUp.id()));
        Items.put(item, Attributes.USER_ID, followUp.relation().userId().value());
        Items.put(
                item,
                Attributes.ABOUT,
                followUp.about() == null ? null : followUp.about().value());
        Items.put(item, Attributes.KIND, followUp.kind());
        Items.put(
                item,
                Attributes.WORK_SCOPE,
                followUp.scope().isAll() ? null : followUp.scope().text());
        Items.put(item, Attributes.CAUSE, followUp.cause().value());
        Items.put(item, Attributes.STATE, followUp.state());
        Items.put(item, Attributes.OPENED_AT, Texts.instant(followUp.openedAt()));
        Items.put(item, Attributes.DUE, followUp.due());
        Items.put(item, Attributes.ASSIGNEE, followUp.assignee());
        Items.put(item, Attributes.CLAIMED_UNTIL, instant(followUp.claimedUntil()));
        Items.put(item, Attributes.CLOSED_AT, instant(followUp.closedAt()));
        Items.put(item, Attributes.REMINDERS, followUp.reminders());
        Items.put(item, Attributes.LATE_MESSAGES, followUp.lateMessages());
        if (followUp.reports() > 0) {
            Items.put(item, Attributes.REPORTS, followUp.reports());
        }
        if (!followUp.messages().isEmpty()) {
            item.put(
                    Attributes.MESSAGES,
                    AttributeValue.fromL(followUp.messages().stream()
                            .map(FollowUpItems::message)
                            .toList()));
        }
        Items.put(item, Attributes.VERSION, followUp.version());
        if (followUp.state() != State.PENDING) {
            Items.put(item, Attributes.QUEUE, queue(followUp.relation().businessId(), followUp.state()));
            Items.put(item, Attributes.RANK, rank(QueuePosition.of(followUp)));
        }
        Instant remindAt = followUp.remindAt();
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

    static String rank(QueuePosition place) {
        return (place.late() ? LATE : IN_TIME) + place.due() + "#" + place.id().value();
    }

    static FollowUp followUp(Map<String, AttributeValue> item) {
        return new FollowUp(
                new FollowUpId(Items.text(item, Attributes.FOLLOW_UP_ID)),
                new Relation(
                        new UserId(Items.text(item, Attributes.USER_ID)),
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID))),
                Items.optional(item, Attributes.ABOUT, BusinessId::new),
                Kind.valueOf(Items.text(item, Attributes.KIND)),
                Objects.requireNonNullElse(Items.optional(item, Attributes.WORK_SCOPE, Scope::of), Scope.ALL),
                new EntryId(Items.text(item, Attributes.CAUSE)),
                State.valueOf(Items.text(item, Attributes.STATE)),
                Instant.parse(Items.text(item, Attributes.OPENED_AT)),
                LocalDate.parse(Items.text(item, Attributes.DUE)),
                Items.optional(item, Attributes.ASSIGNEE, Function.identity()),
                Items.optional(item, Attributes.CLAIMED_UNTIL, Instant::parse),
                Items.optional(item, Attributes.CLOSED_AT, Instant::parse),
                number(item, Attributes.REMINDERS),
                number(item, Attributes.LATE_MESSAGES),
                number(item, Attributes.REPORTS),
                messages(item),
                Items.optional(item, Attributes.REMIND_AT, at -> Instant.parse(at.substring(0, at.indexOf('#')))),
                number(item, Attributes.VERSION));
    }

    private static AttributeValue message(SuspectedRefusal message) {
        Map<String, AttributeValue> item = new HashMap<>();
        Items.put(item, Attributes.ENTRY_ID, message.id().value());
        Items.put(item, Attributes.ARRIVED_AT, Texts.instant(message.arrivedAt()));
        Items.put(item, Attributes.TEXT, message.text());
        if (message.isCleared()) {
            item.put(Attributes.CLEARED, AttributeValue.fromBool(true));
        }
        return AttributeValue.fromM(item);
    }

    private static List<SuspectedRefusal> messages(Map<String, AttributeValue> item) {
        AttributeValue messages = item.get(Attributes.MESSAGES);
        return messages == null
                ? List.of()
                : messages.l().stream()
                        .map(AttributeValue::m)
                        .map(each -> new SuspectedRefusal(
                                new EntryId(Items.text(each, Attributes.ENTRY_ID)),
                                Instant.parse(Items.text(each, Attributes.ARRIVED_AT)),
                                Items.optional(each, Attributes.TEXT, Function.identity()),
                                each.containsKey(Attributes.CLEARED)))
                        .toList();
    }

    static int number(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null ? 0 : Integer.parseInt(value.n());
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : Texts.instant(instant);
    }
}
