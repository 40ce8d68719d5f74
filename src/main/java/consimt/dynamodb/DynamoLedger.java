package consimt.dynamodb;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept.How;
import consimt.ledger.What;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Key: the relation / the entry's id, so that one conditional put is both the audit record and the idempotency. */
@Singleton
class DynamoLedger implements Ledger, LedgerWriter {

    private static final Comparator<Entry> BY_POSITION =
            Comparator.comparing(Entry::occurredAt).thenComparing(Entry::id);

    private final DynamoDbClient client;
    private final String table;

    DynamoLedger(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.ledger();
    }

    @Override
    public Kept keep(Relation relation, Entry entry) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(table)
                .item(EntryItems.item(relation, entry))
                .conditionExpression(EntryItems.IS_NEW)
                .expressionAttributeNames(EntryItems.NAMES)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            Calls.to(() -> client.putItem(request));
            return new Kept(How.NEW, entry);
        } catch (ConditionalCheckFailedException failed) {
            Entry there = EntryItems.entry(failed.item());
            return new Kept(there.tellsTheSameAs(entry) ? How.REPEATED : How.CONFLICT, there);
        }
    }

    @Override
    public boolean keepNew(Map<Relation, Entry> entries) {
        List<TransactWriteItem> puts = entries.entrySet().stream()
                .map(each -> EntryItems.putIfNew(table, each.getKey(), each.getValue()))
                .toList();
        try {
            Calls.to(() -> client.transactWriteItems(request -> request.transactItems(puts)));
            return true;
        } catch (TransactionCanceledException notNew) {
            return false;
        }
    }

    @Override
    public Optional<Entry> find(Relation relation, EntryId id) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(EntryItems.key(relation, id))
                .consistentRead(true)
                .build();
        Map<String, AttributeValue> item =
                Calls.to(() -> client.getItem(request)).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(EntryItems.entry(item));
    }

    /** Reads the relation's whole ledger, for which see {@link #read}. */
    @Override
    public List<Fact> wishesBefore(Relation relation, Instant at) {
        QueryRequest request = all(relation).toBuilder()
                .filterExpression("#kind = :wish AND #at < :at")
                .expressionAttributeNames(Map.of(
                        "#relation", Attributes.RELATION, "#kind", Attributes.KIND, "#at", Attributes.OCCURRED_AT))
                .expressionAttributeValues(Map.of(
                        ":relation", Items.text(Texts.relation(relation)),
                        ":wish", Items.text(What.Kind.MARKETING_PREFERENCE.name()),
                        ":at", Items.text(Texts.instant(at))))
                .build();
        return Calls.to(() -> client.queryPaginator(request).items().stream()
                .map(EntryItems::entry)
                .flatMap(entry -> entry.fact().stream())
                .filter(fact -> fact.kind().isWish())
                .toList());
    }

    /**
     * The key is the id, so the order of time is made here. Each page reads the relation's whole ledger (a request unit
     * for some 20 short entries) and keeps in memory no more than the page and what is before it of the same instant.
     */
    @Override
    public Page read(Relation relation, @Nullable Position after, int limit) {
        int passed = after == null ? 0 : after.ofThatInstant();
        int most = passed + limit + 1;
        PriorityQueue<Entry> earliest = new PriorityQueue<>(BY_POSITION.reversed());
        Calls.to(() -> {
            client.queryPaginator(all(relation)).items().forEach(item -> {
                Entry entry = EntryItems.entry(item);
                if (after == null || !entry.occurredAt().isBefore(after.occurredAt())) {
                    earliest.add(entry);
                    if (earliest.size() > most) {
                        earliest.remove();
                    }
                }
            });
            return true;
        });
        List<Entry> found = new ArrayList<>(earliest);
        found.sort(BY_POSITION);
        List<Entry> entries = List.copyOf(found.subList(Math.min(passed, found.size()), found.size()));
        return entries.size() > limit
                ? new Page(entries.subList(0, limit), position(found.subList(0, passed + limit)))
                : new Page(entries, null);
    }

    /** The place after these. */
    private static Position position(List<Entry> entries) {
        Instant last = entries.get(entries.size() - 1).occurredAt();
        return new Position(last, (int) entries.stream()
                .filter(entry -> entry.occurredAt().equals(last))
                .count());
    }

    private QueryRequest all(Relation relation) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#relation = :relation")
                .expressionAttributeNames(Map.of("#relation", Attributes.RELATION))
                .expressionAttributeValues(Map.of(":relation", Items.text(Texts.relation(relation))))
                .consistentRead(true)
                .build();
    }
}
