package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.ledger.EntryContent.IdentityChanged;
import consimt.relation.EntryId;
import consimt.relation.Marks;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it: the parts of all these records side by side.
 *
 * @param byMessage true if an opt-out is a message that the person wrote; else null
 * @param wordsShown the words that the person saw, if this service supplied them
 * @param refusals of an erasure, the marks that stay in force besides the opt-out of all marketing; else null
 * @param evidence for a step, what its author gave; else a salted SHA-256 over all that the caller said of the fact
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(
        @JsonUnwrapped EntryHead head,
        @JsonUnwrapped Source source,
        @JsonUnwrapped StatedWish wish,
        @Nullable Boolean byMessage,
        @Nullable String proof,
        @Nullable String wordsShown,
        @JsonUnwrapped ChangedSettings settings,
        @JsonUnwrapped StatedToken token,
        @JsonUnwrapped StepOfWork step,
        @Nullable List<Marks.Key> refusals,
        @Nullable String evidence) {

    /**
     * @param value what was decided (the decision, the preference, the step), or what the entry is about (for example the other id)
     * @param countsFrom from when it counts in the standing, if that differs from {@code occurredAt}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EntryHead(
            EntryId entryId,
            String kind,
            String value,
            Instant occurredAt,
            @Nullable Instant countsFrom,
            Instant recordedAt) {

        private static EntryHead of(Entry entry) {
            return new EntryHead(
                    entry.id(),
                    entry.what().kind(),
                    entry.what().value(),
                    entry.occurredAt(),
                    entry.countsFrom().equals(entry.occurredAt()) ? null : entry.countsFrom(),
                    entry.recordedAt());
        }
    }

    /** A business's settings before a change and after it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangedSettings(
            @Nullable SettingsJson before, @Nullable SettingsJson after) {}

    /**
     * A token that was issued. The entry's value is its id.
     *
     * @param tokenName who has it
     * @param tokenOnly what it is limited to; null for no limit
     * @param tokenExpiresAt null for a key of a source, which has no end
     * @param tokenSource whose events it lets in; null for a token with which somebody calls
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatedToken(
            @Nullable String tokenName,
            @Nullable String tokenOnly,
            @Nullable Instant tokenExpiresAt,
            @Nullable String tokenSource) {}

    /**
     * A step of work by hand.
     *
     * @param followUpId the work that it is a step of
     * @param note what its author wrote
     * @param work the state of the work after it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepOfWork(
            @Nullable String followUpId,
            @Nullable String note,
            @Nullable WorkState work) {}

    /** @param isToPerson an id that only a caller told may be a stranger's, and so is what the evidence is made of */
    public static EntryView of(Entry entry, boolean isToPerson) {
        if (!isToPerson
                || !(entry.what() instanceof IdentityChanged)
                || !entry.source().isUnverified()) {
            return of(entry);
        }
        return of(new Entry(
                entry.id(),
                entry.occurredAt(),
                entry.countsFrom(),
                entry.recordedAt(),
                entry.source(),
                null,
                new IdentityChanged(new UserId("UNVERIFIED")),
                null));
    }

    public static EntryView of(Entry entry) {
        Parts parts = entry.parts();
        Commitment commitment = entry.commitment();
        return new EntryView(
                EntryHead.of(entry),
                entry.source(),
                StatedWish.of(parts),
                parts.get(Part.BY_MESSAGE, Boolean::valueOf),
                parts.get(Part.PROOF),
                parts.get(Part.WORDS_SHOWN),
                new ChangedSettings(
                        parts.ifReadable(Part.BEFORE, SettingsJson::new),
                        parts.ifReadable(Part.AFTER, SettingsJson::new)),
                new StatedToken(
                        parts.get(Part.TOKEN_NAME),
                        parts.get(Part.TOKEN_ONLY),
                        parts.ifReadable(Part.TOKEN_EXPIRES_AT, Instant::parse),
                        parts.get(Part.TOKEN_SOURCE)),
                new StepOfWork(parts.get(Part.FOLLOW_UP_ID), parts.get(Part.NOTE), entry.work()),
                parts.ifReadable(Part.REFUSALS, text -> List.copyOf(EntryContent.PersonErased.refusals(text))),
                commitment == null ? parts.get(Part.EVIDENCE) : commitment.hash());
    }
}
