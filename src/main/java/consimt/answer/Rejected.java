package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** The input cannot be used. All its problems come together, so that one correction is enough. */
@JsonPropertyOrder("outcome")
public record Rejected(List<Problem> errors) implements Answer {

    public Rejected {
        errors = Problem.shown(errors);
    }

    /** A single problem, found only after the input was read. */
    public static Rejected because(String field, Problem.Code code, String message) {
        return new Rejected(List.of(new Problem(field, code, message)));
    }

    /** Whether it was not the input that was wrong but who sent it. */
    @JsonIgnore
    public boolean isOfTheCaller() {
        return errors.stream()
                .anyMatch(
                        problem -> problem.field().equals(Caller.CALLER) && problem.code() == Problem.Code.NOT_ALLOWED);
    }

    @Override
    public Outcome outcome() {
        return Outcome.REJECTED;
    }
}
