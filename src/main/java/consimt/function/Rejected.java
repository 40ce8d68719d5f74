package consimt.function;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** The input cannot be used. All its problems come together, so that one correction is enough. */
@JsonPropertyOrder("outcome")
public record Rejected(List<Problem> errors) implements Answer {

    public Rejected {
        errors = List.copyOf(errors);
    }

    /** A single problem, found only after the input was read. */
    public static Rejected because(String field, Problem.Code code, String message) {
        return new Rejected(List.of(new Problem(field, code, message)));
    }

    @Override
    public Outcome outcome() {
        return Outcome.REJECTED;
    }
}
