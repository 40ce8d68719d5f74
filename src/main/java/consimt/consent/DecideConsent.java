package consimt.consent;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.followup.Work;
import consimt.function.Answer;
import consimt.function.Caller;
import consimt.function.Conflict;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Outcome;
import consimt.ledger.Ledger;
import consimt.ledger.Ledger.Recorded;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Move;
import consimt.relation.RelationView;
import consimt.relation.Relations;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Records what a person decides about a business. Two calls of the store, three write units at most; a report opens its
 * review besides.
 */
@Guarded
@Singleton
public class DecideConsent {

    private final Ledger ledger;
    private final Relations relations;
    private final Work work;
    private final Clock clock;

    public DecideConsent(Ledger ledger, Relations relations, Work work, Clock clock) {
        this.work = work;
        this.ledger = ledger;
        this.relations = relations;
        this.clock = clock;
    }

    @Funq("decide-consent")
    public Answer decideConsent(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.PERSON)
                .answer(in -> Decided.from(in, clock.instant()), this::decide);
    }

    private Answer decide(Decided decided) {
        Recorded recorded = ledger.record(decided.relation(), decided.entry());
        if (recorded.isConflict()) {
            return new Conflict(recorded.entry().id().value());
        }
        Fact fact = decided.fact(recorded.entry().occurredAt());
        Move move = relations.join(decided.relation(), fact, (there, over) -> {});
        if (fact.kind().isReport()) {
            work.review(decided.relation(), fact.mark().entry(), fact.mark().at());
        }
        return new Standing(
                move.outcome(recorded.isRepeated()),
                recorded.entry().id(),
                RelationView.of(decided.relation(), move.after(), move.elsewhere()));
    }

    /** Where the decision leaves the relation. */
    @JsonPropertyOrder({"outcome", "entryId", "relation"})
    public record Standing(Outcome outcome, EntryId entryId, RelationView relation) implements Answer {}
}
