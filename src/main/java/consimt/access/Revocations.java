package consimt.access;

import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The links that are good no longer though they have not ended. Each call throws {@link
 * consimt.runtime.StoreUnavailable} where the store does not answer.
 */
public interface Revocations {

    /**
     * One link of a person's.
     *
     * @param until when it would have ended by itself, or later
     * @return whether it was not revoked before
     */
    boolean revoke(UserId userId, String linkId, Instant until);

    /**
     * All that a person got up to an instant.
     *
     * @param businessId for one business only, or null for all of them, those for one business included
     * @param until when the last of them would have ended by itself, or later
     * @return whether that was not so before
     */
    boolean revokeAll(UserId userId, @Nullable BusinessId businessId, Instant issuedUpTo, Instant until);

    /** Sees what was stored a moment ago. */
    boolean isRevoked(UserId userId, String linkId, @Nullable BusinessId businessId, Instant issuedAt);
}
