package consimt.access;

import consimt.ledger.Entry;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The links and tokens that were revoked. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
 * answer.
 */
public interface Revocations {

    /**
     * The link may be one that takes a no after its end.
     *
     * @return whether this changed anything
     */
    boolean revoke(UserId userId, String linkId);

    /**
     * Revokes all links that a person got up to an instant, but for those that can only stop marketing. Otherwise somebody
     * who holds a link of the person could take the way to say no from every mail that was sent.
     *
     * @param businessId for one business only; or null for all businesses, and for the links to one business too
     * @param until when the last of the links would have expired, or later
     * @return whether this changed anything
     */
    boolean revokeAll(UserId userId, @Nullable BusinessId businessId, Instant issuedUpTo, Instant until);

    /** A consistent read. */
    boolean isRevoked(Link link);

    void issued(BusinessId of, Entry entry);

    boolean isIssued(BusinessId of, String tokenId);

    /** When the last token was issued, if that was by a clock ahead of ours; else now. A consistent read. */
    Instant lastIssued(BusinessId of, Instant now);

    /**
     * Revokes tokens of a business or of the operator's people, and stores the entry that says so: both or neither.
     *
     * @param tokenId the one; null for all up to an instant
     * @return whether this changed anything; if not, the entry is not stored
     */
    boolean revokeTokens(BusinessId of, @Nullable String tokenId, Instant issuedUpTo, Entry entry);

    /** A consistent read. */
    boolean isRevoked(BusinessId of, String tokenId, Instant issuedAt);
}
