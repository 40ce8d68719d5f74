package consimt.dynamodb;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.LedgerWriter;
import consimt.ledger.LedgerWriter.Kept.How;
import consimt.ledger.What;
import consimt.notice.ChangeId;
import consimt.notice.Changes;
import consimt.notice.Notice;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
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
    public Kept keep(Relation relation, Entry entry) {
        try {
            store.ledger().put(EntryItems.item(relation, entry, store.now()), EntryItems.ifNew());
            return new Kept(How.NEW, entry);
        } catch (ConditionalCheckFailedException failed) {
            Entry stored = EntryItems.entry(failed.item());
            return new Kept(stored.tellsTheSameAs(entry) ? How.REPEATED : How.CONFLICT, stored);
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
                .only(Attributes.KIND, "=", Items.text(What.Kind.MARKETING_PREFERENCE.name()))
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
            QueryResponse some = byTime(ledger, ">=", from)
                    .limit(passed + limit + 1 - found.size())
                    .page(start);
            some.items().forEach(item -> found.add(EntryItems.entry(item)));
            start = some.lastEvaluatedKey();
        } while (!start.isEmpty()
                && found.size() <= passed
                && Position.in(from, found).ofThatInstant() == found.size());
        int first = Math.min(passed, Position.in(from, found).ofThatInstant());
        int last = Math.min(first + limit, found.size());
        boolean isMore = last < found.size() || !start.isEmpty();
        return new EntryPage(
                List.copyOf(found.subList(first, last)), isMore ? Position.after(found.subList(0, last)) : null);
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
