package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.form.Page;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: {@code businessId} / the follow-up's id. The counters are beside them, under ids that no follow-up has.
 *
 * <p>Changes are made in transactions. Unlike marks, the steps of people's work do not commute: of two who claim at once,
 * one must lose. A step changes the queue, the ledger and the counts, and these must always agree. Transactions cost twice
 * as much, but work is rare compared with messages.
 */
@Singleton
record DynamoFollowUps(Store store) implements FollowUps {

    /** For one page of a report: work may have long texts of people. A call of the store reads one. */
    private static final int MOST_MEGABYTES = 10;

    /** The item with the day up to which the calendar of reminders is done. No business's id has {@code #}. */
    private static final Map<String, AttributeValue> CALENDAR = FollowUpItems.key("#calendar", "#calendar");

    @Override
    public Map<FollowUpId, FollowUp> find(BusinessId businessId, Collection<FollowUpId> ids) {
        List<Map<String, AttributeValue>> keys = new LinkedHashSet<>(ids)
                .stream().map(id -> FollowUpItems.key(businessId, id)).toList();
        Map<FollowUpId, FollowUp> found = new HashMap<>();
        for (Map<String, AttributeValue> item : store.read(store.tables().followUps(), keys, true)) {
            FollowUp followUp = FollowUpItems.followUp(item);
            found.put(followUp.id(), followUp);
        }
        return found;
    }

    @Override
    public List<FollowUp> about(Relation relation, BusinessId queueOf) {
        List<FollowUp> found = new ArrayList<>();
        about(store.followUps(), relation, queueOf).all(item -> found.add(FollowUpItems.followUp(item)));
        found.removeIf(other -> !other.subject().equals(relation));
        return found;
    }

    /** The ids of two people may begin alike: it is a hash, and somebody may look for such an id. */
    static Query about(Table followUps, Relation subject, BusinessId queueOf) {
        return followUps
                .where(Attributes.BUSINESS_ID, queueOf.value())
                .beginning(Attributes.FOLLOW_UP_ID, FollowUpId.ofPerson(subject))
                .strong();
    }

    @Override
    public Page<FollowUp> list(
            BusinessId businessId, State state, @Nullable LocalDate dueBefore, @Nullable String after, int limit) {
        String queue = FollowUpItems.queue(businessId, state);
        String last = after == null ? "" : after;
        List<FollowUp> found = new ArrayList<>();
        for (String part : List.of(FollowUp.LATE, FollowUp.IN_TIME)) {
            String from = last.compareTo(part) > 0 ? last : part;
            String to = part + (dueBefore == null ? "~" : dueBefore);
            int wanted = limit + 1 - found.size();
            if (wanted > 0 && from.compareTo(to) < 0) {
                QueryResponse some = ranked(queue, from, to, wanted);
                some.items().forEach(item -> found.add(FollowUpItems.followUp(item)));
                if (found.size() <= limit && !some.lastEvaluatedKey().isEmpty()) {
                    // One call reads a megabyte at most, and work may have long texts of people.
                    return new Page<>(found, found.get(found.size() - 1).rank());
                }
            }
        }
        return Page.of(found, limit, FollowUp::rank);
    }

    private QueryResponse ranked(String queue, String after, String before, int wanted) {
        // No rank equals the end of a part or of a day.
        return store.followUps()
                .where(Attributes.QUEUE, queue)
                .between(Attributes.RANK, after + Query.AFTER, before)
                .index(Attributes.QUEUE_BY_RANK)
                .limit(wanted)
                .page(Map.of());
    }

    @Override
    public SortedMap<LocalDate, Integer> counts(BusinessId businessId) {
        SortedMap<LocalDate, Integer> counts = new TreeMap<>();
        // Work may be added at one counter of a day and taken off at another, so only the sum counts.
        store.followUps()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .beginning(Attributes.FOLLOW_UP_ID, FollowUpItems.COUNTER)
                .all(item -> counts.merge(FollowUpItems.counterDay(item), FollowUpItems.count(item), Integer::sum));
        counts.values().removeIf(count -> count <= 0);
        return counts;
    }

    @Override
    public Page<FollowUp> openedBetween(
            BusinessId businessId, Instant from, Instant to, @Nullable String after, int limit) {
        String[] place = after == null ? new String[0] : after.split(" ", 2);
        Instant last = after == null ? from : Instant.ofEpochMilli(Long.parseLong(place[0]));
        if (last.isBefore(from) || !last.isBefore(to)) {
            return new Page<>(List.of(), null);
        }
        Map<String, AttributeValue> start = new HashMap<>();
        if (after != null) {
            start.putAll(FollowUpItems.key(businessId.value(), place[1]));
            start.put(Attributes.OPENED_AT, Items.text(Texts.instant(last)));
        }
        Query query = store.followUps()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .between(Attributes.OPENED_AT, Texts.instant(from), Texts.instant(to.minusMillis(1)))
                .index(Attributes.OPENED_BY_BUSINESS);
        List<FollowUp> found = new ArrayList<>();
        int calls = 0;
        do {
            QueryResponse some = query.limit(limit - found.size()).page(start);
            some.items().forEach(item -> found.add(FollowUpItems.followUp(item)));
            start = some.lastEvaluatedKey();
            calls++;
        } while (!start.isEmpty() && found.size() < limit && calls < MOST_MEGABYTES);
        return new Page<>(
                found, start.isEmpty() ? null : found.get(found.size() - 1).opening());
    }

