package consimt.local;

import consimt.dynamodb.Attributes;
import consimt.dynamodb.Tables;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The tables and their sparse indexes, as the engine needs them. */
public final class LocalTables {

    private static final String EVERYTHING = "*";

    private LocalTables() {}

    /** @return whether any of them was not there before */
    public static boolean create(DynamoDbClient client, Tables tables) {
        boolean made = false;
        for (CreateTableRequest table : all(tables)) {
            try {
                client.createTable(table);
                made = true;
            } catch (ResourceInUseException alreadyThere) {
                // as it should be after a restart
            }
        }
        return made;
    }

    static List<CreateTableRequest> all(Tables tables) {
        return List.of(
                table(
                        tables.relations(),
                        Attributes.USER_ID,
                        Attributes.BUSINESS_ID,
                        index(Attributes.BLOCKED_BY_BUSINESS, Attributes.BLOCKED_BY, Attributes.USER_ID),
                        index(Attributes.OPTED_OUT_BY_BUSINESS, Attributes.OPTED_OUT_OF, Attributes.USER_ID)),
                table(
                        tables.ledger(),
                        Attributes.RELATION,
                        Attributes.ENTRY_ID,
                        index(
                                Attributes.REASONS_BY_BUSINESS,
                                Attributes.REASONS_OF,
                                Attributes.OCCURRED_AT,
                                Attributes.REASON_CODE)),
                table(
                        tables.followUps(),
                        Attributes.BUSINESS_ID,
                        Attributes.FOLLOW_UP_ID,
                        index(Attributes.QUEUE_BY_RANK, Attributes.QUEUE, Attributes.RANK, EVERYTHING),
                        index(Attributes.REMIND_BY_DAY, Attributes.REMIND_ON, Attributes.REMIND_AT, EVERYTHING),
                        index(Attributes.OPENED_BY_BUSINESS, Attributes.BUSINESS_ID, Attributes.OPENED_AT, EVERYTHING)),
                table(tables.businesses(), Attributes.BUSINESS_ID, null));
    }

    private static CreateTableRequest table(
            String name, String hash, @Nullable String range, GlobalSecondaryIndex... indexes) {
        List<KeySchemaElement> keys = keys(hash, range);
        Set<String> inKeys = new LinkedHashSet<>();
        Stream.concat(keys.stream(), Stream.of(indexes).flatMap(index -> index.keySchema().stream()))
                .forEach(key -> inKeys.add(key.attributeName()));
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(keys)
                .attributeDefinitions(inKeys.stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute)
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .toList());
        if (indexes.length > 0) {
            request.globalSecondaryIndexes(indexes);
        }
        return request.build();
    }

    /** @param carried attributes beside the keys */
    private static GlobalSecondaryIndex index(String name, String hash, String range, String... carried) {
        Projection.Builder projection = Projection.builder();
        switch (List.of(carried).toString()) {
            case "[]" -> projection.projectionType(ProjectionType.KEYS_ONLY);
            case "[" + EVERYTHING + "]" -> projection.projectionType(ProjectionType.ALL);
            default -> projection.projectionType(ProjectionType.INCLUDE).nonKeyAttributes(carried);
        }
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(hash, range))
                .projection(projection.build())
                .build();
    }

    private static List<KeySchemaElement> keys(String hash, @Nullable String range) {
        List<KeySchemaElement> keys = new ArrayList<>();
        keys.add(KeySchemaElement.builder()
                .attributeName(hash)
                .keyType(KeyType.HASH)
                .build());
        if (range != null) {
            keys.add(KeySchemaElement.builder()
                    .attributeName(range)
                    .keyType(KeyType.RANGE)
                    .build());
        }
        return keys;
    }
}
