package consimt.dynamodb;

import consimt.access.Revocations;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Key: a text that begins with the person: one link, all of the person's links, or those for one business. An item for
 * several links has the instant up to which they were made. Items expire (TTL) when the last of their links would have;
 * an item that is deleted late does no harm.
 */
@Singleton
class DynamoRevocations implements Revocations {

    private final DynamoDbClient client;
    private final String table;
    private final BatchReads batchReads;

    DynamoRevocations(DynamoDbClient client, Tables tables, BatchReads batchReads) {
        this.client = client;
        this.table = tables.revocations();
        this.batchReads = batchReads;
    }

    @Override
    public boolean revoke(UserId userId, String linkId, Instant until) {
        return upTo(link(userId, linkId), Instant.EPOCH, until);
    }

    @Override
    public boolean revokeAll(UserId userId, @Nullable BusinessId businessId, Instant issuedUpTo, Instant until) {
        return upTo(businessId == null ? all(userId) : of(userId, businessId), issuedUpTo, until);
    }

    @Override
    public boolean isRevoked(UserId userId, String linkId, @Nullable BusinessId businessId, Instant issuedAt) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>(List.of(key(link(userId, linkId)), key(all(userId))));
        if (businessId != null) {
            keys.add(key(of(userId, businessId)));
        }
        return batchReads.of(table, keys, true).stream()
                .anyMatch(item -> Items.text(item, Attributes.REVOKED).equals(link(userId, linkId))
                        || !issuedAt.isAfter(Instant.parse(Items.text(item, Attributes.ISSUED_UP_TO))));
    }

    /** The instants are in seconds, as links have them, and of one length, so that the store can compare the texts. */
    private boolean upTo(String revoked, Instant issuedUpTo, Instant until) {
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(revoked))
                .updateExpression("SET #upTo = :upTo, #expiresAt = :expiresAt")
                .conditionExpression("attribute_not_exists(#upTo) OR #upTo < :upTo")
                .expressionAttributeNames(Map.of("#upTo", Attributes.ISSUED_UP_TO, "#expiresAt", Attributes.EXPIRES_AT))
                .expressionAttributeValues(Map.of(
                        ":upTo",
                        Items.text(issuedUpTo.truncatedTo(ChronoUnit.SECONDS).toString()),
                        ":expiresAt",
                        Items.seconds(until)))
                .build();
        try {
            Calls.to(() -> client.updateItem(request));
            return true;
        } catch (ConditionalCheckFailedException already) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(String revoked) {
        return Map.of(Attributes.REVOKED, Items.text(revoked));
    }

    /** {@code #} is in no id. */
    private static String link(UserId userId, String linkId) {
        return userId.value() + "#link#" + linkId;
    }

    private static String all(UserId userId) {
        return userId.value() + "#all";
    }

    private static String of(UserId userId, BusinessId businessId) {
        return userId.value() + "#of#" + businessId.value();
    }
}
