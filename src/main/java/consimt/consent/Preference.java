package consimt.consent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.answer.Answer;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.record.Recorded;
import consimt.record.RelationView;
import consimt.record.RelationView.RemovalView;
import consimt.relation.EntryId;
import consimt.relation.Fact.Categories;
import consimt.relation.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relation after an opt-out or an opt-in.
 *
 * @param about its parts stand beside the others
 * @param removal from the marketing list, while the person is opted out
 * @param relation null for a caller who may only check, as is all else that tells of it
 * @param confirmation to show the person; absent if a later decision is in force, because the text would be untrue
 * @param notes the problems of an opt-out that was recorded all the same
 * @param liftedAt when the last wish counts from that is in force instead of the opt-out or of a part of it; null if
 *     all of the opt-out is in force
 */
public record Preference(
        Outcome outcome,
        EntryId entryId,
        @JsonUnwrapped WishedFor about,
        @Nullable RemovalView removal,
        @Nullable Confirmation confirmation,
        @Nullable RelationView relation,
        @Nullable List<Problem> notes,
        @JsonIgnore @Nullable Instant liftedAt)
        implements WithNotes {

    /**
     * @param scope what was stopped or asked for; null for all marketing
     * @param categories which the opt-out refuses besides marketing, by the scope's channel; null for nothing else
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WishedFor(@Nullable Scope scope, @Nullable Categories categories) {}

    static Preference of(
            Recorded recorded,
            Scope scope,
            @Nullable Categories categories,
            @Nullable Confirmation confirmation,
            List<Problem> notes) {
        RelationView relation = recorded.view();
        return new Preference(
                recorded.outcome(),
                recorded.entry().entry(),
                new WishedFor(scope.isAll() ? null : scope, categories),
                relation.removalFor(scope),
                confirmation,
                relation,
                WithNotes.shown(notes),
                recorded.liftedAt());
    }

    @Override
    public Answer shownTo(Caller caller) {
        WishedFor hidden = new WishedFor(null, null);
        Confirmation alone = confirmation == null ? null : confirmation.ofItAlone();
        return relation == null || caller.mayOnlyCheck()
                ? new Preference(outcome, entryId, hidden, null, alone, null, Recorded.onInput(notes), null)
                : new Preference(
                        outcome, entryId, about, removal, confirmation, relation.shownTo(caller), notes, liftedAt);
    }
}
