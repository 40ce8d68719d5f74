package consimt.local;

import consimt.dynamodb.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/**
 * The tables and indexes on the local engine, made from the deployment template, so that development and tests run on
 * what is deployed. The stream is left out, because it makes the engine slow.
 */
public final class LocalTables {

    /** Read once: the template is long, and tests make tables often. */
    private static final Map<String, Map<String, Object>> DECLARED =
            Map.copyOf(Template.read().resources("AWS::DynamoDB::Table"));

    private LocalTables() {}

    /** @return whether any table was missing */
    public static boolean create(DynamoDbClient client, Tables tables) {
        boolean made = false;
        for (Map.Entry<String, String> table : names(tables).entrySet()) {
            CreateTableRequest request = request(table.getValue(), Template.map(Map.copyOf(DECLARED), table.getKey()));
            try {
                client.createTable(request);
                made = true;
            } catch (ResourceInUseException alreadyThere) {
                // The tables exist, as after a restart. Those of an earlier release may lack an index.
                addIndexes(client, request);
            }
        }
        return made;
    }

    /** One index at a time, as AWS requires too. */
    private static void addIndexes(DynamoDbClient client, CreateTableRequest declared) {
        Set<String> there = client
                .describeTable(describe -> describe.tableName(declared.tableName()))
                .table()
                .globalSecondaryIndexes()
                .stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .collect(Collectors.toSet());
        declared.globalSecondaryIndexes().stream()
                .filter(index -> !there.contains(index.indexName()))
                .forEach(index -> client.updateTable(update -> update.tableName(declared.tableName())
                        .attributeDefinitions(declared.attributeDefinitions())
                        .globalSecondaryIndexUpdates(List.of(GlobalSecondaryIndexUpdate.builder()
                                .create(create -> create.indexName(index.indexName())
                                        .keySchema(index.keySchema())
                                        .projection(index.projection()))
                                .build()))));
    }

    /** Physical names by logical ones. */
    static Map<String, String> names(Tables tables) {
        return Map.of(
                "Relations", tables.relations(),
                "Ledger", tables.ledger(),
                "FollowUps", tables.followUps(),
                "Businesses", tables.businesses(),
                "Revocations", tables.revocations(),
                "Aside", tables.aside());
    }

    private static CreateTableRequest request(String name, Map<String, Object> declared) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.fromValue(text(declared, "BillingMode")))
                .attributeDefinitions(Template.list(declared, "AttributeDefinitions").stream()
                        .map(Template::asMap)
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(text(attribute, "AttributeName"))
                                .attributeType(text(attribute, "AttributeType"))
                                .build())
                        .toList())
                .keySchema(keys(declared));
        List<GlobalSecondaryIndex> indexes = Template.list(declared, "GlobalSecondaryIndexes").stream()
                .map(Template::asMap)
                .map(LocalTables::index)
                .toList();
        return indexes.isEmpty()
                ? request.build()
                : request.globalSecondaryIndexes(indexes).build();
    }

    private static GlobalSecondaryIndex index(Map<String, Object> declared) {
        Map<String, Object> projection = Template.map(declared, "Projection");
        List<String> carried = Template.list(projection, "NonKeyAttributes").stream()
                .map(Object::toString)
                .toList();
        return GlobalSecondaryIndex.builder()
                .indexName(text(declared, "IndexName"))
                .keySchema(keys(declared))
                .projection(made -> {
                    made.projectionType(ProjectionType.fromValue(text(projection, "ProjectionType")));
                    if (!carried.isEmpty()) {
                        made.nonKeyAttributes(carried);
                    }
                })
                .build();
    }

    private static List<KeySchemaElement> keys(Map<String, Object> declared) {
        return Template.list(declared, "KeySchema").stream()
                .map(Template::asMap)
                .map(key -> KeySchemaElement.builder()
                        .attributeName(text(key, "AttributeName"))
                        .keyType(text(key, "KeyType"))
                        .build())
                .toList();
    }

    private static String text(Map<String, Object> of, String name) {
        Object value = of.get(name);
        if (value == null) {
            throw new IllegalStateException("the template's table has no " + name);
        }
        return value.toString();
    }
}
