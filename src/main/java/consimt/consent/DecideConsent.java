package consimt.consent;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.function.Answer;
import consimt.function.Caller;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Outcome;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.relation.EntryId;
import consimt.relation.RelationView;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * Records what a person decides about a business. Two calls of the store, three write units at most; a report opens its
 * review besides. That a person sent a message is read first: where they agreed before, it changes nothing.
 */
@Guarded
@Singleton
public class DecideConsent {

    private final Recorder recorder;
    private final Clock clock;

    public DecideConsent(Recorder recorder, Clock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    @Funq("decide-consent")
    public Answer decideConsent(Input input) {
        return Input.orEmpty(input)
                .servingAlso(Caller.Kind.PERSON)
                .answer(
                        in -> DecisionForm.from(in, clock.instant()),
                        statement -> recorder.record(statement).answer(Decided::of));
    }

    /**
     * Where the decision leaves the relation.
     *
     * @param entryId where it stands in the ledger; of a message that changed nothing, where the agreement stands
     */
    @JsonPropertyOrder({"outcome", "entryId", "relation"})
    public record Decided(Outcome outcome, EntryId entryId, RelationView relation) implements Answer {

        static Decided of(Recorded recorded) {
            return new Decided(recorded.outcome(), recorded.entry().entry(), recorded.view());
        }

        @Override
        public Answer shownTo(Caller caller) {
            return new Decided(outcome, entryId, relation.shownTo(caller));
        }
    }
}
