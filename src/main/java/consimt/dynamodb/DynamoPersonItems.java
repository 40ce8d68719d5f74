package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.followup.FollowUp;
import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.notice.delivery.Undelivered;
import consimt.person.PersonItems;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.Sha256;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The items of all tables that are about one person, under the keys that the other stores give them. */
@Singleton
record DynamoPersonItems(Store store, ObjectMapper json) implements PersonItems {

    /** Entries of a page, if they are short. */
    private static final int MOST = 500;

    private static final int MOST_WORK = 100;

    /** So many erasures are repeated with one call at most. {@code #} is in no id. */
    private static final int MOST_ERASURES = 25;

    private static final String ERASURES = "#erasures";

    @Override
    public ItemPage read(Relation relation, @Nullable EntryId after) {
        QueryResponse page = page(relation, after);
        List<Undelivered> notices = failed(relation.businessId(), page.items()).stream()
                .map(item -> new StoredJson<>(json, Undelivered.class).read(item, Attributes.TOLD))
                .toList();
        return new ItemPage(page.items().stream().map(EntryItems::entry).toList(), notices, next(page));
    }

    private QueryResponse page(Relation relation, @Nullable EntryId after) {
        return store.ledger()
                .where(Attributes.RELATION, Texts.relation(relation))
                .strong()
                .limit(MOST)
                .page(after == null ? Map.of() : EntryItems.key(relation, after));
    }

    private static @Nullable EntryId next(QueryResponse page) {
        return Items.optional(page.lastEvaluatedKey(), Attributes.ENTRY_ID, EntryId::new);
    }

    /** The items of notices that failed, of these entries. */
    private List<Map<String, AttributeValue>> failed(BusinessId businessId, List<Map<String, AttributeValue>> entries) {
        return store.read(
                store.tables().aside(),
                entries.stream()
                        .filter(item -> item.containsKey(Attributes.CHANGE_AT))
                        .flatMap(item ->
                                DynamoUndeliveredNotices.keys(businessId, Items.text(item, Attributes.CHANGE_AT))
                                        .stream())
                        .toList(),
                true);
    }

    @Override
    public Page<FollowUp> work(Relation subject, BusinessId queueOf, @Nullable String after) {
        // The store refuses to go on after what the query cannot find.
        boolean isOfSubject = after != null && after.startsWith(FollowUpId.ofPerson(subject));
        QueryResponse page = DynamoFollowUps.about(store.followUps(), subject, queueOf)
                .limit(MOST_WORK)
                .page(after == null || !isOfSubject ? Map.of() : FollowUpItems.key(queueOf.value(), after));
        return new Page<>(
                page.items().stream()
                        .map(FollowUpItems::followUp)
                        .filter(piece -> piece.subject().equals(subject))
                        .toList(),
                Items.optional(page.lastEvaluatedKey(), Attributes.FOLLOW_UP_ID, Function.identity()));
    }

    @Override
    public StoredStanding stored(Relation relation) {
        RelationVersion read = RelationVersion.read(store, relation);
        return new StoredStanding() {

            @Override
            public Standing standing() {
                return read.standing();
            }

            @Override
            public boolean become(Standing standing, @Nullable Entry erasure) {
                List<TransactWriteItem> both = new ArrayList<>(List.of(read.becoming(standing)));
                if (erasure != null) {
                    both.add(store.ledger().putting(EntryItems.item(relation, erasure, store.now()), new Write()));
                }
                return Calls.transact(store.client(), both);
            }
        };
    }

    @Override
    public Deleted delete(
            Relation relation, Instant before, @Nullable EntryId after, @Nullable Consumer<Entry> leaving) {
        QueryResponse page = page(relation, after);
        List<Map<String, AttributeValue>> old = page.items().stream()
                .filter(item -> EntryItems.entry(item).recordedAt().isBefore(before))
                .toList();
        if (leaving != null) {
            old.stream().map(EntryItems::entry).forEach(leaving);
            store.delete(
                    store.tables().aside(),
                    failed(relation.businessId(), old).stream()
                            .map(DynamoPersonItems::asideKey)
                            .toList());
            store.delete(
                    store.tables().ledger(),
                    old.stream()
                            .map(item -> new EntryId(Items.text(item, Attributes.ENTRY_ID)))
                            .map(id -> EntryItems.key(relation, id))
                            .toList());
        }
        return new Deleted(old.size(), next(page));
    }

