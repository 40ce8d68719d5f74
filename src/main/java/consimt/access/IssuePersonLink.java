package consimt.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.access.LinkMaker.Wanted;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/**
 * Makes a link by which a person acts for themselves: to call the functions for persons, to unsubscribe or to subscribe. A
 * business has no links made for calls: with such a link it could agree in a person's place.
 *
 * <p>A link to unsubscribe may be about a part of the marketing, such as one newsletter. Its page then offers to stop
 * this part alone.
 */
@Singleton
public record IssuePersonLink(LinkMaker links) implements Guarded {

    @Funq("issue-person-link")
    public Answer issuePersonLink(Input input) {
        return guarded(() -> input.servingAlso(AccessType.WORKS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    UserId userId = in.required("userId", UserId.reading());
                    Wanted wanted = links.read(in, input.address());
                    return userId == null || wanted == null
                            ? null
                            : () -> links.answer(wanted, make -> new Issued(Outcome.ISSUED, make.apply(userId)));
                }));
    }

    public record Issued(Outcome outcome, @JsonUnwrapped MadeLink link) implements Answer {}
}
