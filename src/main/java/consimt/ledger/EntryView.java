package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An entry as callers see it.
 *
 * @param countsFrom from when it counts for the standing, where that is another instant than {@code occurredAt}
 * @param value what was decided: the decision, the preference, the step, or what it is about, as the person's other id
 * @param actor who brought it about: {@code PERSON}, {@code BUSINESS}, {@code SYSTEM}, or somebody who worked on a
 *     follow-up or settled a business
 * @param signer who vouches for it, where it was told by a webhook
 * @param basis how consent was given, where the fact is consent
 * @param before a business's settings before it was settled anew
 * @param after its settings from then on
 * @param wordsShown the words that the person saw with it, as far as they came from here
 * @param stopsBy for an opt-out at a business that removes by hand, the last day that the person was told
 * @param followUpId the work that it is a step of
 * @param note what the author of a step wrote
 * @param work of a step, how the work stands after it
 * @param evidence of a step, what its author gave; else a salted SHA-256 over all that the caller said of the fact
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
        @Nullable String channel,
        @Nullable Signer signer,
        @Nullable String basis,
        @Nullable StatedReason reason,
        @Nullable SettingsJson before,
        @Nullable SettingsJson after,
        @Nullable String wordsShown,
        @Nullable LocalDate stopsBy,
        @Nullable String followUpId,
        @Nullable String note,
        @Nullable WorkState work,
        @Nullable String evidence) {

    /** A block as the blocked business sees it: all blocks look alike, whether or not a report came with them. */
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
                reason,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                commitment == null || commitment.isOpenToTrial() ? null : hash);
    }

    static EntryView of(Entry entry) {
        Parts parts = entry.parts();
        Commitment commitment = entry.commitment();
        return new EntryView(
                entry.id(),
                entry.what().kind(),
                entry.what().value(),
                entry.occurredAt(),
                countsFrom(entry),
                entry.recordedAt(),
                entry.source().actor(),
                parts.get(Part.CHANNEL),
                entry.source().signer(),
                parts.get(Part.BASIS),
                StatedReason.of(parts),
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
