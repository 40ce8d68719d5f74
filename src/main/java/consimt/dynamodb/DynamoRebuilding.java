package consimt.dynamodb;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.person.Difference;
import consimt.person.Rebuilder.StoredRelations;
import consimt.person.WholeLedger;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The whole ledger, and relations as whole items: compared attribute by attribute, and replaced if they did not change
 * since the read. A scan returns all entries of a relation together, so a page ends after a relation.
 */
@Singleton
record DynamoRebuilding(Store store) implements WholeLedger, StoredRelations {

    /** The attributes that the ledger does not determine: the key, the shape, the version, and the finished merges. */
    private static final Set<String> NOT_COMPARED = Set.of(
            Attributes.USER_ID,
            Attributes.BUSINESS_ID,
            Attributes.SHAPE,
            Attributes.RELATION_VERSION,
            Attributes.MERGED_WITH,
            Attributes.UNVERIFIED_MERGED_WITH);

    /** Entries in one read. Most relations have fewer than ten. */
    private static final int ENTRIES_OF_A_READ = 1_000;

    /** For one page: some twenty thousand entries, five megabytes. */
    private static final int MOST_READS = 20;

    @Override
    public List<Entry> of(Relation relation, int most) {
        List<Entry> entries = new ArrayList<>();
        store.ledger()
                .where(Attributes.RELATION, Texts.relation(relation))
                .strong()
                .all(item -> entries.add(EntryItems.entry(item)), () -> entries.size() <= most);
        return entries;
    }

    @Override
    public Page<Relation> relations(Segment segment, @Nullable BusinessId only, @Nullable String after, int limit) {
        List<Relation> found = new ArrayList<>();
        String last = after == null ? "" : after;
        Map<String, AttributeValue> start = after == null ? Map.of() : lastEntryOf(after);
        // An empty page of a scan is no progress: the position would be the same again.
        for (int reads = 0; reads < MOST_READS; ) {
            ScanResponse some = read(segment, start);
            reads += some.items().isEmpty() ? 0 : 1;
            for (Map<String, AttributeValue> item : some.items()) {
                String text = Items.text(item, Attributes.RELATION);
                if (text.equals(last)) {
                    continue;
                }
                Relation relation = Texts.relation(text);
                if (relation != null && (only == null || only.equals(relation.businessId()))) {
                    if (found.size() == limit) {
                        return new Page<>(found, Texts.relation(found.get(limit - 1)));
                    }
                    found.add(relation);
                }
                last = text;
            }
            start = some.lastEvaluatedKey();
            if (start.isEmpty()) {
                return new Page<>(found, null);
            }
        }
        return new Page<>(found, last);
    }

    private ScanResponse read(Segment segment, Map<String, AttributeValue> start) {
        ScanRequest request = ScanRequest.builder()
                .tableName(store.tables().ledger())
                .segment(segment.number())
                .totalSegments(segment.of())
                .projectionExpression("#relation")
                .expressionAttributeNames(Map.of("#relation", Attributes.RELATION))
                .consistentRead(true)
                .limit(ENTRIES_OF_A_READ)
                .exclusiveStartKey(start.isEmpty() ? null : start)
                .build();
        return Calls.to(() -> store.client().scan(request));
    }

    /**
     * The key after which a scan goes on behind a relation; empty if the relation is gone, so that the scan starts
     * again.
     */
    private Map<String, AttributeValue> lastEntryOf(String relation) {
        List<Map<String, AttributeValue>> last = store.ledger()
                .where(Attributes.RELATION, relation)
                .showing(Attributes.RELATION, Attributes.ENTRY_ID)
                .backwards()
                .strong()
                .limit(1)
                .items();
        return last.isEmpty() ? Map.of() : last.get(0);
    }

    @Override
    public StoredRelation read(Relation relation) {
        return new Item(RelationVersion.read(store, relation));
    }

    private record Item(RelationVersion version) implements StoredRelation {

        @Override
        public boolean isOfNewerCode() {
            try {
                version.standing();
                return false;
            } catch (StoreUnavailable ofNewerCode) {
                return true;
            }
        }

        @Override
        public Standing standing() {
            return version.standing();
        }

        @Override
        public List<Difference> differences(Standing ledger) {
            return Difference.between(version.relation(), "", texts(version.item()), texts(version.as(ledger)));
        }

        private static Map<String, String> texts(Map<String, AttributeValue> item) {
            Map<String, String> texts = new TreeMap<>();
            item.forEach((name, value) -> texts.put(name, text(value)));
            texts.keySet().removeAll(NOT_COMPARED);
            return texts;
        }

        private static String text(AttributeValue value) {
            String text = value.s() == null ? value.n() : value.s();
            return value.hasSs()
                    ? value.ss().stream().sorted().collect(Collectors.joining(" "))
                    : Objects.requireNonNullElse(text, "");
        }

        @Override
        public boolean become(Standing standing) {
            return version.as(standing).equals(version.item()) || Calls.isDone(() -> version.become(standing));
        }
    }
}
