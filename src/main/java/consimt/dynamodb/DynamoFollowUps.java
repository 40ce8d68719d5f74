package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.followup.QueuePosition;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Key: {@code businessId} / the follow-up's id. The counters are beside them, under ids that no follow-up has. */
@Singleton
class DynamoFollowUps implements FollowUps {

    /** For one page of a report: work may have long texts of people. A call of the store reads one. */
    private static final int MOST_MEGABYTES = 10;

    /** The item with the day up to which the calendar of reminders is done. No business's id has {@code #}. */
    private static final Map<String, AttributeValue> CALENDAR =
            Map.of(Attributes.BUSINESS_ID, Items.text("#calendar"), Attributes.FOLLOW_UP_ID, Items.text("#calendar"));

    private final Table table;
    private final BatchReads batchReads;
    private final FollowUpChanges changes;

    DynamoFollowUps(DynamoDbClient client, Tables tables, BatchReads batchReads, FollowUpChanges changes) {
        this.table = new Table(client, tables.followUps());
        this.batchReads = batchReads;
        this.changes = changes;
    }

    @Override
    public Map<FollowUpId, FollowUp> find(BusinessId businessId, Collection<FollowUpId> ids) {
        List<Map<String, AttributeValue>> keys = new LinkedHashSet<>(ids)
                .stream().map(id -> FollowUpItems.key(businessId, id)).toList();
        Map<FollowUpId, FollowUp> found = new HashMap<>();
        for (Map<String, AttributeValue> item : batchReads.of(table.name(), keys, true)) {
            FollowUp followUp = FollowUpItems.followUp(item);
            found.put(followUp.id(), followUp);
        }
        return found;
    }

    @Override
    public List<FollowUp> about(Relation subject, BusinessId queueOf) {
        List<FollowUp> found = new ArrayList<>();
        table.where(Attributes.BUSINESS_ID, queueOf.value())
                .beginning(Attributes.FOLLOW_UP_ID, FollowUpId.ofPerson(subject))
                .strong()
                .all(item -> found.add(FollowUpItems.followUp(item)));
        // The ids of two people may begin alike: it is a hash, and somebody may look for such an id.
        found.removeIf(other -> !other.subject().equals(subject));
        return found;
    }

    @Override
    public Stored store(List<WorkChange> together, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        return changes.store(together, forgotten, unchanged);
    }

    @Override
    public void forget(FollowUp pending) {
        changes.forget(pending);
    }

    @Override
    public WorkPage list(
            BusinessId businessId,
            State state,
            @Nullable LocalDate dueBefore,
            @Nullable QueuePosition after,
            int limit) {
        String queue = FollowUpItems.queue(businessId, state);
        String last = after == null ? "" : FollowUpItems.rank(after);
        List<FollowUp> found = new ArrayList<>();
        for (String part : FollowUpItems.parts()) {
            String from = last.compareTo(part) > 0 ? last : part;
            String to = part + (dueBefore == null ? "~" : dueBefore);
            int wanted = limit + 1 - found.size();
            if (wanted > 0 && from.compareTo(to) < 0) {
                QueryResponse some = ranked(queue, from, to, wanted);
                some.items().forEach(item -> found.add(FollowUpItems.followUp(item)));
                if (found.size() <= limit && !some.lastEvaluatedKey().isEmpty()) {
                    // One call reads a megabyte at most, and work may have long texts of people.
                    return new WorkPage(found, QueuePosition.of(found.get(found.size() - 1)));
                }
            }
        }
        return found.size() > limit
                ? new WorkPage(found.subList(0, limit), QueuePosition.of(found.get(limit - 1)))
                : new WorkPage(found, null);
    }

    /** The items between two ranks, no more than wanted. */
    private QueryResponse ranked(String queue, String after, String before, int wanted) {
        // BETWEEN includes its ends. No rank equals the end of a part or of a day, so only the first end matters. The
        // added character sorts before all characters of ids, so the range begins right after the given rank.
        return table.where(Attributes.QUEUE, queue)
                .between(Attributes.RANK, after + "!", before)
                .index(Attributes.QUEUE_BY_RANK)
                .limit(wanted)
                .page(Map.of());
    }

    @Override
    public SortedMap<LocalDate, Integer> counts(BusinessId businessId) {
        SortedMap<LocalDate, Integer> counts = new TreeMap<>();
        // Work may be added at one counter of a day and taken off at another, so only the sum counts.
        table.where(Attributes.BUSINESS_ID, businessId.value())
                .beginning(Attributes.FOLLOW_UP_ID, FollowUpItems.COUNTER)
                .all(item -> counts.merge(
                        FollowUpItems.counterDay(item), FollowUpItems.number(item, Attributes.COUNT), Integer::sum));
        counts.values().removeIf(count -> count <= 0);
        return counts;
    }

    @Override
    public OpenedWork openedBetween(
            BusinessId businessId, Instant from, Instant to, @Nullable OpenedPosition after, int limit) {
        boolean isPast = after != null
                && (after.openedAt().isBefore(from) || !after.openedAt().isBefore(to));
        if (isPast || !from.isBefore(to)) {
            return new OpenedWork(List.of(), false);
        }
        Query query = table.where(Attributes.BUSINESS_ID, businessId.value())
                .between(Attributes.OPENED_AT, Texts.instant(from), Texts.instant(to.minusMillis(1)))
                .index(Attributes.OPENED_BY_BUSINESS);
        List<FollowUp> found = new ArrayList<>();
        Map<String, AttributeValue> start = after == null ? Map.of() : FollowUpItems.openedKey(businessId, after);
        int calls = 0;
        do {
            QueryResponse some = query.limit(limit - found.size()).page(start);
            some.items().forEach(item -> found.add(FollowUpItems.followUp(item)));
            start = some.lastEvaluatedKey();
            calls++;
        } while (!start.isEmpty() && found.size() < limit && calls < MOST_MEGABYTES);
        return new OpenedWork(found, !start.isEmpty());
    }

    @Override
    public void toLookAt(LocalDate day, Instant until, BiConsumer<BusinessId, Supplier<FollowUp>> use) {
        table.where(Attributes.REMIND_ON, day.toString())
                .where(Attributes.REMIND_AT, "<", Texts.afterMarksAt(until))
                .index(Attributes.REMIND_BY_DAY)
                .all(item -> use.accept(
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID)), () -> FollowUpItems.followUp(item)));
    }

    @Override
    public @Nullable LocalDate lookedAtThrough() {
        return Items.optional(table.item(CALENDAR, true), Attributes.THROUGH, LocalDate::parse);
    }

    @Override
    public void noteLookedAtThrough(LocalDate day) {
        AttributeValue through = Items.text(day.toString());
        Write update = new Write().set(Attributes.THROUGH, through).onlyIfAbsentOr(Attributes.THROUGH, "<", through);
        try {
            table.update(CALENDAR, update);
        } catch (ConditionalCheckFailedException later) {
            // Another run has noted a later day.
        }
    }
}
