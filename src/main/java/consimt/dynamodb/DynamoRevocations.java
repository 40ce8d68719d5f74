package consimt.dynamodb;

import consimt.access.Link;
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

/**
 * Key: a text that begins with the person: one link, all of the person's links, or those for one business. An item for
 * several links has the instant up to which they were made. Such an item expires (TTL) when the last of its links would
 * have; an item that is deleted late does no harm. An item for one link has no end.
 */
@Singleton
class DynamoRevocations implements Revocations {

    private final Table table;
    private final BatchReads batchReads;

    DynamoRevocations(DynamoDbClient client, Tables tables, BatchReads batchReads) {
        this.table = new Table(client, tables.revocations());
        this.batchReads = batchReads;
    }

    @Override
    public boolean revoke(UserId userId, String linkId) {
        return upTo(link(userId, linkId), Instant.EPOCH, null);
    }

    @Override
    public boolean revokeAll(UserId userId, @Nullable BusinessId businessId, Instant issuedUpTo, Instant until) {
        return upTo(businessId == null ? all(userId) : of(userId, businessId), issuedUpTo, until);
    }

    @Override
    public boolean isRevoked(Link link) {
        String one = link(link.userId(), link.id());
        return batchReads.of(table.name(), keysOf(link), true).stream()
                .anyMatch(item -> Items.text(item, Attributes.REVOKED).equals(one)
                        || !link.issuedAt().isAfter(Instant.parse(Items.text(item, Attributes.ISSUED_UP_TO))));
    }

    private static List<Map<String, AttributeValue>> keysOf(Link link) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>(List.of(key(link(link.userId(), link.id()))));
        if (!link.onlyStops()) {
            keys.add(key(all(link.userId())));
            if (link.businessId() != null) {
                keys.add(key(of(link.userId(), link.businessId())));
            }
        }
        return keys;
    }

    /**
     * The instants are in seconds, as links have them, and of one length, so that the store can compare the texts.
     *
     * @param until when the item may be forgotten, or null for never
     */
    private boolean upTo(String revoked, Instant issuedUpTo, @Nullable Instant until) {
        AttributeValue upTo =
                Items.text(issuedUpTo.truncatedTo(ChronoUnit.SECONDS).toString());
        Write update =
                new Write().set(Attributes.ISSUED_UP_TO, upTo).onlyIfAbsentOr(Attributes.ISSUED_UP_TO, "<", upTo);
        if (until != null) {
            update.set(Attributes.EXPIRES_AT, Items.seconds(until));
        }
        try {
            table.update(key(revoked), update);
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
