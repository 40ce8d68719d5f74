package consimt.consent;

import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.ledger.StatedWish.StatedReason;
import consimt.record.Recorded;
import consimt.record.Request;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds the reason for an opt-out, or that the person gave none. The business is told of the first five, and the last of
 * these counts. The reason is stored in the ledger that has the opt-out, which may be the ledger of another of the
 * person's ids.
 */
@Singleton
public record ExplainOptOut(Ledger ledger, OptOuts optOuts, Standings standings, BusinessSettings settings, Clock clock)
        implements Guarded {

    @Funq("explain-opt-out")
    public Answer explainOptOut(Input input) {
        return guarded(() -> input.servingAlso(AccessType.RECORDS, Caller.Kind.PERSON)
                .answer(in -> Explanation.from(in, clock.instant()), this::explain));
    }

    private Answer explain(Explanation explanation) {
        Optional<Problem> unknown = WhyNot.unknown(
                explanation.reason, settings.of(explanation.request.relation().businessId()));
        if (unknown.isPresent()) {
            return new Rejected(List.of(unknown.get()));
        }
        return optedOutIn(explanation)
                .map(relation -> record(relation, explanation))
                .orElseGet(() -> Rejected.because(
                        "entryId", Problem.Code.NOT_FOUND, "entryId is no opt-out of this person from this business"));
    }

    private Answer record(Relation relation, Explanation explanation) {
        Recorded recorded =
                optOuts.explain(explanation.request.about(relation), explanation.optOut, explanation.reason);
        return recorded.answer(of -> new Explained(of.outcome(), of.entry().entry()));
    }

    /**
     * If the asked id has no such opt-out: one read for the person's other ids, then one for each of them until it is
     * found.
     */
    private Optional<Relation> optedOutIn(Explanation explanation) {
        Relation asked = explanation.request.relation();
        if (isOptOut(asked, explanation.optOut)) {
            return Optional.of(asked);
        }
        return standings.of(asked, Consistency.STRONG).others(asked).stream()
                .sorted()
                .filter(relation -> isOptOut(relation, explanation.optOut))
                .findFirst();
    }

    private boolean isOptOut(Relation relation, EntryId entry) {
        return ledger.find(relation, entry).filter(Entry::isOptOut).isPresent();
    }

    public record Explained(Outcome outcome, EntryId entryId) implements Answer {}

    private record Explanation(Request request, EntryId optOut, StatedReason reason) {

        private static @Nullable Explanation from(Fields in, Instant now) {
            Request request = Request.from(in, now);
            var optOut = in.required("entryId", EntryId.readingAnswered());
            var reason = in.required("reason", WhyNot.reading());
            return request == null || optOut == null || reason == null
                    ? null
                    : new Explanation(request, optOut, reason);
        }
    }
}
