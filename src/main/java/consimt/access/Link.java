package consimt.access;

import consimt.answer.Caller;
import consimt.relation.BusinessId;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person act for themselves.
 *
 * @param businessId the one business that they may act about, or null for all
 * @param scope which marketing a link to unsubscribe stops
 * @param issuedAt to the second
 * @param expiresAt to the second; from this second on the link is not valid
 */
public record Link(
        String id,
        UserId userId,
        @Nullable BusinessId businessId,
        Purpose purpose,
        Scope scope,
        Instant issuedAt,
        Instant expiresAt) {

    /** The longest time that a link is valid. A revocation is kept as long. */
    static final Duration LONGEST = Duration.ofDays(400);

    public enum Purpose {
        /** To call the functions that persons may call. */
        CALLS(30),
        /**
         * To opt out of a business's marketing, and nothing else. It is valid for long, because mail is often read late
         * (CAN-SPAM asks for 30 days).
         */
        UNSUBSCRIBE(180);

        /** How many days such a link is valid by default. */
        final int days;

        Purpose(int days) {
            this.days = days;
        }

        /** The audience of the token. A token for one purpose is not valid for another. */
        String audience() {
            return "consimt:" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The same link about this marketing. */
    Link about(Scope some) {
        return new Link(id, userId, businessId, purpose, some, issuedAt, expiresAt);
    }

    /** On whose behalf a call with this link is made. */
    Caller caller() {
        return new Caller(Caller.Kind.PERSON, businessId == null ? null : businessId.value(), userId.value());
    }
}
