package consimt.dynamodb;

import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept.How;
import consimt.ledger.What;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Key: the relation / the entry's id. So one conditional put is both the audit record and the idempotency. Reads by
 * time use an index.
 */
@Singleton
class DynamoLedger implements Ledger, LedgerWriter {

    /** How many entries before an instant are searched for a wish; short ones take some thirty read units. */
    private static final int MOST_BEFORE = 1_000;

    private final DynamoDbClient client;
    private final String table;
    private final Clock clock;

    DynamoLedger(DynamoDbClient client, Tables tables, Clock clock) {
        this.client = client;
        this.table = tables.ledger();
        this.clock = clock;
    }

    @Override
    public Kept keep(Relation relation, Entry entry) {
        PutItemRequest request = PutItemRequest.builder()
                .tableName(table)
                .item(EntryItems.item(relation, entry, clock.instant()))
                .conditionExpression(EntryItems.IS_NEW)
                .expressionAttributeNames(EntryItems.NAMES)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            Calls.to(() -> client.putItem(request));
            return new Kept(How.NEW, entry);
        } catch (ConditionalCheckFailedException failed) {
            Entry stored = EntryItems.entry(failed.item());
            return new Kept(stored.tellsTheSameAs(entry) ? How.REPEATED : How.CONFLICT, stored);
        }
    }

    @Override
    public boolean keepNew(Map<Relation, Entry> entries) {
        List<TransactWriteItem> puts = entries.entrySet().stream()
                .map(each -> EntryItems.putIfNew(table, each.getKey(), each.getValue(), clock.instant()))
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

    @Override
    public List<Fact> wishesBefore(Relation relation, Instant at) {
        QueryRequest request = byTime(Texts.relation(relation), "#at < :at", at)
                .scanIndexForward(false)
                .limit(MOST_BEFORE)
                .filterExpression("#kind = :wish")
                .expressionAttributeNames(Map.of(
                        "#relation", Attributes.RELATION, "#at", Attributes.OCCURRED_AT, "#kind", Attributes.KIND))
                .expressionAttributeValues(Map.of(
                        ":relation", Items.text(Texts.relation(relation)),
                        ":wish", Items.text(What.Kind.MARKETING_PREFERENCE.name()),
                        ":at", Items.text(Texts.instant(at))))
                .build();
        return Calls.to(() -> client.query(request)).items().stream()
                .map(EntryItems::entry)
                .flatMap(entry -> entry.fact().stream())
                .filter(fact -> fact.kind().isWish() && fact.mark().at().isBefore(at))
                .toList();
    }

    @Override
    public EntryPage read(Relation relation, @Nullable Position after, int limit) {
        return page(Texts.relation(relation), after, limit);
    }

    @Override
    public EntryPage readSettings(BusinessId businessId, @Nullable Position after, int limit) {
        return page(Texts.settings(businessId), after, limit);
    }

    /**
     * One call reads the page and the entries before it of the same instant. If one instant has more than the megabyte
     * of one call, each megabyte before the page takes one more call.
     */
    private EntryPage page(String ledger, @Nullable Position after, int limit) {
        Instant from = after == null ? Instant.EPOCH : after.occurredAt();
        int passed = after == null ? 0 : after.ofThatInstant();
        List<Entry> found = new ArrayList<>();
        Map<String, AttributeValue> start = Map.of();
        do {
            QueryRequest.Builder request = byTime(ledger, "#at >= :at", from).limit(passed + limit + 1 - found.size());
            if (!start.isEmpty()) {
                request.exclusiveStartKey(start);
            }
            QueryResponse some = Calls.to(() -> client.query(request.build()));
            some.items().forEach(item -> found.add(EntryItems.entry(item)));
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty() && found.size() <= passed && ofInstant(found, from) == found.size());
        int first = Math.min(passed, ofInstant(found, from));
        int last = Math.min(first + limit, found.size());
        boolean isMore = last < found.size() || !start.isEmpty();
        return new EntryPage(List.copyOf(found.subList(first, last)), isMore ? position(found.subList(0, last)) : null);
    }

    /** The position after these entries. */
    private static Position position(List<Entry> entries) {
        Instant last = entries.get(entries.size() - 1).occurredAt();
        return new Position(last, ofInstant(entries, last));
    }

    private static int ofInstant(List<Entry> entries, Instant instant) {
        return (int) entries.stream()
                .filter(entry -> entry.occurredAt().equals(instant))
                .count();
    }

    /**
     * A Query of the index. The index has every entry, and may lag behind the table by
     * moments.
     */
    private QueryRequest.Builder byTime(String ledger, String when, Instant at) {
        return QueryRequest.builder()
                .tableName(table)
                .indexName(Attributes.ENTRIES_BY_TIME)
                .keyConditionExpression("#relation = :relation AND " + when)
                .expressionAttributeNames(Map.of("#relation", Attributes.RELATION, "#at", Attributes.OCCURRED_AT))
                .expressionAttributeValues(
                        Map.of(":relation", Items.text(ledger), ":at", Items.text(Texts.instant(at))));
    }
}
