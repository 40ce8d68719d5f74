package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Caller;
import consimt.answer.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An input, or a row of a list, that was read by itself.
 *
 * @param problems of its fields
 * @param doubts of values that count all the same
 * @param given the fields that have a value
 * @param row makes what was read, if enough of its fields have a value
 */
public record ReadRow<T>(List<Problem> problems, List<Problem> doubts, Set<String> given, Supplier<T> row) {

    static <T> ReadRow<T> of(JsonNode object, Caller caller, Function<Fields, Supplier<T>> reading) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> doubts = new ArrayList<>();
        Fields fields = new Fields(object, new FieldPath("", problems, doubts), caller);
        Supplier<T> row = reading.apply(fields);
        fields.noteUnknown();
        return new ReadRow<>(problems, doubts, fields.given(), row);
    }

    /** One of which nothing is read. */
    static <T> ReadRow<T> refused(Problem why) {
        return new ReadRow<>(List.of(why), List.of(), Set.of(), () -> {
            throw new NoSuchElementException("an input that was refused was used");
        });
    }
}
