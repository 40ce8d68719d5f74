package consimt.kit;

import static consimt.kit.MemoryItems.BY_BYTES;
import static consimt.kit.MemoryItems.invalid;
import static consimt.kit.MemoryItems.size;
import static consimt.kit.MemoryItems.writeUnits;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** A table of the memory engine, with its indexes. All keys are texts, as those of the deployed tables. */
final class MemoryTable {

    private static final int LARGEST_HASH = 2_048;
    private static final int LARGEST_RANGE = 1_024;

    final CreateTableRequest made;
    final View items;
    private final Map<String, View> indexes = new LinkedHashMap<>();

    /**
     * Where an item stands in the table or an index. In an index, the key of the table comes after that of the index.
     *
     * @param range empty where there is none; null for a place after all
     * @param tableHash empty in the table itself; null for a place after all
     */
    record Place(
            String hash, @Nullable String range, @Nullable String tableHash, String tableRange) {

        static final Comparator<Place> ORDER = Comparator.comparing(Place::hash, BY_BYTES)
                .thenComparing(Place::range, Comparator.nullsLast(BY_BYTES))
                .thenComparing(Place::tableHash, Comparator.nullsLast(BY_BYTES))
                .thenComparing(Place::tableRange, BY_BYTES);

        static Place first(String hash, String range) {
            return new Place(hash, range, "", "");
        }

        /** @param range null for the end of all */
        static Place last(String hash, @Nullable String range) {
            return new Place(hash, range, null, "");
        }
    }

    /** The items of the table by its key, or those of an index by the key of the index, with what the index carries. */
    final class View {

        final String hash;
        final @Nullable String range;
        private final @Nullable Set<String> carried;
        private final NavigableMap<Place, Map<String, AttributeValue>> items = new TreeMap<>(Place.ORDER);

        private View(List<KeySchemaElement> keys, @Nullable Set<String> carried) {
            this.hash = name(keys, KeyType.HASH).orElseThrow();
            this.range = name(keys, KeyType.RANGE).orElse(null);
            this.carried = carried;
        }

        private Optional<String> name(List<KeySchemaElement> keys, KeyType type) {
            return keys.stream()
                    .filter(key -> key.keyType() == type)
                    .map(KeySchemaElement::attributeName)
                    .findFirst();
        }

        boolean isOfIndex() {
            return this != MemoryTable.this.items;
        }

        Set<String> keys() {
            return range == null ? Set.of(hash) : Set.of(hash, range);
        }

        /** @param item with all keys of the table and of this view */
        Place place(Map<String, AttributeValue> item) {
            View table = MemoryTable.this.items;
            return new Place(
                    item.get(hash).s(),
                    range == null ? "" : item.get(range).s(),
                    isOfIndex() ? item.get(table.hash).s() : "",
                    isOfIndex() && table.range != null ? item.get(table.range).s() : "");
        }

        /** The last place of a page that ends with this item. */
        Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
            Map<String, AttributeValue> key = new HashMap<>(item);
            key.keySet().retainAll(allKeys());
            return key;
        }

        /** Those of the table too. */
        Set<String> allKeys() {
            Set<String> all = new HashSet<>(keys());
            all.addAll(MemoryTable.this.items.keys());
            return all;
        }

        Stream<Map<String, AttributeValue>> all(@Nullable Place after) {
            return (after == null ? items : items.tailMap(after, false)).values().stream();
        }

        /** Both ends are among them. @param after where a page before ended */
        Stream<Map<String, AttributeValue>> between(Place from, Place to, @Nullable Place after, boolean isBackwards) {
            NavigableMap<Place, Map<String, AttributeValue>> ordered = isBackwards ? items.descendingMap() : items;
            Comparator<Place> order = isBackwards ? Place.ORDER.reversed() : Place.ORDER;
            Place first = isBackwards ? to : from;
            Place last = isBackwards ? from : to;
            boolean goesOn = after != null && order.compare(after, first) >= 0;
            Place begin = goesOn ? after : first;
            return order.compare(begin, last) > 0
                    ? Stream.empty()
                    : ordered.subMap(begin, !goesOn, last, true).values().stream();
        }

