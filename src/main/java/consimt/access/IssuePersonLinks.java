package consimt.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.access.LinkMaker.Wanted;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.ReadRow;
import consimt.form.Values;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the links of {@link IssuePersonLink} for many people: one kind, and a link for each row. */
@Singleton
public record IssuePersonLinks(LinkMaker links) implements Guarded {

    private static final int MOST_ROWS = 1_000;

    @Funq("issue-person-links")
    public Answer issuePersonLinks(Input input) {
        return guarded(() -> input.servingAlso(AccessType.WORKS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    Wanted wanted = links.read(in, input.address());
                    var rows = in.required(
                            "rows", Values.rows(row -> row.required("userId", UserId.reading()), MOST_ROWS));
                    return wanted == null || rows == null
                            ? null
                            : () -> links.answer(wanted, make -> IssuedLinks.of(rows, make));
                }));
    }

    public record IssuedLinks(Outcome outcome, List<LinkRow> rows) implements Answer {

        private static IssuedLinks of(List<ReadRow<UserId>> rows, Function<UserId, MadeLink> make) {
            List<LinkRow> all = IntStream.range(0, rows.size())
                    .mapToObj(row -> LinkRow.of(row, rows.get(row), make))
                    .toList();
            return new IssuedLinks(Outcome.ISSUED, all);
        }
    }

    /** @param row its place in the request, from 0 */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LinkRow(
            int row,
            Outcome outcome,
            @Nullable List<Problem> errors,
            @Nullable MadeLink link) {

        private static LinkRow of(int row, ReadRow<UserId> read, Function<UserId, MadeLink> make) {
            return read.problems().isEmpty()
                    ? new LinkRow(row, Outcome.ISSUED, null, make.apply(read.sound()))
                    : new LinkRow(row, Outcome.REJECTED, read.problems(), null);
        }
    }
}
