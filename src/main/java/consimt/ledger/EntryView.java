package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.Categories;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Scope;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it.
 *
 * @param countsFrom from when it counts in the standing, if that differs from {@code occurredAt}
 * @param value what was decided (the decision, the preference, the step), or what the entry is about (for example the
 *     other id)
 * @param actor who did it: {@code PERSON}, {@code BUSINESS}, {@code SYSTEM}, or the name of somebody who worked on a
 *     follow-up or configured a business
 * @param calledBy on whose call it was written, whatever name the call gave
 * @param signer who vouches for it, if a webhook told it
 * @param basis the basis of consent, if the fact is consent
 * @param byMessage true if an opt-out is a message that the person wrote; else null
 * @param scope which marketing a wish is about; left out for all of it
 * @param categories which an opt-out refuses besides marketing, by the scope's channel
 * @param campaign of the message that made the person opt out
 * @param messageSentAt when that message was sent
 * @param before a business's settings before the change
 * @param after the settings after it
 * @param wordsShown the words that the person saw, if this service supplied them
 * @param stopsBy for an opt-out at a business that removes by hand, the last day that the person was told
 * @param followUpId the work that it is a step of
 * @param note what the author of a step wrote
 * @param work for a step, the state of the work after it
 * @param evidence for a step, what its author gave; else a salted SHA-256 over all that the caller said of the fact
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryView(
        EntryId entryId,
        String kind,
        String value,
        Instant occurredAt,
        @Nullable Instant countsFrom,
        Instant recordedAt,
        String actor,
        @Nullable CalledBy calledBy,
        @Nullable String channel,
        @Nullable Signer signer,
        @Nullable String basis,
        @Nullable Boolean byMessage,
        @Nullable Scope scope,
        @Nullable Categories categories,
        @Nullable StatedReason reason,
        @Nullable String campaign,
        @Nullable Instant messageSentAt,
        @Nullable SettingsJson before,
        @Nullable SettingsJson after,
        @Nullable String wordsShown,
        @Nullable LocalDate stopsBy,
        @Nullable String followUpId,
        @Nullable String note,
        @Nullable WorkState work,
        @Nullable String evidence) {

    /** A block as the blocked business sees it. A block that came with a report looks like any other. */
    static EntryView ofBlock(Entry block, @Nullable StatedReason reason) {
        Commitment commitment = block.commitment();
        String hash = commitment == null ? null : commitment.hash();
        return new EntryView(
                new EntryId(
                        "block~" + Sha256.of("block", block.id().value(), hash).shortId()),
                block.what().kind(),
                Fact.Kind.BLOCK.name(),
                block.occurredAt(),
                countsFrom(block),
                block.recordedAt(),
                block.source().actor(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                reason,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                hash);
    }

    public static EntryView of(Entry entry) {
        Parts parts = entry.parts();
        Commitment commitment = entry.commitment();
        StatedScope stated = parts.ifReadable(Part.SCOPE, StatedScope::of);
        return new EntryView(
                entry.id(),
                entry.what().kind(),
                entry.what().value(),
                entry.occurredAt(),
                countsFrom(entry),
                entry.recordedAt(),
                entry.source().actor(),
                entry.source().calledBy(),
                parts.get(Part.CHANNEL),
                entry.source().signer(),
                parts.get(Part.BASIS),
                parts.get(Part.BY_MESSAGE, Boolean::valueOf),
                stated == null ? null : stated.scope(),
                stated == null ? null : stated.categories(),
                StatedReason.of(parts),
                parts.get(Part.CAMPAIGN),
                parts.ifReadable(Part.MESSAGE_SENT_AT, Instant::parse),
                parts.ifReadable(Part.BEFORE, SettingsJson::new),
                parts.ifReadable(Part.AFTER, SettingsJson::new),
                parts.get(Part.WORDS_SHOWN),
                parts.ifReadable(Part.STOPS_BY, LocalDate::parse),
                parts.get(Part.FOLLOW_UP_ID),
                parts.get(Part.NOTE),
                entry.work(),
                commitment == null ? parts.get(Part.EVIDENCE) : commitment.hash());
    }

    private static @Nullable Instant countsFrom(Entry entry) {
        return entry.countsFrom().equals(entry.occurredAt()) ? null : entry.countsFrom();
    }
}