        private @Nullable Map<String, AttributeValue> seen(@Nullable Map<String, AttributeValue> item) {
            if (item == null || !item.keySet().containsAll(keys())) {
                return null;
            }
            if (carried == null) {
                return item;
            }
            Map<String, AttributeValue> some = new LinkedHashMap<>(item);
            some.keySet().retainAll(carried);
            return some;
        }

        /** @return the write units that the index takes; none if what it shows is the same */
        private double write(@Nullable Map<String, AttributeValue> old, @Nullable Map<String, AttributeValue> now) {
            Map<String, AttributeValue> before = seen(old);
            Map<String, AttributeValue> after = seen(now);
            Place from = before == null ? null : place(before);
            Place to = after == null ? null : place(after);
            if (from != null) {
                items.remove(from);
            }
            if (to != null) {
                items.put(to, after);
            }
            if (MemoryItems.areSame(before, after)) {
                return 0;
            }
            double its = before == null ? 0 : writeUnits(size(before));
            double theirs = after == null ? 0 : writeUnits(size(after));
            return from != null && from.equals(to) ? Math.max(its, theirs) : its + theirs;
        }
    }

    MemoryTable(CreateTableRequest made) {
        this.made = made;
        this.items = new View(made.keySchema(), null);
        for (GlobalSecondaryIndex index : made.globalSecondaryIndexes()) {
            indexes.put(index.indexName(), new View(index.keySchema(), carried(index)));
        }
        if (made.attributeDefinitions().stream()
                .anyMatch(attribute -> !attribute.attributeTypeAsString().equals("S"))) {
            throw new UnsupportedOperationException("a key that is no text");
        }
    }

    private @Nullable Set<String> carried(GlobalSecondaryIndex index) {
        if (index.projection().projectionType() == ProjectionType.ALL) {
            return null;
        }
        return Stream.concat(
                        index.projection().nonKeyAttributes().stream(),
                        Stream.of(made.keySchema(), index.keySchema())
                                .flatMap(List::stream)
                                .map(KeySchemaElement::attributeName))
                .collect(Collectors.toSet());
    }

    View view(@Nullable String index) {
        View view = index == null ? items : indexes.get(index);
        if (view == null) {
            throw invalid("The table does not have the specified index: " + index);
        }
        return view;
    }

    @Nullable Map<String, AttributeValue> item(Place place) {
        return items.items.get(place);
    }

    /** @param key the key of the table and nothing else */
    Place place(Map<String, AttributeValue> key) {
        if (!key.keySet().equals(items.keys())) {
            throw invalid("The provided key element does not match the schema");
        }
        return placeOf(key);
    }

    /** @param item whole, with its keys among the attributes */
    Place placeOf(Map<String, AttributeValue> item) {
        checkKey(item.get(items.hash), LARGEST_HASH);
        if (items.range != null) {
            checkKey(item.get(items.range), LARGEST_RANGE);
        }
        return items.place(item);
    }

    private static void checkKey(@Nullable AttributeValue key, int largest) {
        if (key == null || key.s() == null || key.s().isEmpty() || MemoryItems.bytes(key.s()) > largest) {
            throw invalid("One or more parameter values were invalid: a key of the table");
        }
    }

    /** @param old unchanged keys are as they were, and need no look */
    void checkIndexKeys(@Nullable Map<String, AttributeValue> old, Map<String, AttributeValue> now) {
        for (View index : indexes.values()) {
            for (String key : index.keys()) {
                AttributeValue value = now.get(key);
                boolean isNew = value != null && (old == null || !value.equals(old.get(key)));
                if (isNew && (value.s() == null || value.s().isEmpty())) {
                    throw invalid("One or more parameter values were invalid: a key of an index");
                }
            }
        }
    }

    /** @return the write units that the indexes take */
    double write(@Nullable Map<String, AttributeValue> old, @Nullable Map<String, AttributeValue> now) {
        items.write(old, now);
        return indexes.values().stream()
                .mapToDouble(index -> index.write(old, now))
                .sum();
    }
}
