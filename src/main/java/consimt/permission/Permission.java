package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one person.
 *
 * @param since since when it is refused; null if no mark tells
 * @param law the row of the law by which it is refused; null if the person's own words refuse it, or say nothing
 * @param scopes where the person asked for some marketing only, what of it is allowed; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Permission(
        UserId userId,
        Verdict permission,
        @Nullable Reason reason,
        @Nullable Instant since,
        @Nullable String law,
        @Nullable List<Scope> scopes) {

    public enum Verdict {
        ALLOWED,
        REFUSED
    }

    /** The closed list of reasons for a refusal. A mark that refuses all marketing is the reason of its name. */
    public enum Reason {
        BLOCKED_BY_USER,
        CHANNEL_OPTED_OUT,
        MARKETING_OPTED_OUT,
        CALLS_OPTED_OUT,
        HELD_OPT_OUT,
        REFUSAL_SUSPECTED,
        TOO_MANY_IDS,
        AWAITING_DECISION,
        FIRST_CONTACT_REQUIRED,
        NO_MARKETING_CONSENT;

        /** The same as a reason why there is no first contact. Where agreement lacks, the person's decision ends that. */
        public Reason ofNoContact() {
            return switch (this) {
                case CALLS_OPTED_OUT -> MARKETING_OPTED_OUT;
                case FIRST_CONTACT_REQUIRED, NO_MARKETING_CONSENT -> AWAITING_DECISION;
                default -> this;
            };
        }
    }

    static Permission allowed(UserId userId) {
        return new Permission(userId, Verdict.ALLOWED, null, null, null, null);
    }

    static Permission refused(UserId userId, Reason reason, @Nullable Instant since, @Nullable String law) {
        return new Permission(userId, Verdict.REFUSED, reason, since, law, null);
    }

    Permission butFor(List<Scope> allowed) {
        return allowed.isEmpty() ? this : new Permission(userId, permission, reason, since, law, allowed);
    }
}
