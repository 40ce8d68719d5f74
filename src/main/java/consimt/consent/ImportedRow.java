package consimt.consent;

import consimt.business.AskedScope;
import consimt.form.Fields;
import consimt.form.ReadRow;
import consimt.form.Values;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.OptOut;
import consimt.record.ClaimForm;
import consimt.record.EventTime;
import consimt.record.ToldIds;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Fact.Categories;
import consimt.relation.Scope;
import consimt.relation.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a list says.
 *
 * @param alsoKnownAs other ids of the person
 * @param time its own; null if it tells none that can be read
 * @param timeAsSent the text of the time, also if it cannot be read; null if it tells none
 */
record ImportedRow(
        UserId userId,
        List<UserId> alsoKnownAs,
        ImportedWish wish,
        AskedScope scope,
        @Nullable Categories categories,
        @Nullable EventTime time,
        @Nullable String timeAsSent,
        @Nullable String proof) {

    private static final String WISH = "wish";

    enum ImportedWish {
        OPT_OUT,
        BLOCK,
        OPT_IN,
        /** To the conversation. */
        AGREED,
        /** Wrote to the business, which is agreement to the conversation too. */
        MESSAGE_SENT;

        boolean isRefusal() {
            return this == OPT_OUT || this == BLOCK;
        }
    }

    /** Whether a refusal can be recorded, whatever else is wrong with its row. */
    static boolean isRefusal(ReadRow<ImportedRow> read) {
        ImportedRow row = read.row();
        return row != null && row.wish.isRefusal();
    }

    /**
     * @param now the arrival
     * @return null if it lacks a field without which a refusal cannot be recorded
     */
    static @Nullable ImportedRow from(Fields in, Instant now) {
        var userId = in.required("userId", UserId.reading());
        var told = ToldIds.from(in);
        var wish = in.required(WISH, Values.oneOf(ImportedWish.class));
        AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
        Categories categories = OptOuts.categories(in);
        var time = in.optional("occurredAt", EventTime.reading(now));
        var proof = in.optional(ClaimForm.PROOF, ClaimForm.proof());
        if (wish != null) {
            noteMisplaced(in, wish);
        }
        return userId == null || wish == null
                ? null
                : new ImportedRow(userId, told, wish, scope, categories, time, in.asSent("occurredAt"), proof);
    }

    private static void noteMisplaced(Fields in, ImportedWish wish) {
        if (wish.isRefusal()) {
            in.notAllowed(ClaimForm.PROOF, true, "goes with a yes only");
        } else {
            in.requires("occurredAt");
            in.requires(ClaimForm.PROOF);
        }
        boolean isOptOut = wish == ImportedWish.OPT_OUT;
        boolean isOptIn = wish == ImportedWish.OPT_IN;
        in.notAllowed(AskedScope.FIELD, !isOptOut && !isOptIn, "goes with OPT_OUT and OPT_IN only");
        in.notAllowed(OptOuts.CATEGORIES, !isOptOut, "goes with OPT_OUT only");
    }

    /** The opt-out that is in it, where it is a block that its caller may not tell. */
    ImportedRow asOptOut() {
        return new ImportedRow(
                userId, alsoKnownAs, ImportedWish.OPT_OUT, AskedScope.ALL, null, time, timeAsSent, proof);
    }

    /** What is to be recorded about marketing of this scope. A yes has its proof. */
    EntryContent what(Scope known) {
        return switch (wish) {
            case OPT_OUT -> OptOut.of(false, known).refusing(categories);
            case BLOCK -> new ConsentDecision(Fact.Kind.BLOCK, null);
            case OPT_IN -> new Claim(Yes.OPT_IN, known, proof == null ? "" : proof);
            case AGREED -> new Claim(Yes.CONTINUE, Scope.ALL, proof == null ? "" : proof);
            case MESSAGE_SENT -> new Claim(Yes.MESSAGE_SENT, Scope.ALL, proof == null ? "" : proof);
        };
    }

    /**
     * When it happened: by its own time, else when the list was exported, by a clock that may be behind as well. What
     * cannot be read may have happened as late as the arrival.
     */
    EventTime time(@Nullable EventTime exportedAt, Instant now) {
        if (time != null) {
            return time;
        }
        return timeAsSent != null || exportedAt == null ? EventTime.unsaid(now) : exportedAt;
    }

    /**
     * The same row with the same time is the same entry, in whatever list it stands. Without a time that can be read it is
     * the same for ten minutes by the clock, in which a retry comes: later it may be a new refusal. So may one with another
     * text of a time. A refusal of which the business is told is an entry of its own, so the business is told of it even if
     * the same row came quietly before.
     *
     * <p>A yes of the operator's list is another fact than the same of the business's, which counts from its arrival.
     *
     * @param exportedAsSent the text of the time of the list; null if there is none
     */
    EntryId id(
            Scope known,
            EventTime when,
            @Nullable String exportedAsSent,
            Instant now,
            boolean isTold,
            boolean isByBusiness) {
        Instant said = when.said();
        String unread = timeAsSent == null ? exportedAsSent : timeAsSent;
        String arrival = now.toString().substring(0, "2026-11-24T10:1".length());
        String time = said != null ? said.toString() : unread == null ? arrival : arrival + " " + unread;
        return EntryId.ofImported(
                wish.name(),
                known.text(),
                categories == null ? null : categories.name(),
                proof,
                time,
                wish.isRefusal() ? isTold ? "told" : null : isByBusiness ? "business" : null);
    }
}
