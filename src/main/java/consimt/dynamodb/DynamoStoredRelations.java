package consimt.dynamodb;

import consimt.rebuild.Difference;
import consimt.rebuild.StoredRelations;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Relations as whole items: compared attribute by attribute, and replaced if no attribute changed since the read. */
@Singleton
class DynamoStoredRelations implements StoredRelations {

    /** The attributes that the ledger does not determine: the key, the shape, and the finished merges. */
    private static final Set<String> NOT_COMPARED = Set.of(
            Attributes.USER_ID,
            Attributes.BUSINESS_ID,
            Attributes.SHAPE,
            Attributes.MERGED_WITH,
            Attributes.UNVERIFIED_MERGED_WITH);

    /** All attributes that a relation may have. One that was absent must still be absent. */
    private static final List<String> ATTRIBUTES = Stream.concat(
                    Attributes.marks().stream(),
                    Stream.of(
                            Attributes.USER_ID,
                            Attributes.SHAPE,
                            Attributes.SCOPED,
                            Attributes.COLLAPSED,
                            Attributes.REPORTS,
                            Attributes.KNOWN_AS,
                            Attributes.MERGED_WITH,
                            Attributes.UNVERIFIED_IDS,
                            Attributes.UNVERIFIED_MERGED_WITH,
                            Attributes.HELD,
                            Attributes.RELEASED,
                            Attributes.BLOCKED_BY,
                            Attributes.OPTED_OUT_OF))
            .toList();

    private final DynamoDbClient client;
    private final String table;

    DynamoStoredRelations(DynamoDbClient client, Tables tables) {
        this.client = client;
        this.table = tables.relations();
    }

    @Override
    public StoredRelation of(Relation relation) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(Items.key(relation))
                .consistentRead(true)
                .build();
        return new Item(relation, Calls.to(() -> client.getItem(request)).item());
    }

    private final class Item implements StoredRelation {

        private final Relation relation;
        private final Map<String, AttributeValue> read;

        private Item(Relation relation, Map<String, AttributeValue> read) {
            this.relation = relation;
            this.read = read;
        }

        @Override
        public boolean isOfNewerCode() {
            try {
                RelationItems.standing(read);
                return false;
            } catch (StoreUnavailable ofNewerCode) {
                return true;
            }
        }

        @Override
        public Standing standing() {
            return RelationItems.standing(read);
        }

        @Override
        public List<Difference> differences(Standing ledger) {
            Map<String, AttributeValue> told = RelationItems.item(relation, ledger, read);
            Set<String> names = new TreeSet<>(read.keySet());
            names.addAll(told.keySet());
            names.removeAll(NOT_COMPARED);
            List<Difference> differences = new ArrayList<>();
            for (String name : names) {
                String stored = text(read.get(name));
                String its = text(told.get(name));
                if (stored == null ? its != null : !stored.equals(its)) {
                    differences.add(Difference.of(relation, name, stored, its));
                }
            }
            return differences;
        }

        private static @Nullable String text(@Nullable AttributeValue value) {
            if (value == null) {
                return null;
            }
            return value.hasSs()
                    ? value.ss().stream().sorted().collect(Collectors.joining(" "))
                    : value.s() == null ? value.n() : value.s();
        }

        @Override
        public boolean become(Standing standing) {
            Map<String, AttributeValue> item = RelationItems.item(relation, standing, read);
            if (item.equals(read)) {
                return true;
            }
            PutItemRequest request = new Unchanged(read)
                    .condition(PutItemRequest.builder().tableName(table).item(item))
                    .build();
            try {
                Calls.to(() -> client.putItem(request));
                return true;
            } catch (ConditionalCheckFailedException changed) {
                return false;
            }
        }
    }

    /** The condition that an item is as it was read (compare-and-set). */
    private static final class Unchanged {

        private final List<String> conditions = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();

        private Unchanged(Map<String, AttributeValue> read) {
            Set<String> all = new TreeSet<>(ATTRIBUTES);
            all.addAll(read.keySet());
            for (String attribute : all) {
                String alias = Integer.toString(names.size());
                names.put("#" + alias, attribute);
                AttributeValue value = read.get(attribute);
                if (value == null) {
                    conditions.add("attribute_not_exists(#" + alias + ")");
                } else {
                    conditions.add("#" + alias + " = :" + alias);
                    values.put(":" + alias, value);
                }
            }
        }

        private PutItemRequest.Builder condition(PutItemRequest.Builder put) {
            put.conditionExpression(String.join(" AND ", conditions)).expressionAttributeNames(names);
            return values.isEmpty() ? put : put.expressionAttributeValues(values);
        }
    }
}
