package consimt.kit;

import consimt.access.Access;
import consimt.dynamodb.Tables;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What a role must grant for a request: the actions by which AWS checks it, on the names of the deployment template. */
final class Needed {

    private final Map<String, String> logical;

    Needed(Tables tables) {
        logical = Map.of(
                tables.relations(), "Relations",
                tables.ledger(), "Ledger",
                tables.followUps(), "FollowUps",
                tables.businesses(), "Businesses",
                tables.revocations(), "Revocations",
                tables.aside(), "Aside");
    }

    static Grant forSecret(String name) {
        return new Grant(
                "secretsmanager:GetSecretValue",
                name.replaceFirst("^" + Access.KEY + "(\\.previous)?$", "LinkKey")
                        .replaceFirst("^consimt/whatsapp/.*", "\\${WhatsAppSecrets}/*")
                        .replaceFirst("^consimt/notices/.*", "\\${NoticeSecrets}/*")
                        .replaceFirst("^consimt/receipts/.*", "\\${ReceiptSecrets}/*"),
                "");
    }

    /** For one that is not known here, what no role grants. */
    Set<Grant> by(DynamoDbRequest request) {
        if (request instanceof GetItemRequest get) {
            return Set.of(on(get.tableName(), "GetItem"));
        } else if (request instanceof BatchGetItemRequest get) {
            return onEach(get.requestItems().keySet().stream(), "BatchGetItem");
        } else if (request instanceof QueryRequest query) {
            String index = query.indexName() == null ? "" : query.indexName();
            return Set.of(new Grant("dynamodb:Query", logical(query.tableName()), index));
        } else if (request instanceof ScanRequest scan) {
            return Set.of(on(scan.tableName(), "Scan"));
        } else if (request instanceof DescribeTableRequest describe) {
            return Set.of(on(describe.tableName(), "DescribeTable"));
        } else if (request instanceof PutItemRequest put) {
            return Set.of(on(put.tableName(), "PutItem"));
        } else if (request instanceof UpdateItemRequest update) {
            return Set.of(on(update.tableName(), "UpdateItem"));
        } else if (request instanceof DeleteItemRequest delete) {
            return Set.of(on(delete.tableName(), "DeleteItem"));
        } else if (request instanceof BatchWriteItemRequest write) {
            return onEach(write.requestItems().keySet().stream(), "BatchWriteItem");
        } else if (request instanceof TransactWriteItemsRequest transaction) {
            // A transaction is allowed by what is allowed of each of its items.
            return transaction.transactItems().stream()
                    .map(this::byItem)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return Set.of(new Grant(request.getClass().getSimpleName(), "?", ""));
    }

    private Grant byItem(TransactWriteItem item) {
        if (item.put() != null) {
            return on(item.put().tableName(), "PutItem");
        } else if (item.delete() != null) {
            return on(item.delete().tableName(), "DeleteItem");
        } else if (item.update() != null) {
            return on(item.update().tableName(), "UpdateItem");
        }
        return on(item.conditionCheck().tableName(), "ConditionCheckItem");
    }

    private Set<Grant> onEach(Stream<String> tables, String action) {
        return tables.map(table -> on(table, action)).collect(Collectors.toSet());
    }

    private Grant on(String table, String action) {
        return new Grant("dynamodb:" + action, logical(table), "");
    }

    private String logical(String table) {
        return logical.getOrDefault(table, table);
    }
}
