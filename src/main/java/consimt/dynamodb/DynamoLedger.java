package consimt.dynamodb;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.WriteResult.How;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.Changes;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: the relation / the entry's id. So one conditional put is both the audit record and the idempotency. Reads by
 * time use an index, and so do those of what a business is told: the time of arrival, and the hash of the entry's key.
 */
@Singleton
record DynamoLedger(Store store) implements Ledger, LedgerWriter, Changes {

    /** How many entries before an instant are searched for a wish; short ones take some thirty read units. */
    private static final int MOST_BEFORE = 1_000;

    @Override
    public WriteResult keep(Relation relation, Entry entry) {
        try {
            store.ledger().put(EntryItems.item(relation, entry, store.now()), EntryItems.ifNew());
            return new WriteResult(How.NEW, entry);
        } catch (ConditionalCheckFailedException failed) {
            Entry stored = EntryItems.entry(failed.item());
            return new WriteResult(stored.tellsTheSameAs(entry) ? How.REPEATED : How.CONFLICT, stored);
        }
    }

    @Override
    public boolean keepNew(Map<Relation, Entry> entries) {
        List<TransactWriteItem> puts = entries.entrySet().stream()
                .map(each -> store.ledger()
                        .putting(EntryItems.item(each.getKey(), each.getValue(), store.now()), EntryItems.ifNew()))
                .toList();
        return Calls.transact(store.client(), puts);
    }

    @Override
    public Optional<Entry> find(Relation relation, EntryId id) {
        return store.ledger().find(EntryItems.key(relation, id)).map(EntryItems::entry);
    }

    @Override
    public Wishes wishesBefore(Relation relation, Instant at) {
        QueryResponse page = byTime(Texts.relation(relation), "<", at)
                .backwards()
                .limit(MOST_BEFORE)
                .only(Attributes.KIND, "=", Items.text(EntryContent.Kind.MARKETING_PREFERENCE.name()))
                .page(Map.of());
        return new Wishes(
                page.items().stream()
                        .map(EntryItems::entry)
                        .flatMap(entry -> entry.fact().stream())
                        .filter(fact -> fact.kind().isWish() && fact.mark().at().isBefore(at))
                        .toList(),
                page.lastEvaluatedKey().isEmpty());
    }

    @Override
    public Page<Entry> read(Relation relation, Instant from, @Nullable String after, int limit) {
        return page(Texts.relation(relation), from, after, limit);
    }

    @Override
    public Page<Entry> readSettings(BusinessId businessId, Instant from, @Nullable String after, int limit) {
        return page(Texts.settings(businessId), from, after, limit);
    }

    private Page<Entry> page(String ledger, Instant from, @Nullable String after, int limit) {
        Map<String, AttributeValue> start = new HashMap<>();
        if (after != null) {
            String[] place = after.split(" ", 2);
            start.putAll(EntryItems.key(ledger, new EntryId(place[1])));
            start.put(Attributes.OCCURRED_AT, Items.text(place[0]));
        }
        QueryResponse page = byTime(ledger, ">=", from).limit(limit).page(start);
        Map<String, AttributeValue> last = page.lastEvaluatedKey();
        return new Page<>(
                page.items().stream().map(EntryItems::entry).toList(),
                last.isEmpty()
                        ? null
                        : Items.text(last, Attributes.OCCURRED_AT) + " " + Items.text(last, Attributes.ENTRY_ID));
    }

    /**
     * A Query of the index. The index has every entry, and may lag behind the table by moments.
     */
    private Query byTime(String ledger, String comparison, Instant at) {
        return store.ledger()
                .where(Attributes.RELATION, ledger)
                .where(Attributes.OCCURRED_AT, comparison, Texts.instant(at))
                .index(Attributes.ENTRIES_BY_TIME);
    }

    @Override
    public Page<Notice> read(BusinessId businessId, @Nullable ChangeId after, Instant before, int limit) {
        String from = EntryItems.place(after == null ? ChangeId.before(Instant.EPOCH) : after) + Query.AFTER;
        String to = EntryItems.place(ChangeId.before(before));
        return from.compareTo(to) >= 0
                ? new Page<>(List.of(), null)
                : changes(businessId, from, to)
                        .page(limit, EntryItems::notice, change -> change.id().text());
    }

    @Override
    public Optional<Notice> find(BusinessId businessId, ChangeId id) {
        String place = EntryItems.place(id);
        return changes(businessId, place, place).items().stream()
                .flatMap(item -> EntryItems.notice(item).stream())
                .findFirst();
    }

    private Query changes(BusinessId businessId, String from, String to) {
        return store.ledger()
                .where(Attributes.BUSINESS_ID, businessId.value())
                .index(Attributes.CHANGES_BY_BUSINESS)
                .between(Attributes.CHANGE_AT, from, to);
    }
}
