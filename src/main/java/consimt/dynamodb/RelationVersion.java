package consimt.dynamodb;

import consimt.relation.Relation;
import consimt.relation.Standing;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A relation's item as it was read. Another item replaces it only if it is still there. */
record RelationVersion(Table table, Relation relation, Map<String, AttributeValue> item) {

    static RelationVersion read(Store store, Relation relation) {
        Table table = store.relations();
        return new RelationVersion(table, relation, table.item(Items.key(relation), true));
    }

    /**
     * The item that this code would have stored for a standing. One in which newer code keeps more has another version, so
     * it is never replaced unread.
     */
    static RelationVersion of(Table table, Relation relation, Standing standing) {
        boolean isAbsent = standing.equals(Standing.UNKNOWN);
        return new RelationVersion(
                table, relation, isAbsent ? Map.of() : RelationItems.item(relation, standing, Map.of()));
    }

    Standing standing() {
        return RelationItems.standing(item);
    }

    /** The item of another standing. What only newer code knows in this item is carried along. */
    Map<String, AttributeValue> as(Standing standing) {
        return RelationItems.item(relation, standing, item);
    }

    /** @throws ConditionalCheckFailedException with the item that is there instead */
    void become(Standing standing) {
        table.put(as(standing), ifStillThere());
    }

    TransactWriteItem becoming(Standing standing) {
        return table.putting(as(standing), ifStillThere());
    }

    private Write ifStillThere() {
        return item.isEmpty()
                ? new Write().onlyIfAbsent(Attributes.USER_ID)
                : new Write().onlyIfIs(Attributes.RELATION_VERSION, item.get(Attributes.RELATION_VERSION));
    }
}
