package consimt.optout;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.Work;
import consimt.function.Answer;
import consimt.function.Conflict;
import consimt.function.Rejected;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.ledger.Reason;
import consimt.optout.Confirmation.AskReason;
import consimt.optout.Confirmation.OptBackIn;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.RelationView;
import consimt.relation.Relations;
import consimt.relation.Request;
import consimt.relation.Standing.Basis;
import consimt.words.Words;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records that a person stops a business's marketing. Two calls of the store and four write units, where the business
 * removes at once; where people do, what the {@link Promise} takes more.
 */
@Singleton
public class OptOuts {

    private final Ledger ledger;
    private final Relations relations;
    private final Work work;
    private final BusinessSettings settings;

    public OptOuts(Ledger ledger, Relations relations, Work work, BusinessSettings settings) {
        this.ledger = ledger;
        this.relations = relations;
        this.work = work;
        this.settings = settings;
    }

    /** @param reason null where the person was not asked */
    public Answer record(Request request, @Nullable Reason reason) {
        Relation relation = request.relation();
        Business business = settings.of(relation.businessId());
        Optional<Rejected> rejected = WhyNot.unknown(reason, business);
        if (rejected.isPresent()) {
            return rejected.get();
        }
        return record(new OptOut(request, reason), business, Promise.of(business, relation, request, relations, work));
    }

    /**
     * Records an opt-out that came by a way on which the person was shown no words of ours.
     *
     * @param basis of a consent that it is at the same time, or null
     * @return how the ledger has it; of a conflict nothing else was stored
     */
    public Recorded note(Request request, @Nullable Basis basis) {
        Relation relation = request.relation();
        Promise promise = Promise.of(settings.of(relation.businessId()), relation, request, relations, work);
        Recorded recorded = ledger.record(
                relation,
                new OptOut(request, null).entry(promise.stopsBy(), null).onBasis(basis));
        if (recorded.isConflict()) {
            promise.isOff();
        } else {
            promise.begins(recorded.entry());
        }
        return recorded;
    }

    /** The entry of an opt-out at a business where nobody works by hand. */
    public static Entry entry(Request request, @Nullable Basis basis) {
        return new OptOut(request, null).entry(null, null).onBasis(basis);
    }

    private Answer record(OptOut optOut, Business business, Promise promise) {
        Relation relation = optOut.request.relation();
        Words words = Words.of(business, optOut.request.locale());
        Recorded recorded =
                ledger.record(relation, optOut.entry(promise.stopsBy(), words.optOutConfirmation(promise.stopsBy())));
        Entry entry = recorded.entry();
        if (recorded.isConflict()) {
            promise.isOff();
            return new Conflict(entry.id().value());
        }
        Move move = promise.begins(entry);
        return Preference.of(
                move.outcome(recorded.isRepeated()),
                entry.id(),
                move.after().isOptedOut() ? confirmation(optOut, entry, business, words) : null,
                RelationView.of(relation, move.after(), move.elsewhere()));
    }

    private static Confirmation confirmation(OptOut optOut, Entry entry, Business business, Words words) {
        String text = entry.wordsShown() == null ? words.optOutConfirmation(entry.stopsBy()) : entry.wordsShown();
        return new Confirmation(
                text,
                optOut.reason == null ? new AskReason(words.askReason(), WhyNot.offered(business, words), true) : null,
                new OptBackIn(words.optBackIn()));
    }

    private record OptOut(Request request, @Nullable Reason reason) {

        Entry entry(@Nullable LocalDate stopsBy, @Nullable String wordsShown) {
            return Entry.of(request, Entry.Kind.MARKETING_PREFERENCE, Entry.Preference.OPT_OUT.name(), reason)
                    .showing(wordsShown, stopsBy);
        }
    }
}
