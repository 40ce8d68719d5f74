package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.relation.EntryId;
import consimt.relation.Standing.Basis;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One recorded fact.
 *
 * @param value what was decided: the decision, the preference, or the entry that a reason explains
 * @param occurredAt the event's own time, to the millisecond
 * @param recordedAt when it was received
 * @param basis how consent was given, where the fact is consent
 * @param wordsShown the words that the person saw with it, as far as they came from here
 * @param stopsBy for an opt-out at a business that removes by hand, the last day that it was told
 * @param evidence SHA-256 over all that the caller said of the fact; the same id with another one is a conflict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        @JsonProperty("entryId") EntryId id,
        Kind kind,
        String value,
        Instant occurredAt,
        Instant recordedAt,
        Actor actor,
        @Nullable String channel,
        @Nullable Basis basis,
        @Nullable Reason reason,
        @Nullable String wordsShown,
        @Nullable LocalDate stopsBy,
        String evidence) {

    public enum Kind {
        FIRST_CONTACT,
        CONSENT_DECISION,
        MARKETING_PREFERENCE,
        OPT_OUT_REASON
    }

    /** Who brought the fact about. */
    public enum Actor {
        PERSON,
        BUSINESS
    }

    /** Whether it counts in the business's figures of reasons. */
    @JsonIgnore
    public boolean tellsWhyPeopleLeave() {
        return kind == Kind.OPT_OUT_REASON || isOptOut();
    }

    @JsonIgnore
    public boolean isOptOut() {
        return kind == Kind.MARKETING_PREFERENCE && value.equals(Preference.OPT_OUT.name());
    }

    /** The values of {@link Kind#MARKETING_PREFERENCE}. */
    public enum Preference {
        OPT_OUT,
        OPT_IN
    }
}
