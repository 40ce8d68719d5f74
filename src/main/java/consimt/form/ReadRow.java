package consimt.form;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Caller;
import consimt.answer.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * @param row what was read; null if a field has no value without which it means nothing
 * @param doubts of values that count all the same
 */
public record ReadRow<T>(@Nullable T row, List<Problem> problems, List<Problem> doubts) {

    static <T> ReadRow<T> of(JsonNode object, Caller caller, Function<Fields, @Nullable T> reading) {
        List<Problem> problems = new ArrayList<>();
        List<Problem> doubts = new ArrayList<>();
        Fields fields = new Fields(object, new FieldPath("", problems, doubts), caller);
        T row = reading.apply(fields);
        fields.noteUnknown();
        return new ReadRow<>(row, problems, doubts);
    }

    static <T> ReadRow<T> refused(Problem why) {
        return new ReadRow<>(null, List.of(why), List.of());
    }

    /** What was read without problems. */
    public T sound() {
        return Objects.requireNonNull(row);
    }
}