    @Override
    public void toLookAt(LocalDate day, Instant until, BiConsumer<BusinessId, Supplier<FollowUp>> use) {
        store.followUps()
                .where(Attributes.REMIND_ON, day.toString())
                .where(Attributes.REMIND_AT, "<", Texts.afterMarksAt(until))
                .index(Attributes.REMIND_BY_DAY)
                .all(item -> use.accept(
                        new BusinessId(Items.text(item, Attributes.BUSINESS_ID)), () -> FollowUpItems.followUp(item)));
    }

    @Override
    public @Nullable LocalDate lookedAtThrough() {
        return Items.optional(store.followUps().item(CALENDAR, true), Attributes.THROUGH, LocalDate::parse);
    }

    @Override
    public void noteLookedAtThrough(LocalDate day) {
        AttributeValue through = Items.text(day.toString());
        Write update = new Write().set(Attributes.THROUGH, through).onlyIfAbsentOr(Attributes.THROUGH, "<", through);
        // Else another run has noted a later day.
        Calls.isDone(() -> store.followUps().update(CALENDAR, update));
    }

    /** A single note, which is no work, is stored without a transaction. */
    @Override
    public Stored store(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        if (changes.size() != 1 || !forgotten.isEmpty() || !besides(changes, 0).isEmpty()) {
            return storeTogether(changes, forgotten, unchanged);
        }
        WorkChange note = changes.get(0);
        return Calls.isDone(() -> store.followUps().put(FollowUpItems.item(note.after()), ifIs(note.before())))
                ? Stored.STORED
                : Stored.CHANGED_MEANWHILE;
    }

    /** Work that is still to be done goes with its count, if nobody changes either at the moment. */
    @Override
    public boolean forget(FollowUp note) {
        if (note.state().isWork()) {
            BusinessId queueOf = note.relation().businessId();
            return Calls.transact(
                    store.client(),
                    List.of(store.followUps().deleting(key(note), ifIs(note)), count(queueOf, note.due(), -1, 0)));
        }
        // Else the note has become work, so it stays.
        return Calls.isDone(() -> store.followUps().delete(key(note), ifIs(note)));
    }

    private Stored storeTogether(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        List<TransactWriteItem> work = new ArrayList<>();
        changes.forEach(change ->
                work.add(store.followUps().putting(FollowUpItems.item(change.after()), ifIs(change.before()))));
        forgotten.forEach(note -> work.add(store.followUps().deleting(key(note), ifIs(note))));
        unchanged.forEach(note -> work.add(unchanged(note)));
        Set<Integer> failed = Calls.failed(
                store.client(),
                tries -> Stream.concat(work.stream(), besides(changes, tries).stream())
                        .toList());
        if (failed.isEmpty()) {
            return Stored.STORED;
        }
        return failed.stream().anyMatch(item -> item < work.size()) ? Stored.CHANGED_MEANWHILE : Stored.ENTRY_WAS_THERE;
    }

    /** An update that changes nothing: a condition alone would be one more kind of call for the roles to allow. */
    private TransactWriteItem unchanged(FollowUp note) {
        return store.followUps().updating(key(note), ifIs(note).set(Attributes.VERSION, Items.number(note.version())));
    }

    /** @param before null for what is not stored yet */
    private static Write ifIs(@Nullable FollowUp before) {
        return new Write().onlyIfIs(Attributes.VERSION, before == null ? null : Items.number(before.version()));
    }

    private static Map<String, AttributeValue> key(FollowUp followUp) {
        return FollowUpItems.key(followUp.relation().businessId(), followUp.id());
    }

    /** The entries, and one change for each counter. */
    private List<TransactWriteItem> besides(List<WorkChange> changes, int tries) {
        List<TransactWriteItem> besides = new ArrayList<>();
        Map<LocalDate, Integer> more = new TreeMap<>();
        for (WorkChange change : changes) {
            if (change.entry() != null) {
                besides.add(store.ledger()
                        .putting(
                                EntryItems.item(change.after().subject(), change.entry(), store.now()),
                                EntryItems.ifNew()));
            }
            more.merge(change.after().due(), work(change.after()) - work(change.before()), Integer::sum);
        }
        more.values().removeIf(count -> count == 0);
        more.forEach((due, count) ->
                besides.add(count(changes.get(0).after().relation().businessId(), due, count, tries)));
        return besides;
    }

    private static int work(@Nullable FollowUp followUp) {
        return followUp != null && followUp.state().isWork() ? 1 : 0;
    }

    /**
     * A change of a counter. All work of a business that is due on one day would meet at one item, and a transaction
     * holds its items for some milliseconds. So after a conflict another of several counters is used; their sum counts.
     */
    private TransactWriteItem count(BusinessId businessId, LocalDate due, int more, int tries) {
        int shard = tries == 0 ? 0 : Retries.chance(FollowUpItems.SHARDS);
        return store.followUps()
                .updating(
                        FollowUpItems.counterKey(businessId, due, shard),
                        new Write().add(Attributes.COUNT, Items.number(more)));
    }
}
