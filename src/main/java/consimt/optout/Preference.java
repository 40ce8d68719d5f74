package consimt.optout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Noted;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.record.Recorded;
import consimt.relation.EntryId;
import consimt.relation.RelationView;
import consimt.relation.RelationView.RemovalView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relation after an opt-out or an opt-in.
 *
 * @param removal from the marketing list, while the person is opted out
 * @param confirmation to show the person; absent if a later decision is in force, because the text would be untrue
 * @param notes the problems of an opt-out that was recorded all the same
 */
@JsonPropertyOrder({"outcome", "entryId", "removal", "confirmation", "relation", "notes"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preference(
        Outcome outcome,
        EntryId entryId,
        @Nullable RemovalView removal,
        @Nullable Confirmation confirmation,
        RelationView relation,
        @Nullable List<Problem> notes)
        implements Noted {

    static Preference of(Recorded recorded, @Nullable Confirmation confirmation, List<Problem> notes) {
        RelationView relation = recorded.view();
        return new Preference(
                recorded.outcome(),
                recorded.entry().entry(),
                relation.removal(),
                confirmation,
                relation,
                Noted.shown(notes));
    }

    @Override
    public Answer shownTo(Caller caller) {
        return new Preference(outcome, entryId, removal, confirmation, relation.shownTo(caller), notes);
    }
}
