package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param since since when it is refused; null if no mark tells
 * @param law the row of the law by which it is refused; null if the person's own words refuse it, or say nothing
 * @param scopes what of the message would be allowed, each by a more exact check; null if nothing would, or if the answer does not depend on the scope
 * @param decidedBy who or what refuses it; null if it is allowed
 * @param category of a setting, as which it was judged besides; null if the caller's own category gave the answer, or if no setting says another one
 * @param opens whether the message would be the first contact, by the setting of its template; null for no
 * @param timing what the hours say; null if they are not asked, or have nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Permission(
        UserId userId,
        Verdict permission,
        @Nullable Reason reason,
        @Nullable Instant since,
        @Nullable String law,
        @Nullable List<Scope> scopes,
        @Nullable DecidedBy decidedBy,
        @Nullable Remedy remedy,
        @Nullable MessageCategory category,
        @Nullable CategoryFrom categoryFrom,
        @Nullable Boolean opens,
        @JsonUnwrapped @Nullable Timing timing) {

    public enum Verdict {
        ALLOWED,
        REFUSED
    }

    public enum DecidedBy {
        PERSON,
        LAW,
        SETTINGS,
        /** Nobody has decided whether the person refused. */
        UNCERTAIN,
        /** The person has not been asked, or has not answered. */
        NOBODY
    }

    /** What would make it allowed. */
    public enum Remedy {
        NONE,
        PERSON_OPTS_IN,
        OPEN_CONVERSATION,
        /** The customer's agreement is told, with proof, or pressed on the page of a link to the three choices. */
        RECORD_AGREEMENT,
        WAIT_FOR_PERSON,
        /** People look at the work in {@code list-follow-ups}. */
        DECIDE_WORK,
        /** The caller names one of {@code scopes}, if the message is in it. */
        NAME_SCOPE,
        /** All else is in order. It ends by time alone, at {@code retryAt}. */
        WAIT
    }

    /** Which setting says another category than the caller. */
    public enum CategoryFrom {
        TEMPLATE,
        TOPIC,
        NUMBER
    }

    /**
     * The closed list of reasons for a refusal, with what follows from each. A law decides where the answer names one, and
     * where the country chose the marketing basis. Scopes that would be allowed are the remedy where there are any. A mark
     * that refuses all marketing is the reason of its name.
     */
    public enum Reason {
        BLOCKED_BY_USER(DecidedBy.PERSON, Remedy.NONE),
        CHANNEL_OPTED_OUT(DecidedBy.PERSON, Remedy.PERSON_OPTS_IN),
        MARKETING_OPTED_OUT(DecidedBy.PERSON, Remedy.PERSON_OPTS_IN),
        CALLS_OPTED_OUT(DecidedBy.PERSON, Remedy.PERSON_OPTS_IN),
        REFUSAL_SUSPECTED(DecidedBy.UNCERTAIN, Remedy.DECIDE_WORK),
        AWAITING_DECISION(DecidedBy.NOBODY, Remedy.WAIT_FOR_PERSON),
        FIRST_CONTACT_REQUIRED(DecidedBy.NOBODY, Remedy.OPEN_CONVERSATION),
        NO_MARKETING_CONSENT(DecidedBy.SETTINGS, Remedy.PERSON_OPTS_IN),
        QUIET_HOURS(DecidedBy.LAW, Remedy.WAIT);

        private final DecidedBy decidedBy;
        private final Remedy remedy;

        Reason(DecidedBy decidedBy, Remedy remedy) {
            this.decidedBy = decidedBy;
            this.remedy = remedy;
        }

        DecidedBy decidedBy() {
            return decidedBy;
        }

        public Remedy remedy() {
            return remedy;
        }

        /** The same as a reason why there is no first contact. Where agreement lacks, the person's decision ends that. */
        public Reason ofNoContact() {
            return switch (this) {
                case CALLS_OPTED_OUT -> MARKETING_OPTED_OUT;
                case FIRST_CONTACT_REQUIRED, NO_MARKETING_CONSENT, QUIET_HOURS -> AWAITING_DECISION;
                default -> this;
            };
        }
    }

    static Permission allowed(
            UserId userId, @Nullable MessageCategory category, @Nullable CategoryFrom from, @Nullable Timing timing) {
        return new Permission(
                userId, Verdict.ALLOWED, null, null, null, null, null, null, category, from, null, timing);
    }

    /** With the scopes that would be allowed. */
    Permission butFor(List<Scope> allowed) {
        return allowed.isEmpty()
                ? this
                : new Permission(
                        userId,
                        permission,
                        reason,
                        since,
                        law,
                        allowed,
                        decidedBy,
                        Remedy.NAME_SCOPE,
                        category,
                        categoryFrom,
                        opens,
                        timing);
    }
}
