package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.delivery.Undelivered;
import consimt.person.PersonItems;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The items of all tables that are about one person, under the keys that the other stores give them. */
@Singleton
class DynamoPersonItems implements PersonItems {

    /** Entries of a page, if they are short. */
    private static final int MOST = 500;

    private final Table ledger;
    private final Table aside;
    private final Table revocations;
    private final BatchReads batchReads;
    private final StoredJson<Undelivered> undelivered;

    DynamoPersonItems(DynamoDbClient client, Tables tables, BatchReads batchReads, ObjectMapper json) {
        this.ledger = new Table(client, tables.ledger());
        this.aside = new Table(client, tables.aside());
        this.revocations = new Table(client, tables.revocations());
        this.batchReads = batchReads;
        this.undelivered = new StoredJson<>(json, Undelivered.class);
    }

    @Override
    public ItemPage read(Relation relation, @Nullable EntryId after) {
        QueryResponse page = page(relation, after);
        List<Undelivered> notices = failed(relation.businessId(), page.items()).stream()
                .map(item -> undelivered.read(item, Attributes.TOLD))
                .toList();
        return new ItemPage(page.items().stream().map(EntryItems::entry).toList(), notices, next(page));
    }

    private QueryResponse page(Relation relation, @Nullable EntryId after) {
        return ledger.where(Attributes.RELATION, Texts.relation(relation))
                .strong()
                .limit(MOST)
                .page(after == null ? Map.of() : EntryItems.key(relation, after));
    }

    private static @Nullable EntryId next(QueryResponse page) {
        return Items.optional(page.lastEvaluatedKey(), Attributes.ENTRY_ID, EntryId::new);
    }

    /** The items of notices that failed, of these entries. */
    private List<Map<String, AttributeValue>> failed(
            BusinessId businessId, List<Map<String, AttributeValue>> entries) {
        return batchReads.of(
                aside.name(),
                entries.stream()
                        .filter(item -> item.containsKey(Attributes.CHANGE_AT))
                        .flatMap(item ->
                                DynamoUndeliveredNotices.keys(businessId, Items.text(item, Attributes.CHANGE_AT))
                                        .stream())
                        .toList(),
                true);
    }

    @Override
    public Map<String, Instant> linksRevokedUpTo(UserId userId, BusinessId businessId) {
        String all = DynamoRevocations.all(userId);
        List<Map<String, AttributeValue>> keys = List.of(
                Map.of(Attributes.REVOKED, Items.text(all)),
                Map.of(Attributes.REVOKED, Items.text(DynamoRevocations.of(userId, businessId))));
        Map<String, Instant> upTo = new TreeMap<>();
        batchReads
                .of(revocations.name(), keys, true)
                .forEach(item -> upTo.put(
                        Items.text(item, Attributes.REVOKED).equals(all) ? "ALL" : businessId.value(),
                        Instant.parse(Items.text(item, Attributes.ISSUED_UP_TO))));
        return upTo;
    }
}
