package consimt.dynamodb;

import consimt.rebuild.Difference;
import consimt.rebuild.StoredRelations;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    private final Table table;

    DynamoStoredRelations(DynamoDbClient client, Tables tables) {
        this.table = new Table(client, tables.relations());
    }

    @Override
    public StoredRelation of(Relation relation) {
        return new Item(relation, table.item(Items.key(relation), true));
    }

    /** A write whose condition is that no attribute changed since the read. */
    static Write onlyIfIs(Map<String, AttributeValue> read) {
        Write unchanged = new Write();
        Set<String> names = new TreeSet<>(RelationUpdates.ATTRIBUTES);
        names.addAll(read.keySet());
        names.forEach(name -> unchanged.onlyIfIs(name, read.get(name)));
        return unchanged;
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
            return item.equals(read) || Calls.isDone(() -> table.put(item, onlyIfIs(read)));
        }
    }
}
