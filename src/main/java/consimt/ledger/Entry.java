package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.function.Sha256;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Request;
import consimt.relation.Standing.Basis;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recorded fact.
 *
 * @param value what was decided: the decision, the preference, the step, or what it is about, as the person's other id
 * @param occurredAt the event's own time, to the millisecond
 * @param recordedAt when it was received
 * @param actor who brought it about: {@link #PERSON}, {@link #BUSINESS}, {@link #SYSTEM}, or whoever worked on a follow-up
 * @param basis how consent was given, where the fact is consent
 * @param wordsShown the words that the person saw with it, as far as they came from here
 * @param stopsBy for an opt-out at a business that removes by hand, the last day that the person was told
 * @param followUpId the work that it is a step of
 * @param note what whoever worked on it wrote
 * @param evidence of a step, what its author gave; else a SHA-256 over all that the caller said of the fact, and the
 *     same id with another one is a conflict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        @JsonProperty("entryId") EntryId id,
        Kind kind,
        String value,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        @Nullable String channel,
        @Nullable Basis basis,
        @Nullable Reason reason,
        @Nullable String wordsShown,
        @Nullable LocalDate stopsBy,
        @Nullable FollowUpId followUpId,
        @Nullable String note,
        @Nullable String evidence) {

    public static final String PERSON = "PERSON";
    public static final String BUSINESS = "BUSINESS";
    public static final String SYSTEM = "SYSTEM";

    public enum Kind {
        FIRST_CONTACT,
        CONSENT_DECISION,
        MARKETING_PREFERENCE,
        OPT_OUT_REASON,
        /** A step of the work by hand. */
        FOLLOW_UP,
        /** Somebody at the business is to be reminded of work. */
        FOLLOW_UP_REMINDER,
        /** Marketing that was sent after the person opted out of it. */
        LATE_MESSAGE,
        /** The person has another id at the business, too. */
        IDENTITY_CHANGED
    }

    /** The values of {@link Kind#MARKETING_PREFERENCE}. */
    public enum Preference {
        OPT_OUT,
        OPT_IN
    }

    /** Of wishes about marketing the last one is the last; of several at once the opt-out stands. */
    public static final Comparator<Entry> BY_LAST_WORD =
            Comparator.comparing(Entry::occurredAt).thenComparing(Entry::isOptOut);

    /** What a request says. */
    public static Entry of(Request request, Kind kind, String value, @Nullable Reason reason) {
        return new Entry(
                request.id(),
                kind,
                value,
                request.occurredAt(),
                request.receivedAt(),
                request.byBusiness() ? BUSINESS : PERSON,
                request.channel(),
                null,
                reason,
                null,
                null,
                null,
                null,
                request.evidence(value, reason == null ? null : reason.code(), reason == null ? null : reason.text()));
    }

    /** What came of a follow-up at an instant. */
    public static Entry of(
            EntryId id,
            Kind kind,
            String value,
            Instant at,
            String actor,
            FollowUpId followUpId,
            @Nullable String note,
            @Nullable String evidence) {
        return new Entry(id, kind, value, at, at, actor, null, null, null, null, null, followUpId, note, evidence);
    }

    /**
     * That the person has another id at the business.
     *
     * @param other the id that the entry's relation is not under
     */
    public static Entry ofIdentity(
            EntryId id, UserId other, Instant occurredAt, Instant recordedAt, @Nullable String channel) {
        return new Entry(
                id,
                Kind.IDENTITY_CHANGED,
                other.value(),
                occurredAt,
                recordedAt,
                PERSON,
                channel,
                null,
                null,
                null,
                null,
                null,
                null,
                "sha256:" + Sha256.of(other.value()).base64Url());
    }

    /** The first contact, under the mark that was granted. */
    public Entry asContact(Mark granted) {
        return copy(granted.entry(), granted.at(), BUSINESS, basis, wordsShown, stopsBy);
    }

    public Entry onBasis(@Nullable Basis given) {
        return copy(id, occurredAt, actor, given, wordsShown, stopsBy);
    }

    /** With what the person was told. */
    public Entry showing(@Nullable String words, @Nullable LocalDate lastDay) {
        return copy(id, occurredAt, actor, basis, words, lastDay);
    }

    private Entry copy(
            EntryId entry,
            Instant at,
            String by,
            @Nullable Basis given,
            @Nullable String words,
            @Nullable LocalDate lastDay) {
        return new Entry(
                entry,
                kind,
                value,
                at,
                recordedAt,
                by,
                channel,
                given,
                reason,
                words,
                lastDay,
                followUpId,
                note,
                evidence);
    }

    /** Whether it is the same fact, told again. */
    public boolean tellsTheSameAs(Entry other) {
        return kind == other.kind && Objects.equals(evidence, other.evidence);
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

    /** What an opt-out's entry says about the standing. */
    public Fact asOptOut() {
        Fact.Kind fact = basis == null ? Fact.Kind.OPT_OUT : Fact.Kind.MESSAGE_THAT_OPTS_OUT;
        return new Fact(fact, new Mark(occurredAt, id), stopsBy);
    }
}
