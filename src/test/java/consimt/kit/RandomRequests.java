package consimt.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Requests to the tables of the deployment as the stores make them, at random; some are wrong in one way. */
final class RandomRequests {

    /** What is wrong with a request. Where it has no such part, it is as it should be. */
    private enum Wrong {
        NOTHING,
        UNKNOWN_TABLE,
        LACKS_A_KEY,
        HAS_MORE_THAN_KEYS,
        KEY_OF_ANOTHER_TYPE,
        EMPTY_KEY,
        INDEX_KEY_OF_ANOTHER_TYPE,
        EMPTY_INDEX_KEY,
        TOO_LARGE,
        LOST_TOKEN,
        DOUBLED_TOKEN,
        DOUBLED_PARENTHESES,
        UNUSED_NAME,
        UNUSED_VALUE,
        UNDEFINED_NAME,
        UNDEFINED_VALUE,
        NO_NAMES,
        NO_VALUES,
        EMPTY_EXPRESSION,
        VALUES_OF_ANOTHER_TYPE,
        EMPTY_SET,
        SET_WITH_DOUBLES,
        NO_NUMBER,
        CHANGED_KEY,
        CHANGED_TWICE,
        LIMIT_OF_ZERO,
        SEGMENT_BEYOND,
        UNKNOWN_INDEX,
        STRONG_INDEX,
        START_BY_OTHER_KEYS,
        FILTERED_KEY,
        OTHER_KEY_CONDITION,
        NONE,
        TOO_MANY,
        SAME_TWICE
    }

    /** What the real engine, but not DynamoDB, refuses for the whole transaction, or lets pass in one. */
    private static final Set<Wrong> OTHERWISE_IN_A_TRANSACTION =
            Set.of(Wrong.NO_NUMBER, Wrong.EMPTY_INDEX_KEY, Wrong.CHANGED_KEY, Wrong.CHANGED_TWICE);

    private static final List<String> HASHES = List.of("a", "b", "a#b", "\u0103");

    /** In the order of UTF-8 two of them stand otherwise than in that of UTF-16. */
    private static final List<String> RANGES =
            List.of("a", "a!", "ab", "b", "\u0103", "\uFFFD", "\uD835\uDC9C", "2026-11-24T12:00:00.000Z#x");

    // Of letters the real engine, but not DynamoDB, takes large and small ones for the same where a key begins with
    // some.

    private static final List<String> ELEMENTS = List.of("x", "y", "z", "w", "a");
    private static final List<String> PLAIN =
            List.of("text", "other", "number", "count", "set", "ids", "occurredAt", "notice");

    private final Random random;
    private final List<TableDescription> tables;

    /** How long texts are in this round: mostly short, else beside the units and the limits. */
    private final int longest;

    private Wrong wrong = Wrong.NOTHING;
    private TableDescription table;

    /** A request, and how a client makes it. */
    record Asked(SdkRequest request, String wrong, Function<DynamoDbClient, SdkResponse> call) {}

    RandomRequests(long seed, List<TableDescription> tables) {
        this.random = new Random(seed);
        this.tables = tables;
        this.table = tables.get(0);
        this.longest = oneOf(List.of(8, 8, 8, 8, 1_100, 1_100, 5_000, 300_000));
    }

    Asked next() {
        table = oneOf(tables);
        wrong = random.nextInt(4) > 0 ? Wrong.NOTHING : oneOf(List.of(Wrong.values()));
        return switch (random.nextInt(16)) {
            case 0, 1 -> asked(get(), DynamoDbClient::getItem);
            case 2, 3, 4 -> asked(put(), DynamoDbClient::putItem);
            case 5, 6, 7, 8 -> asked(update(), DynamoDbClient::updateItem);
            case 9 -> asked(delete(), DynamoDbClient::deleteItem);
            case 10, 11, 12 -> asked(query(), DynamoDbClient::query);
            case 13 -> asked(scan(), DynamoDbClient::scan);
            case 14 ->
                random.nextBoolean()
                        ? asked(reads(), DynamoDbClient::batchGetItem)
                        : asked(writes(), DynamoDbClient::batchWriteItem);
            default -> asked(transaction(), DynamoDbClient::transactWriteItems);
        };
    }

    private interface Call<I, O> {
        O make(DynamoDbClient client, I request);
    }

