package consimt.optout;

import consimt.business.Business;
import consimt.business.Settings;
import consimt.followup.Removals;
import consimt.function.Answer;
import consimt.function.Conflict;
import consimt.function.Fields;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Outcome;
import consimt.function.Rejected;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.ledger.Reason;
import consimt.optout.Confirmation.AskReason;
import consimt.optout.Confirmation.OptBackIn;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.RelationView;
import consimt.relation.Relations;
import consimt.relation.Relations.Consistency;
import consimt.relation.Removal;
import consimt.relation.Request;
import consimt.words.Words;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A person stops a business's marketing. Two calls of the store and four write units, where the business removes at
 * once; where people do, one read and the follow-up more.
 */
@Guarded
@Singleton
public class RequestOptOut {

    private final Ledger ledger;
    private final Relations relations;
    private final Removals removals;
    private final Settings settings;
    private final Clock clock;

    public RequestOptOut(Ledger ledger, Relations relations, Removals removals, Settings settings, Clock clock) {
        this.ledger = ledger;
        this.relations = relations;
        this.removals = removals;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("request-opt-out")
    public Answer requestOptOut(Input input) {
        return Input.orEmpty(input).answer(in -> OptOut.from(in, clock.instant()), this::optOut);
    }

    private Answer optOut(OptOut optOut) {
        Relation relation = optOut.request.relation();
        Business business = settings.of(relation.businessId());
        Optional<Rejected> rejected = WhyNot.unknown(optOut.reason, business);
        if (rejected.isPresent()) {
            return rejected.get();
        }
        Words words = Words.of(business, optOut.request.locale());
        LocalDate stopsBy = stopsBy(business, relation, optOut.request.occurredAt());
        Recorded recorded = ledger.record(relation, optOut.entry(stopsBy, words.optOutConfirmation(stopsBy)));
        Entry entry = recorded.entry();
        if (recorded.isConflict()) {
            return new Conflict(entry.id().value());
        }
        Fact fact = new Fact(Fact.Kind.OPT_OUT, new Mark(entry.occurredAt(), entry.id()), entry.stopsBy());
        Move move = relations.join(relation, fact, over -> removals.withdraw(relation, over));
        Removal removal = move.after().openRemoval();
        if (removal != null) {
            removals.open(relation, removal);
        }
        Outcome outcome = move.outcome(recorded.isRepeated());
        return Preference.of(
                outcome,
                entry.id(),
                move.after().isOptedOut() ? confirmation(optOut, entry, business, words) : null,
                RelationView.of(relation, move.after()));
    }

    /** What was promised already, while its removal goes on; else a new promise. Null where the removal is at once. */
    private @Nullable LocalDate stopsBy(Business business, Relation relation, Instant asked) {
        LocalDate promise = removals.stopsBy(business, asked);
        if (promise == null) {
            return null;
        }
        Removal open = relations.of(relation, Consistency.STRONG).openRemoval();
        return open == null ? promise : open.stopsBy();
    }

    private static Confirmation confirmation(OptOut optOut, Entry entry, Business business, Words words) {
        String text = entry.wordsShown() == null ? words.optOutConfirmation(entry.stopsBy()) : entry.wordsShown();
        return new Confirmation(
                text,
                optOut.reason == null ? new AskReason(words.askReason(), WhyNot.offered(business, words), true) : null,
                new OptBackIn(words.optBackIn()));
    }

    /** @param reason null where the person was not asked */
    private record OptOut(Request request, @Nullable Reason reason) {

        static Supplier<OptOut> from(Fields in, Instant now) {
            Supplier<Request> request = Request.from(in, now);
            var reason = in.optional("reason", WhyNot.reading());
            return () -> new OptOut(request.get(), reason.orNull());
        }

        Entry entry(@Nullable LocalDate stopsBy, String wordsShown) {
            String value = Entry.Preference.OPT_OUT.name();
            return new Entry(
                    request.id(),
                    Entry.Kind.MARKETING_PREFERENCE,
                    value,
                    request.occurredAt(),
                    request.receivedAt(),
                    Entry.Actor.PERSON,
                    request.channel(),
                    null,
                    reason,
                    wordsShown,
                    stopsBy,
                    request.evidence(
                            value, reason == null ? null : reason.code(), reason == null ? null : reason.text()));
        }
    }
}
