package consimt.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Noted;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.ProtectiveInput;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Statement;
import consimt.relation.EntryId;
import consimt.relation.RelationView;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records what a person decides about a business. A decision costs two calls of the store and up to four write units; a
 * report also opens a review ({@code docs/costs.md}). For {@code MESSAGE_SENT} the standing is read first: if the
 * person agreed before, the message changes nothing and is not recorded.
 */
@Guarded
@Singleton
public class DecideConsent {

    private final ProtectiveInput protective;
    private final Recorder recorder;
    private final Clock clock;

    public DecideConsent(ProtectiveInput protective, Recorder recorder, Clock clock) {
        this.protective = protective;
        this.recorder = recorder;
        this.clock = clock;
    }

    @Funq("decide-consent")
    public Answer decideConsent(Input input) {
        Input asked = Input.orEmpty(input).servingAlso(Caller.Kind.PERSON);
        Instant now = clock.instant();
        return Decision.isProtective(asked.text(DecisionForm.DECISION))
                ? protective.answer(asked, DecisionForm.NEEDED, in -> DecisionForm.from(in, now), this::record)
                : asked.answer(in -> DecisionForm.from(in, now), statement -> record(statement, List.of()));
    }

    private Answer record(Statement statement, List<Problem> notes) {
        return recorder.record(statement).answer(recorded -> Decided.of(recorded, notes));
    }

    /**
     * The relation after the decision.
     *
     * @param entryId the decision's ledger entry; for a message that changed nothing, the entry of the earlier message
     * @param notes the problems of a block or a report that was recorded all the same
     */
    @JsonPropertyOrder({"outcome", "entryId", "relation", "notes"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decided(
            Outcome outcome,
            EntryId entryId,
            RelationView relation,
            @Nullable List<Problem> notes) implements Noted {

        private static Decided of(Recorded recorded, List<Problem> notes) {
            return new Decided(recorded.outcome(), recorded.entry().entry(), recorded.view(), Noted.shown(notes));
        }

        @Override
        public Answer shownTo(Caller caller) {
            return new Decided(outcome, entryId, relation.shownTo(caller), notes);
        }
    }
}