    private <I extends SdkRequest, O extends SdkResponse> Asked asked(I request, Call<I, O> call) {
        return new Asked(request, wrong.name(), client -> call.make(client, request));
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean sometimes(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private @Nullable ReturnConsumedCapacity units() {
        return sometimes(3) ? null : ReturnConsumedCapacity.TOTAL;
    }

    private @Nullable ReturnValuesOnConditionCheckFailure shown() {
        return random.nextBoolean() ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null;
    }

    private String tableName() {
        return wrong == Wrong.UNKNOWN_TABLE ? "nowhere" : table.tableName();
    }

    // ---- Keys, values and items

    private List<String> keys() {
        return names(table.keySchema());
    }

    private static List<String> names(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList();
    }

    private List<String> indexKeys() {
        return table.globalSecondaryIndexes().stream()
                .flatMap(index -> names(index.keySchema()).stream())
                .filter(name -> !keys().contains(name))
                .distinct()
                .toList();
    }

    private AttributeValue keyValue(String name) {
        boolean isHash = name.equals(keys().get(0)) || name.equals("businessId") || name.equals("queue");
        return AttributeValue.fromS(oneOf(isHash ? HASHES : RANGES));
    }

    private Map<String, AttributeValue> key() {
        Map<String, AttributeValue> key = new HashMap<>();
        keys().forEach(name -> key.put(name, keyValue(name)));
        String some = oneOf(keys());
        switch (wrong) {
            case LACKS_A_KEY -> key.remove(some);
            case HAS_MORE_THAN_KEYS -> key.put("text", AttributeValue.fromS("more"));
            case KEY_OF_ANOTHER_TYPE -> key.put(some, AttributeValue.fromN("1"));
            case EMPTY_KEY -> key.put(some, AttributeValue.fromS(""));
            default -> {}
        }
        return key;
    }

    private AttributeValue value(String name) {
        if (keys().contains(name) || indexKeys().contains(name)) {
            return keyValue(name);
        }
        return valueLike(wrong == Wrong.VALUES_OF_ANOTHER_TYPE && sometimes(2) ? oneOf(PLAIN) : name);
    }

    private AttributeValue valueLike(String name) {
        return switch (name) {
            case "number", "count" ->
                wrong == Wrong.NO_NUMBER
                        ? AttributeValue.fromN("many")
                        : AttributeValue.fromN(Long.toString(oneOf(List.of(-2L, 0L, 1L, 7L, 19L, 1_795_600_800L))));
            case "set", "ids" -> set();
            case "notice" -> AttributeValue.fromM(Map.of("data", text(), "n", AttributeValue.fromN("12")));
            default -> text();
        };
    }

    private AttributeValue set() {
        Set<String> some = new LinkedHashSet<>();
        IntStream.rangeClosed(0, random.nextInt(3)).forEach(i -> some.add(oneOf(ELEMENTS)));
        return AttributeValue.fromSs(List.copyOf(some));
    }

    private AttributeValue text() {
        String beginning = oneOf(List.of("", "a", "ab", "b", "\u0103", "\uD835\uDC9C"));
        return AttributeValue.fromS(
                beginning + "x".repeat(sometimes(longest > 100_000 ? 12 : 3) ? random.nextInt(longest) : 0));
    }

    private Map<String, AttributeValue> item() {
        Map<String, AttributeValue> item = key();
        Stream.concat(indexKeys().stream(), PLAIN.stream())
                .filter(name -> !sometimes(3))
                .forEach(name -> item.put(name, value(name)));
        if (wrong == Wrong.TOO_LARGE) {
            item.put("other", AttributeValue.fromS("x".repeat(409_400 + random.nextInt(300))));
        }
        if (wrong == Wrong.EMPTY_SET) {
            item.put("set", AttributeValue.fromSs(List.of()));
        }
        if (wrong == Wrong.SET_WITH_DOUBLES) {
            item.put("set", AttributeValue.fromSs(List.of("x", "x")));
        }
        if (!indexKeys().isEmpty()) {
            String some = oneOf(indexKeys());
            if (wrong == Wrong.INDEX_KEY_OF_ANOTHER_TYPE) {
                item.put(some, AttributeValue.fromN("1"));
            } else if (wrong == Wrong.EMPTY_INDEX_KEY) {
                item.put(some, AttributeValue.fromS(""));
            }
        }
        return item;
    }

    private String attribute() {
        List<String> all = Stream.of(keys(), indexKeys(), PLAIN, PLAIN)
                .flatMap(List::stream)
                .toList();
        return oneOf(all);
    }

    // ---- Expressions

    /** The names and values of one request. */
    private final class Words {

        private final boolean isReadWhole;
        private final Map<String, String> names = new TreeMap<>();
        private final Map<String, AttributeValue> values = new TreeMap<>();

        /** @param isReadWhole whether the real engine sees what is undefined where it has no need to look at it */
        Words(boolean isReadWhole) {
            this.isReadWhole = isReadWhole;
        }

        String name(String attribute) {
            for (Map.Entry<String, String> each : names.entrySet()) {
                if (each.getValue().equals(attribute)) {
                    return each.getKey();
                }
            }
            String name = "#n" + names.size();
            names.put(name, attribute);
            return name;
        }

        String value(AttributeValue value) {
            String name = ":v" + values.size();
            values.put(name, value);
            return name;
        }

        @Nullable Map<String, String> names() {
            switch (isReadWhole ? wrong : Wrong.NOTHING) {
                case UNUSED_NAME -> names.put("#more", "text");
                case UNDEFINED_NAME -> names.remove("#n0");
                case NO_NAMES -> names.clear();
                default -> {}
            }
            return names.isEmpty() && !(isReadWhole && wrong == Wrong.NO_NAMES) ? null : names;
        }

        @Nullable Map<String, AttributeValue> values() {
            switch (isReadWhole ? wrong : Wrong.NOTHING) {
                case UNUSED_VALUE -> values.put(":more", AttributeValue.fromS("more"));
                case UNDEFINED_VALUE -> values.remove(":v0");
                case NO_VALUES -> values.clear();
                default -> {}
            }
            return values.isEmpty() && !(isReadWhole && wrong == Wrong.NO_VALUES) ? null : values;
        }

        @Nullable String condition() {
            return sometimes(3) ? null : spoiled(all(RandomRequests.this::attribute));
        }

        @Nullable String filter(List<String> keys) {
            List<String> others =
                    PLAIN.stream().filter(name -> !keys.contains(name)).toList();
            return sometimes(2) ? null : spoiled(all(() -> wrong == Wrong.FILTERED_KEY ? oneOf(keys) : oneOf(others)));
        }

        private String all(Supplier<String> attributes) {
            return IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(i -> clause(attributes))
                    .collect(Collectors.joining(" AND "));
        }

        private String clause(Supplier<String> attributes) {
            int most = random.nextInt(3);
            String some = IntStream.rangeClosed(0, most)
                    .mapToObj(i -> sometimes(6) ? nested(attributes) : simple(attributes.get()))
                    .collect(Collectors.joining(" OR "));
            return most > 0 ? "(" + some + ")" : some;
        }

        private String nested(Supplier<String> attributes) {
            String between = oneOf(List.of(" OR ", " AND "));
            return "(" + simple(attributes.get()) + between + simple(attributes.get()) + ")";
        }

        private String simple(String attribute) {
            String name = name(attribute);
            return switch (random.nextInt(8)) {
                case 0, 1 -> "attribute_not_exists(" + name + ")";
                case 2 -> "attribute_exists(" + name + ")";
                case 3 ->
                    (random.nextBoolean() ? "NOT " : "") + "contains(" + name + ", " + value(element(attribute)) + ")";
                case 4 ->
                    isSet(attribute)
                            ? "size(" + name + ") " + comparison() + " " + value(AttributeValue.fromN("2"))
                            : name + " = " + value(RandomRequests.this.value(attribute));
                case 5 ->
                    isText(attribute)
                            ? "begins_with(" + name + ", " + value(element(attribute)) + ")"
                            : name + " <> " + value(RandomRequests.this.value(attribute));
                default -> compared(attribute, name);
            };
        }

        private String compared(String attribute, String name) {
            boolean isOrdered = isText(attribute) || attribute.equals("number") || attribute.equals("count");
            return name + " " + (isOrdered ? comparison() : "=") + " " + value(RandomRequests.this.value(attribute));
        }

        private boolean isSet(String attribute) {
            return attribute.equals("set") || attribute.equals("ids");
        }

        private boolean isText(String attribute) {
            return !isSet(attribute) && !List.of("number", "count", "notice").contains(attribute);
        }

        private AttributeValue element(String attribute) {
            return isReadWhole && wrong == Wrong.VALUES_OF_ANOTHER_TYPE
                    ? RandomRequests.this.value(attribute)
                    : AttributeValue.fromS(oneOf(ELEMENTS));
        }

        private String comparison() {
            return oneOf(List.of("=", "<", "<=", ">", ">=", "<>"));
        }

        String update() {
            List<String> all = new ArrayList<>(PLAIN);
            all.addAll(indexKeys());
            if (wrong == Wrong.CHANGED_KEY) {
                all.addAll(keys());
            }
            Map<String, List<String>> clauses = new HashMap<>();
            Set<String> changed = new LinkedHashSet<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                String attribute = oneOf(all);
                if (changed.add(attribute) || wrong == Wrong.CHANGED_TWICE) {
                    change(clauses, attribute);
                }
            }
            if (wrong == Wrong.TOO_LARGE) {
                clauses.computeIfAbsent("SET", none -> new ArrayList<>())
                        .add(name("large") + " = "
                                + value(AttributeValue.fromS("x".repeat(409_300 + random.nextInt(300)))));
            }
            return spoiled(Stream.of("SET", "REMOVE", "ADD")
                    .filter(clauses::containsKey)
                    .map(clause -> clause + " " + String.join(", ", clauses.get(clause)))
                    .collect(Collectors.joining(" ")));
        }

        private void change(Map<String, List<String>> clauses, String attribute) {
            String name = name(attribute);
            boolean adds = isSet(attribute) || attribute.equals("count") || wrong == Wrong.VALUES_OF_ANOTHER_TYPE;
            String clause = sometimes(4) ? "REMOVE" : adds && sometimes(2) ? "ADD" : "SET";
            String change = switch (clause) {
                case "REMOVE" -> name;
                case "ADD" -> name + " " + value(changedTo(attribute));
                default ->
                    name + " = "
                            + (sometimes(4)
                                    ? "if_not_exists(" + name + ", " + value(changedTo(attribute)) + ")"
                                    : value(changedTo(attribute)));
            };
            clauses.computeIfAbsent(clause, none -> new ArrayList<>()).add(change);
        }

        private AttributeValue changedTo(String attribute) {
            boolean isOfIndex = indexKeys().contains(attribute);
            return isOfIndex && wrong == Wrong.INDEX_KEY_OF_ANOTHER_TYPE
                    ? AttributeValue.fromN("1")
                    : isOfIndex && wrong == Wrong.EMPTY_INDEX_KEY
                            ? AttributeValue.fromS("")
                            : RandomRequests.this.value(attribute);
        }

        String keyCondition(List<String> keys) {
            String hash = name(keys.get(0)) + " = " + value(keyValue(keys.get(0)));
            if (wrong == Wrong.OTHER_KEY_CONDITION) {
                return oneOf(List.of(
                        name(keys.get(0)) + " < " + value(keyValue(keys.get(0))),
                        name("text") + " = " + value(keyValue("text")),
                        hash + " AND " + name("text") + " = " + value(keyValue("text")),
                        hash + " AND " + hash,
                        hash + " AND " + name(keys.get(keys.size() - 1)) + " = " + value(AttributeValue.fromN("1")),
                        hash + " OR " + hash));
            }
            return spoiled(keys.size() == 1 || sometimes(3) ? hash : hash + " AND " + rangeCondition(keys.get(1)));
        }

        private String rangeCondition(String range) {
            String name = name(range);
            List<String> ends = Stream.generate(() -> oneOf(RANGES))
                    .limit(2)
                    .sorted(MemoryItems.BY_BYTES)
                    .toList();
            return switch (random.nextInt(4)) {
                case 0 ->
                    name + " BETWEEN " + value(AttributeValue.fromS(ends.get(0))) + " AND "
                            + value(AttributeValue.fromS(ends.get(1)));
                case 1 -> "begins_with(" + name + ", " + value(AttributeValue.fromS(ends.get(0))) + ")";
                default ->
                    name + " " + oneOf(List.of("=", "<", "<=", ">", ">=")) + " "
                            + value(AttributeValue.fromS(ends.get(0)));
            };
        }

        @Nullable String projection() {
            return sometimes(3)
                    ? spoiled(Stream.generate(RandomRequests.this::attribute)
                            .limit(1 + random.nextInt(3))
                            .distinct()
                            .map(this::name)
                            .collect(Collectors.joining(", ")))
                    : null;
        }

        private String spoiled(String expression) {
            List<String> tokens = new ArrayList<>(Arrays.asList(expression.split("(?<=[(),])|(?=[(),])| ")));
            tokens.removeIf(String::isBlank);
            int at = random.nextInt(Math.max(1, tokens.size()));
            switch (wrong) {
                case LOST_TOKEN -> tokens.remove(at);
                case DOUBLED_TOKEN -> tokens.add(at, tokens.get(at));
                case DOUBLED_PARENTHESES -> {
                    tokens.addAll(0, List.of("(", "("));
                    tokens.addAll(List.of(")", ")"));
                }
                case EMPTY_EXPRESSION -> tokens.clear();
                default -> {
                    return expression;
                }
            }
            return String.join(" ", tokens);
        }
    }

    // ---- Requests

    private GetItemRequest get() {
        return GetItemRequest.builder()
                .tableName(tableName())
                .key(key())
                .consistentRead(random.nextBoolean())
                .returnConsumedCapacity(units())
                .build();
    }

    private PutItemRequest put() {
        Words words = new Words(false);
        return PutItemRequest.builder()
                .tableName(tableName())
                .item(item())
                .conditionExpression(words.condition())
                .expressionAttributeNames(words.names())
                .expressionAttributeValues(words.values())
                .returnValuesOnConditionCheckFailure(shown())
                .returnConsumedCapacity(units())
                .build();
    }

    private UpdateItemRequest update() {
        Words words = new Words(true);
        return UpdateItemRequest.builder()
                .tableName(tableName())
                .key(key())
                .updateExpression(words.update())
                .conditionExpression(words.condition())
                .expressionAttributeNames(words.names())
                .expressionAttributeValues(words.values())
                .returnValues(random.nextBoolean() ? ReturnValue.ALL_OLD : null)
                .returnValuesOnConditionCheckFailure(shown())
                .returnConsumedCapacity(units())
                .build();
    }

    private DeleteItemRequest delete() {
        Words words = new Words(false);
        return DeleteItemRequest.builder()
                .tableName(tableName())
                .key(key())
                .conditionExpression(words.condition())
                .expressionAttributeNames(words.names())
                .expressionAttributeValues(words.values())
                .returnValuesOnConditionCheckFailure(shown())
                .returnConsumedCapacity(units())
                .build();
    }

    private QueryRequest query() {
        Words words = new Words(true);
        int index = random.nextInt(table.globalSecondaryIndexes().size() + 1) - 1;
        List<String> keys = index < 0
                ? keys()
                : names(table.globalSecondaryIndexes().get(index).keySchema());
        String name =
                index < 0 ? null : table.globalSecondaryIndexes().get(index).indexName();
        return QueryRequest.builder()
                .tableName(tableName())
                .indexName(wrong == Wrong.UNKNOWN_INDEX ? "noIndex" : name)
                .keyConditionExpression(words.keyCondition(keys))
                .filterExpression(words.filter(keys))
                .projectionExpression(words.projection())
                .expressionAttributeNames(words.names())
                .expressionAttributeValues(words.values())
                .consistentRead(wrong == Wrong.STRONG_INDEX || index < 0 && random.nextBoolean() ? true : null)
                .scanIndexForward(random.nextBoolean() ? null : random.nextBoolean())
                .limit(limit())
                .exclusiveStartKey(start(keys, words.values.get(":v0")))
                .returnConsumedCapacity(units())
                .build();
    }

    private ScanRequest scan() {
        Words words = new Words(false);
        boolean isSegment = wrong == Wrong.SEGMENT_BEYOND || sometimes(3);
        int segments = 1 + random.nextInt(4);
        return ScanRequest.builder()
                .tableName(tableName())
                .filterExpression(words.filter(keys()))
                .projectionExpression(words.projection())
                .expressionAttributeNames(words.names())
                .expressionAttributeValues(words.values())
                .consistentRead(random.nextBoolean())
                .limit(limit())
                .segment(!isSegment ? null : wrong == Wrong.SEGMENT_BEYOND ? 4 : random.nextInt(segments))
                .totalSegments(!isSegment || wrong == Wrong.SEGMENT_BEYOND && sometimes(2) ? null : segments)
                .exclusiveStartKey(isSegment ? null : start(keys(), null))
                .returnConsumedCapacity(units())
                .build();
    }

    private @Nullable Integer limit() {
        return wrong == Wrong.LIMIT_OF_ZERO ? Integer.valueOf(0) : random.nextBoolean() ? null : 1 + random.nextInt(6);
    }

    /** @param hash of a query. What begins elsewhere the real engine answers, and DynamoDB refuses */
    private @Nullable Map<String, AttributeValue> start(List<String> keys, @Nullable AttributeValue hash) {
        if (!sometimes(4) || hash != null && keys.size() == 1) {
            return null;
        }
        Map<String, AttributeValue> start = key();
        keys.stream().filter(name -> !keys().contains(name)).forEach(name -> start.put(name, keyValue(name)));
        if (hash != null) {
            start.put(keys.get(0), hash);
        }
        if (wrong == Wrong.START_BY_OTHER_KEYS) {
            start.remove(keys.get(0));
        }
        return start;
    }

    /** @param all how many there are where there are not too many */
    private <T> List<T> many(int most, int all, Supplier<T> each) {
        List<T> many = Stream.generate(each)
                .limit(wrong == Wrong.NONE ? 0 : wrong == Wrong.TOO_MANY ? most + 1 : all)
                .collect(Collectors.toCollection(ArrayList::new));
        if (wrong == Wrong.SAME_TWICE) {
            many.add(many.get(0));
        }
        return many;
    }

    private BatchGetItemRequest reads() {
        List<Map<String, AttributeValue>> keys = many(100, 1 + random.nextInt(6), this::key);
        return BatchGetItemRequest.builder()
                .requestItems(Map.of(
                        tableName(),
                        KeysAndAttributes.builder()
                                .keys(wrong == Wrong.SAME_TWICE ? keys : List.copyOf(new LinkedHashSet<>(keys)))
                                .consistentRead(random.nextBoolean())
                                .build()))
                .returnConsumedCapacity(units())
                .build();
    }

    private BatchWriteItemRequest writes() {
        Map<Map<String, AttributeValue>, WriteRequest> different = new HashMap<>();
        List<WriteRequest> writes = many(25, 1 + random.nextInt(5), () -> {
            boolean isPut = random.nextBoolean();
            Map<String, AttributeValue> item = isPut ? item() : key();
            WriteRequest write = isPut
                    ? WriteRequest.builder().putRequest(put -> put.item(item)).build()
                    : WriteRequest.builder()
                            .deleteRequest(delete -> delete.key(item))
                            .build();
            Map<String, AttributeValue> key = new HashMap<>(item);
            key.keySet().retainAll(keys());
            different.put(key, write);
            return write;
        });
        return BatchWriteItemRequest.builder()
                .requestItems(Map.of(tableName(), wrong == Wrong.SAME_TWICE ? writes : List.copyOf(different.values())))
                .returnConsumedCapacity(units())
                .build();
    }

    private TransactWriteItemsRequest transaction() {
        wrong = OTHERWISE_IN_A_TRANSACTION.contains(wrong) ? Wrong.NOTHING : wrong;
        Set<Object> different = new LinkedHashSet<>();
        List<TransactWriteItem> items = many(100, 1 + random.nextInt(4), () -> {
            table = oneOf(tables);
            return TransactWriteItem.builder().applyMutation(this::write).build();
        });
        List<TransactWriteItem> some = items.stream()
                .filter(item -> wrong == Wrong.SAME_TWICE || different.add(target(item)))
                .toList();
        return TransactWriteItemsRequest.builder()
                .transactItems(some)
                .returnConsumedCapacity(units())
                .build();
    }

    private Object target(TransactWriteItem item) {
        if (item.put() != null) {
            Map<String, AttributeValue> key = new HashMap<>(item.put().item());
            tables.stream()
                    .filter(known -> known.tableName().equals(item.put().tableName()))
                    .forEach(known -> key.keySet().retainAll(names(known.keySchema())));
            return List.of(item.put().tableName(), key);
        }
        return item.update() == null
                ? List.of(item.delete().tableName(), item.delete().key())
                : List.of(item.update().tableName(), item.update().key());
    }

    private void write(TransactWriteItem.Builder item) {
        Words words = new Words(false);
        switch (random.nextInt(3)) {
            case 0 ->
                item.put(put -> put.tableName(tableName())
                        .item(item())
                        .conditionExpression(words.condition())
                        .expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()));
            // Where the condition fails, the real engine looks at nothing else.
            case 1 ->
                item.update(update -> update.tableName(tableName())
                        .key(key())
                        .updateExpression(words.update())
                        .conditionExpression(wrong == Wrong.NOTHING ? words.condition() : null)
                        .expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()));
            default ->
                item.delete(delete -> delete.tableName(tableName())
                        .key(key())
                        .conditionExpression(words.condition())
                        .expressionAttributeNames(words.names())
                        .expressionAttributeValues(words.values()));
        }
    }
}
