package consimt.dynamodb;

import consimt.function.StoreUnavailable;
import consimt.relation.BusinessId;
import consimt.relation.ByHand;
import consimt.relation.Mark;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.ToldIds;
import consimt.relation.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A relation as an item. */
final class RelationItems {

    /**
     * The newest version of the shape that is known here: that of relations in which something is held, or stands by the word
     * of the business. Code that writes something which this code would misread must write a higher one: then this code
     * refuses the item, and a rollback is safe.
     */
    static final int SHAPE = 2;

    /** That of all other relations. Code that knows no other reads and writes them as before. */
    static final int FIRST_SHAPE = 1;

    /** Why such an item is refused, for the log. */
    static final String NEWER = "a relation in the shape of newer code";

    private RelationItems() {}

    static Relation relation(Map<String, AttributeValue> item) {
        return new Relation(
                new UserId(Items.text(item, Attributes.USER_ID)),
                new BusinessId(Items.text(item, Attributes.BUSINESS_ID)));
    }

    /** @throws StoreUnavailable where newer code wrote it in a shape of its own: a fault, never a permission */
    static Standing standing(Map<String, AttributeValue> item) {
        AttributeValue shape = item.get(Attributes.SHAPE);
        if (shape != null && Integer.parseInt(shape.n()) > SHAPE) {
            throw new StoreUnavailable(NEWER);
        }
        Map<Marks.Key, Mark> marks = new HashMap<>();
        item.forEach((name, value) -> {
            Marks.Key key = Attributes.mark(name);
            if (key != null) {
                marks.put(key, Texts.mark(value.s()));
            }
        });
        AttributeValue reports = item.get(Attributes.REPORTS);
        return new Standing(
                Marks.of(marks),
                reports == null ? Set.of() : Set.copyOf(reports.ss()),
                byHand(item),
                ids(item, Attributes.KNOWN_AS),
                ids(item, Attributes.MERGED_WITH),
                new ToldIds(ids(item, Attributes.TOLD_AS), ids(item, Attributes.TOLD_MERGED_WITH)),
                Texts.held(text(item, Attributes.HELD), text(item, Attributes.RELEASED)));
    }

    private static ByHand byHand(Map<String, AttributeValue> item) {
        AttributeValue removal = item.get(Attributes.REMOVAL);
        AttributeValue before = item.get(Attributes.REMOVAL_BEFORE);
        return new ByHand(
                removal == null ? null : Texts.removal(removal.s()),
                removal != null && removal.equals(item.get(Attributes.REMOVAL_DONE)),
                before == null ? null : Texts.removal(before.s()));
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue text = item.get(attribute);
        return text == null ? "" : text.s();
    }

    private static Set<UserId> ids(Map<String, AttributeValue> item, String attribute) {
        AttributeValue ids = item.get(attribute);
        return ids == null ? Set.of() : ids.ss().stream().map(UserId::new).collect(Collectors.toSet());
    }

    static AttributeValue ids(Set<UserId> userIds) {
        return AttributeValue.fromSs(
                userIds.stream().map(UserId::value).sorted().toList());
    }
}
