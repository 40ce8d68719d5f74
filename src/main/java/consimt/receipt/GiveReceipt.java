package consimt.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.ulid.UlidCreator;
import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.Business.Controller;
import consimt.business.BusinessSettings;
import consimt.business.MarketingBasis.AppliedBasis;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.BusinessLedger;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryView;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Wishes;
import consimt.receipt.ConsentReceipt.About;
import consimt.receipt.ConsentReceipt.DataController;
import consimt.record.RelationView;
import consimt.record.RemovalWork;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.runtime.Sha256;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A signed receipt: for one entry of a relation, or for how the two stand now. */
@Singleton
public record GiveReceipt(
        ReceiptKeys keys,
        Ledger ledger,
        Standings standings,
        RemovalWork removals,
        BusinessSettings settings,
        ObjectMapper json,
        Clock clock)
        implements Guarded {

    @Funq("give-receipt")
    public Answer giveReceipt(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(Asked::from, this::give));
    }

    private Answer give(Asked asked) {
        Optional<SigningKey> key = keys.current();
        if (key.isEmpty()) {
            return Rejected.because("receipt", Problem.Code.NOT_ALLOWED, "receipt is not switched on here");
        }
        List<Problem> notes = missing(business(asked.relation));
        Optional<ConsentReceipt> receipt =
                asked.entryId == null ? Optional.of(ofStanding(asked)) : ofEntry(asked, asked.entryId, notes);
        return receipt.<Answer>map(its -> new ReceiptGiven(key.get().sign(bytes(its)), WithNotes.shown(notes)))
                .orElseGet(() -> Rejected.because(
                        "entryId", Problem.Code.NOT_FOUND, "entryId is no entry of this relation that you can read"));
    }

    private Optional<ConsentReceipt> ofEntry(Asked asked, EntryId id, List<Problem> notes) {
        return ledger.find(asked.relation, id)
                .map(Entry::withoutCommitment)
                .flatMap(entry -> asked.shown(entry).map(view -> ofEntry(asked, entry, view, notes)));
    }

    private ConsentReceipt ofEntry(Asked asked, Entry entry, EntryView view, List<Problem> notes) {
        Business business = business(asked.relation);
        Optional<ConsentProcess> process = entry.fact()
                .flatMap(fact -> ConsentProcess.of(
                        fact,
                        entry.occurredAt(),
                        entry.source().isUnverified(),
                        () -> {
                            Standing standing = standing(asked.relation);
                            return ConsentProcess.isAgreedBefore(
                                    standing,
                                    entry.countsFrom(),
                                    agreement -> isVouchedFor(asked.relation, standing, agreement));
                        },
                        () -> followsOptOut(asked.relation, fact, notes)));
        String words = view.wordsShown();
        return receipt(
                asked,
                settings.basis(business, channel(entry.what()), business.dayOf(entry.occurredAt())),
                process.stream().toList(),
                new About(view, words == null ? null : Sha256.hex(words), null));
    }

    private ConsentReceipt ofStanding(Asked asked) {
        Standing standing = standing(asked.relation);
        RelationView view = RelationView.of(asked.relation, standing, removals.shown(asked.relation, standing));
        return receipt(
                asked,
                settings.basis(business(asked.relation)),
                ConsentProcess.of(
                        standing,
                        view.agreement().conversationSince(),
                        agreement -> isVouchedFor(asked.relation, standing, agreement)),
                new About(null, null, view.shownTo(asked.caller)));
    }

    private ConsentReceipt receipt(Asked asked, AppliedBasis basis, List<ConsentProcess> processes, About about) {
        Instant now = clock.instant();
        Business business = business(asked.relation);
        Controller controller = business.profile().controller();
        return new ConsentReceipt(
                UlidCreator.getUlid(now.toEpochMilli()).toString(),
                now,
                asked.relation.userId(),
                DataController.of(business, controller),
                controller == null ? null : controller.privacyNotice(),
                business.profile().country(),
                processes,
                basis,
                about);
    }

    private Business business(Relation relation) {
        return settings.of(relation.businessId());
    }

    private Standing standing(Relation relation) {
        return standings.of(relation, Consistency.STRONG);
    }

    /**
     * Whether more than the word of the business is behind an agreement. The entry tells, in the ledger of whichever of
     * the person's ids has it. An opt-in has a mark that tells it without a read.
     */
    private boolean isVouchedFor(Relation relation, Standing standing, Mark agreement) {
        Mark optIn = standing.mark(MarkKind.OPTED_IN);
        return optIn != null && optIn.shortened().equals(agreement.shortened())
                || Stream.concat(Stream.of(relation), standing.others(relation).stream())
                        .flatMap(each -> ledger.find(each, agreement.entry()).stream())
                        .filter(entry -> entry.mark().equals(agreement))
                        .findFirst()
                        .filter(entry -> !entry.source().isUnverified())
                        .isPresent();
    }

    private boolean followsOptOut(Relation relation, Fact optIn, List<Problem> notes) {
        Scope scope = optIn.scope();
        Wishes before = ledger.wishesBefore(relation, optIn.mark().at());
        boolean follows =
                before.found().stream().anyMatch(wish -> wish.kind().isOptOut() && scope.covers(wish.scope()));
        if (!follows && !before.areAll()) {
            notes.add(
                    new Problem(
                            "entryId",
                            Problem.Code.TOO_MANY,
                            "entryId has too many entries before it, so the receipt does not say whether an opt-out was among the earliest"));
        }
        return follows;
    }

    private static @Nullable Channel channel(EntryContent what) {
        return what instanceof EntryContent.MarketingPreference wish
                ? wish.scope().channel()
                : null;
    }

    /** What ISO/IEC TS 27560 asks of the controller, and nobody settled. */
    private static List<Problem> missing(Business business) {
        Controller its = business.profile().controller();
        List<Problem> notes = new ArrayList<>();
        note(notes, "", its);
        if (its != null) {
            note(notes, ".address", its.address());
            note(notes, ".contact", its.contact());
            note(notes, ".privacyNotice", its.privacyNotice());
        }
        return notes;
    }

    private static void note(List<Problem> notes, String part, @Nullable Object settled) {
        if (settled == null) {
            String field = "controller" + part;
            notes.add(
                    new Problem(field, Problem.Code.REQUIRED, field + " is not settled, so the receipt is without it"));
        }
    }

    private byte[] bytes(ConsentReceipt receipt) {
        try {
            return json.writeValueAsBytes(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a receipt that cannot be written: " + e.getClass().getSimpleName());
        }
    }

    /** @param receipt a compact JWS */
    public record ReceiptGiven(String receipt, @Nullable List<Problem> notes) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.GIVEN;
        }
    }

    /** @param entryId null for how the two stand */
    private record Asked(Relation relation, @Nullable EntryId entryId, Caller caller) {

        private static @Nullable Asked from(Fields in) {
            var relation = Relation.from(in);
            var entryId = in.optional("entryId", EntryId.readingAnswered());
            return relation == null ? null : new Asked(relation, entryId, in.caller());
        }

        /** As the caller reads it. A block has another id for a business, so by its own id a business finds none. */
        private Optional<EntryView> shown(Entry entry) {
            return caller.isBusiness()
                    ? BusinessLedger.shown(entry, relation.businessId())
                            .filter(view -> view.head().entryId().equals(entry.id()))
                    : Optional.of(EntryView.of(entry, caller.kind() == Caller.Kind.PERSON));
        }
    }
}
