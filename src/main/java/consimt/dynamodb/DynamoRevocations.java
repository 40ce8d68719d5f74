package consimt.dynamodb;

import consimt.access.Link;
import consimt.access.Revocations;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: a text that begins with the person: one link, all of the person's links, or those for one business; or with
 * {@code #} and the business: one token, or all of the business's tokens. An item for several links or tokens has the
 * instant up to which they were made. Such an item of a person's links expires (TTL) when the last of them would have; an
 * item that is deleted late does no harm. An item for one link or for tokens has no end, for a key of a source has none.
 */
@Singleton
record DynamoRevocations(Store store) implements Revocations {

    /** The place of the revocation among the items of the transaction. */
    private static final int REVOCATION = 0;

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
        return isAny(keysOf(link), link(link.userId(), link.id()), link.issuedAt());
    }

    @Override
    public boolean isRevoked(BusinessId of, String tokenId, Instant issuedAt) {
        String one = token(of, tokenId);
        return isAny(List.of(key(one), key(all(of))), one, issuedAt);
    }

    private boolean isAny(List<Map<String, AttributeValue>> keys, String one, Instant issuedAt) {
        return store.read(store.tables().revocations(), keys, true).stream()
                .anyMatch(item -> Items.text(item, Attributes.REVOKED).equals(one)
                        || !issuedAt.isAfter(Instant.parse(Items.text(item, Attributes.ISSUED_UP_TO))));
    }

    @Override
    public void issued(BusinessId of, Entry entry) {
        store.ledger().put(EntryItems.item(of, entry, entry.occurredAt()), EntryItems.ifNew());
    }

    @Override
    public boolean isIssued(BusinessId of, String tokenId) {
        return store.ledger()
                .find(EntryItems.key(Texts.settings(of), EntryId.ofToken(tokenId)))
                .filter(entry -> EntryContent.Kind.TOKEN_ISSUED.name().equals(Items.text(entry, Attributes.KIND)))
                .isPresent();
    }

    @Override
    public Instant lastIssued(BusinessId of, Instant now) {
        return tokensSince(now, of, store.ledger()).strong().backwards().limit(1).items().stream()
                .map(item -> EntryItems.entry(item).occurredAt())
                .reduce(now, (one, other) -> other.isAfter(one) ? other : one);
    }

    /** The entries of tokens that were issued or revoked at an instant or later. */
    static Query tokensSince(Instant since, BusinessId of, Table ledger) {
        return ledger.where(Attributes.RELATION, Texts.settings(of))
                .between(
                        Attributes.ENTRY_ID,
                        EntryId.beforeTokens(since).value(),
                        EntryId.ofToken("~").value());
    }

    @Override
    public boolean revokeTokens(BusinessId of, @Nullable String tokenId, Instant issuedUpTo, Entry entry) {
        List<TransactWriteItem> both = List.of(
                tokenId == null
                        ? store.revocations().updating(key(all(of)), upTo(issuedUpTo, null))
                        : store.revocations().updating(key(token(of, tokenId)), upTo(Instant.EPOCH, null)),
                store.ledger().putting(EntryItems.item(of, entry, entry.occurredAt()), EntryItems.ifNew()));
        Set<Integer> failed = Calls.refusal(store.client(), both).orElse(null);
        if (failed != null && !failed.contains(REVOCATION)) {
            throw new StoreUnavailable("another call revoked at the same time");
        }
        return failed == null;
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
    private static Write upTo(Instant issuedUpTo, @Nullable Instant until) {
        AttributeValue upTo =
                Items.text(issuedUpTo.truncatedTo(ChronoUnit.SECONDS).toString());
        Write update =
                new Write().set(Attributes.ISSUED_UP_TO, upTo).onlyIfAbsentOr(Attributes.ISSUED_UP_TO, "<", upTo);
        if (until != null) {
            update.set(Attributes.EXPIRES_AT, Items.seconds(until));
        }
        return update;
    }

    private boolean upTo(String revoked, Instant issuedUpTo, @Nullable Instant until) {
        return Calls.isDone(() -> store.revocations().update(key(revoked), upTo(issuedUpTo, until)));
    }

    private static Map<String, AttributeValue> key(String revoked) {
        return Map.of(Attributes.REVOKED, Items.text(revoked));
    }

    /** {@code #} is in no id. */
    private static String link(UserId userId, String linkId) {
        return userId.value() + "#link#" + linkId;
    }

    static String all(UserId userId) {
        return userId.value() + "#all";
    }

    /** No person's id is empty. */
    private static String token(BusinessId of, String tokenId) {
        return "#" + of.value() + "#token#" + tokenId;
    }

    private static String all(BusinessId of) {
        return "#" + of.value() + "#all";
    }

    static String of(UserId userId, BusinessId businessId) {
        return userId.value() + "#of#" + businessId.value();
    }
}
