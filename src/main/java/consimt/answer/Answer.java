package consimt.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a function answers. Every answer is a record that is its own JSON, begins with its outcome, and leaves out what is
 * null.
 *
 * <p>Jackson makes one writer for this interface. The type information makes that writer write the whole record. It
 * adds nothing to the JSON: {@code outcome} is a field of each record anyway.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "outcome")
@JsonPropertyOrder("outcome")
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface Answer {

    @JsonProperty("outcome")
    Outcome outcome();

    /** The same answer without the parts that this caller may not see. */
    default Answer shownTo(Caller caller) {
        return this;
    }

    /** The input cannot be used. The answer has all its problems, so that one correction is enough. */
    record Rejected(List<Problem> errors) implements Answer {

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
                    .anyMatch(problem ->
                            problem.field().equals(Caller.CALLER) && problem.code() == Problem.Code.NOT_ALLOWED);
        }

        @Override
        public Outcome outcome() {
            return Outcome.REJECTED;
        }
    }

    /** @param entryId the ledger entry that has this id */
    record Conflict(String entryId) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.CONFLICT;
        }
    }

    /** An answer with what was asked for. */
    interface FoundAnswer extends Answer {

        @Override
        default Outcome outcome() {
            return Outcome.FOUND;
        }
    }

    /** The answer to a protective statement that was recorded, whatever else was wrong with it. */
    interface WithNotes extends Answer {

        /** The problems of the recorded statement; null if it had none. */
        @Nullable List<Problem> notes();

        /** The notes as an answer shows them: null in place of an empty list. */
        static @Nullable List<Problem> shown(List<Problem> notes) {
            return notes.isEmpty() ? null : Problem.shown(notes);
        }
    }
}
