package consimt.dynamodb;

import consimt.ledger.Entry;
import consimt.rebuild.WholeLedger;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The only scan of this project. A scan returns all entries of a relation together, so a page ends after a relation.
 */
@Singleton
class DynamoWholeLedger implements WholeLedger {

    /** Entries in one read. Most relations have fewer than ten. */
    private static final int ENTRIES_OF_A_READ = 1_000;

    /** For one page: some twenty thousand entries, five megabytes. */
    private static final int MOST_READS = 20;

    private final DynamoDbClient client;
    private final Table table;

    DynamoWholeLedger(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = new Table(client, tables.ledger());
    }

    @Override
    public List<Entry> of(Relation relation, int most) {
        List<Entry> entries = new ArrayList<>();
        table.where(Attributes.RELATION, Texts.relation(relation))
                .strong()
                .all(item -> entries.add(EntryItems.entry(item)), () -> entries.size() <= most);
        return entries;
    }

    @Override
    public RelationPage relations(Segment segment, @Nullable BusinessId only, @Nullable String after, int limit) {
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
                        return new RelationPage(found, Texts.relation(found.get(limit - 1)));
                    }
                    found.add(relation);
                }
                last = text;
            }
            start = some.lastEvaluatedKey();
            if (start.isEmpty()) {
                return new RelationPage(found, null);
            }
        }
        return new RelationPage(found, last);
    }

    private ScanResponse read(Segment segment, Map<String, AttributeValue> start) {
        ScanRequest request = ScanRequest.builder()
                .tableName(table.name())
                .segment(segment.number())
                .totalSegments(segment.of())
                .projectionExpression("#relation")
                .expressionAttributeNames(Map.of("#relation", Attributes.RELATION))
                .consistentRead(true)
                .limit(ENTRIES_OF_A_READ)
                .exclusiveStartKey(start.isEmpty() ? null : start)
                .build();
        return Calls.to(() -> client.scan(request));
    }

    /**
     * The key after which a scan goes on behind a relation; empty if the relation is gone, so that the scan starts
     * again.
     */
    private Map<String, AttributeValue> lastEntryOf(String relation) {
        List<Map<String, AttributeValue>> last = table.where(Attributes.RELATION, relation)
                .showing(Attributes.RELATION, Attributes.ENTRY_ID)
                .backwards()
                .strong()
                .limit(1)
                .items();
        return last.isEmpty() ? Map.of() : last.get(0);
    }
}
