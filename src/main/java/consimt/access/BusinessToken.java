package consimt.access;

import consimt.answer.Caller;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token of this service, with which a business or one of the operator's people calls.
 *
 * @param of the business; of the operator's people, the operator's own id
 * @param name who has it
 * @param issuedAt to the second
 * @param expiresAt to the second; from this second on the token is not valid
 */
public record BusinessToken(
        String id,
        TokenHolder holder,
        BusinessId of,
        String name,
        Caller.@Nullable Only only,
        Instant issuedAt,
        Instant expiresAt) {

    public enum TokenHolder {
        BUSINESS(Duration.ofDays(180), Duration.ofDays(365)),
        /** The operator's people. */
        OPERATOR(Duration.ofHours(12), Duration.ofDays(7));

        /** How long such a token is valid by default. */
        final Duration usually;

        final Duration longest;

        TokenHolder(Duration usually, Duration longest) {
            this.usually = usually;
            this.longest = longest;
        }
    }

    boolean hasEnded(Instant now) {
        return !expiresAt.isAfter(now);
    }

    Caller caller() {
        return switch (holder) {
            case BUSINESS -> new Caller(Caller.Kind.BUSINESS, of.value(), null, name, only);
            case OPERATOR -> new Caller(Caller.Kind.STAFF, null, null, name, only);
        };
    }
}
