package consimt.dynamodb;

import consimt.followup.FollowUp;
import consimt.followup.FollowUps.Openings;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.FollowUpId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Changes of follow-ups, made in transactions. Unlike marks, the steps of people's work do not commute: of two who
 * claim at once, one must lose. A step changes the queue, the ledger and the counts, and these must always agree. Transactions cost twice as much, but work is rare compared with messages.
 */
@Singleton
class FollowUpChanges {

    /** A transaction takes a hundred items: two for each opening, and the counter. */
    private static final int MOST_AT_ONCE = 49;

    private final DynamoDbClient client;
    private final Tables tables;
    private final Clock clock;

    FollowUpChanges(DynamoDbClient client, Tables tables, Clock clock) {
        this.client = client;
        this.tables = tables;
        this.clock = clock;
    }

    /** A single note, which is no work, is stored without a transaction. */
    Stored store(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        return changes.size() == 1 && forgotten.isEmpty() && besides(changes, 0).isEmpty()
                ? storeAlone(changes.get(0))
                : storeTogether(changes, forgotten, unchanged);
    }

    /**
     * Opens many with one change of their counter. Many transactions at that one item would conflict with each other.
     */
    Openings open(List<WorkChange> openings) {
        Map<FollowUpId, WorkChange> once = new LinkedHashMap<>();
        openings.forEach(each -> once.putIfAbsent(each.after().id(), each));
        List<WorkChange> all = List.copyOf(once.values());
        int news = 0;
        List<WorkChange> taken = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            news += openTogether(all.subList(from, Math.min(from + MOST_AT_ONCE, all.size())), taken);
        }
        return new Openings(news, List.copyOf(taken));
    }

    private int openTogether(List<WorkChange> openings, List<WorkChange> taken) {
        List<WorkChange> missing = openings;
        for (int tries = 0; tries < Conflicts.TRIES && !missing.isEmpty(); tries++) {
            List<TransactWriteItem> items = new ArrayList<>();
            missing.forEach(each -> {
                items.add(TransactWriteItem.builder().put(put(each)).build());
                items.add(entry(each.after(), Objects.requireNonNull(each.entry())));
            });
            FollowUp first = missing.get(0).after();
            items.add(count(first.relation().businessId(), first.due(), missing.size(), tries));
            try {
                Calls.to(() -> client.transactWriteItems(request -> request.transactItems(items)));
                return missing.size();
            } catch (TransactionCanceledException canceled) {
                Set<Integer> failed = Calls.failedConditions(canceled);
                if (failed.isEmpty()) {
                    BatchReads.Pause.SLEEPING.of(Conflicts.pauseAfter(tries));
                }
                List<WorkChange> left = new ArrayList<>();
                for (int i = 0; i < missing.size(); i++) {
                    if (!failed.contains(2 * i)) {
                        (failed.contains(2 * i + 1) ? taken : left).add(missing.get(i));
                    }
                }
                missing = left;
            }
        }
        if (missing.isEmpty()) {
            return 0;
        }
        throw new StoreUnavailable("a transaction was cancelled each time");
    }

    void forget(FollowUp note) {
        Delete delete = delete(note);
        DeleteItemRequest request = DeleteItemRequest.builder()
                .tableName(delete.tableName())
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(delete.expressionAttributeNames())
                .expressionAttributeValues(delete.expressionAttributeValues())
                .build();
        try {
            Calls.to(() -> client.deleteItem(request));
        } catch (ConditionalCheckFailedException itBegan) {
            // The note has become work, so it stays.
        }
    }

    private Delete delete(FollowUp note) {
        return Delete.builder()
                .tableName(tables.followUps())
                .key(FollowUpItems.key(note.relation().businessId(), note.id()))
                .conditionExpression("#version = :version")
                .expressionAttributeNames(Map.of("#version", Attributes.VERSION))
                .expressionAttributeValues(version(note))
                .build();
    }

    private Stored storeAlone(WorkChange change) {
        Put put = put(change);
        PutItemRequest request = PutItemRequest.builder()
                .tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())
                .build();
        try {
            Calls.to(() -> client.putItem(request));
            return Stored.STORED;
        } catch (ConditionalCheckFailedException changed) {
            return Stored.CHANGED_MEANWHILE;
        }
    }

    private Stored storeTogether(List<WorkChange> changes, List<FollowUp> forgotten, List<FollowUp> unchanged) {
        List<TransactWriteItem> work = new ArrayList<>();
        changes.forEach(
                change -> work.add(TransactWriteItem.builder().put(put(change)).build()));
        forgotten.forEach(note ->
                work.add(TransactWriteItem.builder().delete(delete(note)).build()));
        unchanged.forEach(note ->
                work.add(TransactWriteItem.builder().update(unchanged(note)).build()));
        for (int tries = 0; tries < Conflicts.TRIES; tries++) {
            List<TransactWriteItem> items = new ArrayList<>(work);
            items.addAll(besides(changes, tries));
            TransactWriteItemsRequest request =
                    TransactWriteItemsRequest.builder().transactItems(items).build();
            try {
                Calls.to(() -> client.transactWriteItems(request));
                return Stored.STORED;
            } catch (TransactionCanceledException canceled) {
                Set<Integer> failed = Calls.failedConditions(canceled);
                if (!failed.isEmpty()) {
                    return failed.stream().anyMatch(item -> item < work.size())
                            ? Stored.CHANGED_MEANWHILE
                            : Stored.ENTRY_WAS_THERE;
                }
                // Another transaction was writing one of the items, or a table was throttled.
                BatchReads.Pause.SLEEPING.of(Conflicts.pauseAfter(tries));
            }
        }
        throw new StoreUnavailable("a transaction was cancelled each time");
    }

    /** An update that changes nothing: a condition alone would be one more kind of call for the roles to allow. */
    private Update unchanged(FollowUp note) {
        return Update.builder()
                .tableName(tables.followUps())
                .key(FollowUpItems.key(note.relation().businessId(), note.id()))
                .updateExpression("SET #version = :version")
                .conditionExpression("#version = :version")
                .expressionAttributeNames(Map.of("#version", Attributes.VERSION))
                .expressionAttributeValues(version(note))
                .build();
    }

    private Put put(WorkChange change) {
        Put.Builder put = Put.builder()
                .tableName(tables.followUps())
                .item(FollowUpItems.item(change.after()))
                .expressionAttributeNames(Map.of("#version", Attributes.VERSION));
        FollowUp before = change.before();
        if (before == null) {
            put.conditionExpression("attribute_not_exists(#version)");
        } else {
            put.conditionExpression("#version = :version").expressionAttributeValues(version(before));
        }
        return put.build();
    }

    private static Map<String, AttributeValue> version(FollowUp before) {
        return Map.of(":version", AttributeValue.fromN(Integer.toString(before.version())));
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
        return EntryItems.putIfNew(tables.ledger(), followUp.subject(), step, clock.instant());
    }

    private static int work(@Nullable FollowUp followUp) {
        return followUp != null && followUp.state().isWork() ? 1 : 0;
    }

    /**
     * A change of a counter. All work of a business that is due on one day would meet at one item, and a transaction
     * holds its items for some milliseconds. So after a conflict another of several counters is used; their sum counts.
     */
    private TransactWriteItem count(BusinessId businessId, LocalDate due, int more, int tries) {
        int shard = tries == 0 ? 0 : Chance.between(0, FollowUpItems.SHARDS);
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tables.followUps())
                        .key(FollowUpItems.counterKey(businessId, due, shard))
                        .updateExpression("ADD #count :more")
                        .expressionAttributeNames(Map.of("#count", Attributes.COUNT))
                        .expressionAttributeValues(Map.of(":more", AttributeValue.fromN(Integer.toString(more)))))
                .build();
    }
}
