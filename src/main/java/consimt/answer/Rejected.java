package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** The input cannot be used. The answer has all its problems, so that one correction is enough. */
public record Rejected(List<Problem> errors) implements Answer {

    public Rejected {
        errors = Problem.shown(errors);
    }

    /** One problem that is found only after the input was read. */
    public static Rejected because(String field, Problem.Code code, String message) {
        return new Rejected(List.of(new Problem(field, code, message)));
    }

    /** Whether the input was refused because of its caller, and not because of its content. */
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