    @Override
    public boolean keep(Relation relation, Entry entry) {
        return !new DynamoLedger(store).keep(relation, entry).isConflict();
    }

    private static Map<String, AttributeValue> asideKey(Map<String, AttributeValue> item) {
        return Map.of(Attributes.OF, item.get(Attributes.OF), Attributes.ID, item.get(Attributes.ID));
    }

    @Override
    public Optional<BusinessId> introducing(UserId userId, @Nullable BusinessId after) {
        return store
                .aside()
                .where(Attributes.OF, DynamoReservations.of(userId))
                .strong()
                .limit(1)
                .page(after == null ? Map.of() : DynamoReservations.key(new Relation(userId, after)))
                .items()
                .stream()
                .map(item -> new BusinessId(Items.text(item, Attributes.ID)))
                .findFirst();
    }

    @Override
    public void deleteIntroduction(Relation relation) {
        store.aside()
                .find(DynamoReservations.key(relation))
                .ifPresent(item -> store.delete(store.tables().aside(), List.of(asideKey(item))));
    }

    @Override
    public void remember(Erasure erasure, boolean further) {
        Map<String, AttributeValue> key = Items.aside(ERASURES, name(erasure.relation()));
        Set<FollowUpId> stillOpen = new TreeSet<>(erasure.stillOpen());
        if (further) {
            store.aside()
                    .find(key)
                    .ifPresent(item -> stillOpen.addAll(erasure(item).stillOpen()));
        }
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.putAll(Items.key(erasure.relation()));
        AttributeValue at = Items.text(Texts.instant(erasure.at()));
        item.put(Attributes.RECORDED_AT, at);
        item.put(Attributes.EXPIRES_AT, Items.seconds(erasure.at().plus(Duration.ofDays(REMEMBERED_DAYS))));
        if (!stillOpen.isEmpty()) {
            item.put(
                    Attributes.FOLLOW_UP_ID,
                    AttributeValue.fromSs(
                            stillOpen.stream().map(FollowUpId::value).toList()));
        }
        // Of two erasures at once the later one is remembered, which took more.
        Calls.isDone(() -> store.aside().put(item, new Write().onlyIfAbsentOr(Attributes.RECORDED_AT, "<=", at)));
    }

    @Override
    public Page<Erasure> erasures(@Nullable String after) {
        QueryResponse page = store.aside()
                .where(Attributes.OF, ERASURES)
                .strong()
                .limit(MOST_ERASURES)
                .page(after == null ? Map.of() : Items.aside(ERASURES, after));
        return new Page<>(
                page.items().stream().map(DynamoPersonItems::erasure).toList(),
                Items.optional(page.lastEvaluatedKey(), Attributes.ID, Function.identity()));
    }

    private static Erasure erasure(Map<String, AttributeValue> item) {
        AttributeValue stillOpen = item.get(Attributes.FOLLOW_UP_ID);
        return new Erasure(
                RelationItems.relation(item),
                Instant.parse(Items.text(item, Attributes.RECORDED_AT)),
                stillOpen == null
                        ? Set.of()
                        : stillOpen.ss().stream().map(FollowUpId::new).collect(Collectors.toSet()));
    }

    @Override
    public String name(Relation relation) {
        return Sha256.of(Texts.relation(relation)).shortId();
    }

    @Override
    public Map<String, Instant> linksRevokedUpTo(UserId userId, BusinessId businessId) {
        String all = DynamoRevocations.all(userId);
        List<Map<String, AttributeValue>> keys = List.of(
                Map.of(Attributes.REVOKED, Items.text(all)),
                Map.of(Attributes.REVOKED, Items.text(DynamoRevocations.of(userId, businessId))));
        Map<String, Instant> upTo = new TreeMap<>();
        store.read(store.tables().revocations(), keys, true)
                .forEach(item -> upTo.put(
                        Items.text(item, Attributes.REVOKED).equals(all) ? "ALL" : businessId.value(),
                        Instant.parse(Items.text(item, Attributes.ISSUED_UP_TO))));
        return upTo;
    }
}
