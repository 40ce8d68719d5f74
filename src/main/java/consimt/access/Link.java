package consimt.access;

import consimt.answer.Caller;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lets a person act for themselves.
 *
 * @param businessId the one business that they may act about, or null for all
 * @param issuedAt to the second
 * @param expiresAt to the second; from then on it is no link any more
 */
public record Link(
        String id,
        UserId userId,
        @Nullable BusinessId businessId,
        Purpose purpose,
        Instant issuedAt,
        Instant expiresAt) {

    /** No link lasts longer, so a revocation need not be remembered longer. */
    static final Duration LONGEST = Duration.ofDays(400);

    public enum Purpose {
        /** To call the functions that persons may call. */
        CALLS(30),
        /** To opt out of a business's marketing and nothing else. Long, for mail is found late (CAN-SPAM asks for 30 days). */
        UNSUBSCRIBE(180);

        /** How long such a link lasts where nothing else is asked. */
        final int days;

        Purpose(int days) {
            this.days = days;
        }

        /** For whom the token is: a token for one purpose is none for another. */
        String audience() {
            return "consimt:" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** On whose behalf a call with this link is made. */
    Caller caller() {
        return new Caller(Caller.Kind.PERSON, businessId == null ? null : businessId.value(), userId.value());
    }
}
