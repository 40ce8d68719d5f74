package consimt.dynamodb;

import consimt.relation.BusinessId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.PersonIds;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.Sha256;
import consimt.runtime.StoreUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class RelationItems {

    /**
     * The shape that this code writes, and the newest that it knows. Code that writes something which this code would
     * misread must write a higher version. This code then refuses the item, so a rollback is safe. Each further protective
     * kind of marks makes a higher one: older code would ignore such a mark, and permit. The first shape has three.
     */
    static final int SHAPE = MarkKind.PROTECTIVE.size() - 2;

    /** With the one letter of its name the version is six bytes: the index of a business has each relation's. */
    private static final int VERSION_BYTES = 5;

    /** The reason for the refusal, for the log. */
    static final String NEWER = "a relation in the shape of newer code";

    private RelationItems() {}

    static Relation relation(Map<String, AttributeValue> item) {
        return new Relation(
                new UserId(Items.text(item, Attributes.USER_ID)),
                new BusinessId(Items.text(item, Attributes.BUSINESS_ID)));
    }

    /** @throws StoreUnavailable if newer code wrote the item in a shape of its own: a fault, and never a permission */
    static Standing standing(Map<String, AttributeValue> item) {
        AttributeValue shape = item.get(Attributes.SHAPE);
        if (shape != null && Integer.parseInt(shape.n()) > SHAPE) {
            throw new StoreUnavailable(NEWER);
        }
        Map<Marks.Key, Mark> marks = new HashMap<>();
        for (var each : item.entrySet()) {
            MarkKind kind = Attributes.mark(each.getKey());
            if (kind != null) {
                marks.put(Marks.Key.of(kind), Texts.mark(each.getValue().s()));
            }
        }
        marks.putAll(Texts.scopes(text(item, Attributes.SCOPES)));
        AttributeValue reports = item.get(Attributes.REPORTS);
        return new Standing(
                new Marks(marks),
                reports == null ? Set.of() : Set.copyOf(reports.ss()),
                new PersonIds(
                        ids(item, Attributes.KNOWN_AS),
                        ids(item, Attributes.MERGED_WITH),
                        ids(item, Attributes.UNVERIFIED_IDS),
                        ids(item, Attributes.UNVERIFIED_MERGED_WITH)),
                Texts.held(text(item, Attributes.HELD), text(item, Attributes.RELEASED)));
    }

    /** The item of a standing, which replaces a stored one. Attributes that only newer code of the same shape wrote are kept. */
    static Map<String, AttributeValue> item(Relation relation, Standing standing, Map<String, AttributeValue> stored) {
        Map<String, AttributeValue> item = new HashMap<>(stored);
        item.keySet().removeIf(name -> Attributes.mark(name) != null);
        item.putAll(Items.key(relation));
        standing.marks().keys().stream()
                .filter(key -> key.scope().isAll())
                .forEach(key -> item.put(
                        Attributes.of(key.kind()),
                        Items.text(Texts.mark(
                                Objects.requireNonNull(standing.marks().get(key))))));
        set(item, Attributes.SCOPES, text(Texts.scopes(standing.marks())));
        set(item, Attributes.REPORTS, texts(standing.reports().stream()));
        PersonIds ids = standing.ids();
        set(item, Attributes.KNOWN_AS, ids(ids.known()));
        set(item, Attributes.MERGED_WITH, ids(ids.merged()));
        set(item, Attributes.UNVERIFIED_IDS, ids(ids.unverified()));
        set(item, Attributes.UNVERIFIED_MERGED_WITH, ids(ids.unverifiedMerged()));
        set(item, Attributes.HELD, text(Texts.held(standing.held())));
        set(item, Attributes.RELEASED, text(Texts.released(standing.held())));
        item.put(Attributes.SHAPE, Items.number(SHAPE));
        item.put(Attributes.RELATION_VERSION, version(item));
        return item;
    }

    /**
     * So many bytes of a hash of all else in the item. Two items that meet have the same one less than once in 10¹². Another
     * release of the SDK may spell a value otherwise: then a write that trusts a standing costs one try more.
     */
    private static AttributeValue version(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> content = new TreeMap<>(item);
        content.remove(Attributes.RELATION_VERSION);
        String[] texts = content.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue().toString()))
                .toArray(String[]::new);
        return AttributeValue.fromB(SdkBytes.fromByteArray(Sha256.of(texts).first(VERSION_BYTES)));
    }

    static void set(Map<String, AttributeValue> item, String attribute, @Nullable AttributeValue value) {
        if (value == null) {
            item.remove(attribute);
        } else {
            item.put(attribute, value);
        }
    }

    private static @Nullable AttributeValue texts(Stream<String> texts) {
        List<String> sorted = texts.sorted().toList();
        return sorted.isEmpty() ? null : AttributeValue.fromSs(sorted);
    }

    /** An empty text is not stored. */
    static @Nullable AttributeValue text(String text) {
        return text.isEmpty() ? null : Items.text(text);
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        AttributeValue text = item.get(attribute);
        return text == null ? "" : text.s();
    }

    private static Set<UserId> ids(Map<String, AttributeValue> item, String attribute) {
        AttributeValue ids = item.get(attribute);
        return ids == null ? Set.of() : ids.ss().stream().map(UserId::new).collect(Collectors.toSet());
    }

    /** Null if there are none. */
    static @Nullable AttributeValue ids(Set<UserId> ids) {
        return texts(ids.stream().map(UserId::value));
    }
}
