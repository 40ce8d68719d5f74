package consimt.access;

import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The links that were revoked before they expired. Each call throws {@link consimt.runtime.StoreUnavailable} if the
 * store does not answer.
 */
public interface Revocations {

    /**
     * Revokes one link of a person.
     *
     * @param until when the link would have expired, or later
     * @return whether this changed anything
     */
    boolean revoke(UserId userId, String linkId, Instant until);

    /**
     * Revokes all links that a person got up to an instant.
     *
     * @param businessId for one business only; or null for all businesses, and for the links to one business too
     * @param until when the last of the links would have expired, or later
     * @return whether this changed anything
     */
    boolean revokeAll(UserId userId, @Nullable BusinessId businessId, Instant issuedUpTo, Instant until);

    /** A consistent read. */
    boolean isRevoked(UserId userId, String linkId, @Nullable BusinessId businessId, Instant issuedAt);
}
