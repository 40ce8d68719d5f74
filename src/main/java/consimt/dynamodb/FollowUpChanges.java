package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Changes of follow-ups, made in transactions. Unlike marks, the steps of people's work do not commute: of two who
 * claim at once, one must lose. A step changes the queue, the ledger and the counts, and these must always agree.
 * Transactions cost twice as much, but work is rare compared with messages.
 */
@Singleton
class FollowUpChanges {

    private final DynamoDbClient client;
    private final Table table;
    private final String ledger;
    private final Clock clock;

    FollowUpChanges(DynamoDbClient client, Tables tables, Clock clock) {
        this.client = client;
        this.table = new Table(client, tables.followUps());
        this.ledger = tables.ledger();
        this.clock = clock;
    }

    /** A single note, which is no work, is stored without a transaction. */
    Stored store(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        return changes.size() == 1 && forgotten.isEmpty() && besides(changes, 0).isEmpty()
                ? storeAlone(changes.get(0))
                : storeTogether(changes, forgotten, unchanged);
    }

    /** Work that is still to be done goes with its count, if nobody changes either at the moment. */
    void forget(FollowUp note) {
        if (note.state().isWork()) {
            BusinessId queueOf = note.relation().businessId();
            Calls.transact(client, List.of(table.deleting(key(note), ifIs(note)), count(queueOf, note.due(), -1, 0)));
            return;
        }
        try {
            table.delete(key(note), ifIs(note));
        } catch (ConditionalCheckFailedException itBegan) {
            // The note has become work, so it stays.
        }
    }

    private Stored storeAlone(WorkChange change) {
        try {
            table.put(FollowUpItems.item(change.after()), ifIs(change.before()));
            return Stored.STORED;
        } catch (ConditionalCheckFailedException changed) {
            return Stored.CHANGED_MEANWHILE;
        }
    }

    private Stored storeTogether(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        List<TransactWriteItem> work = new ArrayList<>();
        changes.forEach(change -> work.add(put(change)));
        forgotten.forEach(note -> work.add(table.deleting(key(note), ifIs(note))));
        unchanged.forEach(note -> work.add(unchanged(note)));
        for (int tries = 0; tries < Retries.TRIES; tries++) {
            List<TransactWriteItem> items = new ArrayList<>(work);
            items.addAll(besides(changes, tries));
            try {
                Calls.to(() -> client.transactWriteItems(request -> request.transactItems(items)));
                return Stored.STORED;
            } catch (TransactionCanceledException canceled) {
                Set<Integer> failed = Calls.failedConditions(canceled);
                if (!failed.isEmpty()) {
                    return failed.stream().anyMatch(item -> item < work.size())
                            ? Stored.CHANGED_MEANWHILE
                            : Stored.ENTRY_WAS_THERE;
                }
                // Another transaction was writing one of the items, or a table was throttled.
                Retries.Pause.SLEEPING.of(Retries.pauseAfter(tries));
            }
        }
        throw new StoreUnavailable("a transaction was cancelled each time");
    }

    /** An update that changes nothing: a condition alone would be one more kind of call for the roles to allow. */
    private TransactWriteItem unchanged(FollowUp note) {
        return table.updating(key(note), ifIs(note).set(Attributes.VERSION, version(note)));
    }

    private TransactWriteItem put(WorkChange change) {
        return table.putting(FollowUpItems.item(change.after()), ifIs(change.before()));
    }

    /** @param before null for what is not stored yet */
    private static Write ifIs(@Nullable FollowUp before) {
        return new Write().onlyIfIs(Attributes.VERSION, before == null ? null : version(before));
    }

    private static Map<String, AttributeValue> key(FollowUp followUp) {
        return FollowUpItems.key(followUp.relation().businessId(), followUp.id());
    }

    private static AttributeValue version(FollowUp followUp) {
        return AttributeValue.fromN(Integer.toString(followUp.version()));
    }

    /** The entries, and one change for each counter. */
    private List<TransactWriteItem> besides(List<WorkChange> changes, int tries) {
        List<TransactWriteItem> besides = new ArrayList<>();
        Map<LocalDate, Integer> more = new TreeMap<>();
        for (WorkChange change : changes) {
            if (change.entry() != null) {
                besides.add(entry(change.after(), change.entry()));
            }
            more.merge(change.after().due(), work(change.after()) - work(change.before()), Integer::sum);
        }
        more.values().removeIf(count -> count == 0);
        more.forEach((due, count) ->
                besides.add(count(changes.get(0).after().relation().businessId(), due, count, tries)));
        return besides;
    }

    private TransactWriteItem entry(FollowUp followUp, Entry step) {
        return EntryItems.putIfNew(ledger, followUp.subject(), step, clock.instant());
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
        return table.updating(
                FollowUpItems.counterKey(businessId, due, shard),
                new Write().add(Attributes.COUNT, AttributeValue.fromN(Integer.toString(more))));
    }
}
