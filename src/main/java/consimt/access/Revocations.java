package consimt.access;

import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The links that were revoked. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not answer. */
public interface Revocations {

    /**
     * Revokes one link of a person, for all time: the link may be one that takes a no after its end.
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
}
