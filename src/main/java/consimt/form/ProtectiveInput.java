package consimt.form;

import consimt.answer.Answer;
import consimt.answer.Answer.Rejected;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Problem;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements by which people protect themselves. Such a statement is recorded if three things can be read:
 * the person, the business and the word of refusal. All other problems become notes in the answer. Metrics count the
 * notes and the rejections, each by code.
 */
@Singleton
public record ProtectiveInput(Metrics metrics) {

    /**
     * @param reading as in {@link Input#answer}; null only if it lacks a field without which nothing can be recorded
     * @param use records the request and shows the notes; it may add notes of its own
     */
    public <T> Answer answer(
            Input input, Function<Fields, @Nullable T> reading, BiFunction<T, List<Problem>, ? extends Answer> use) {
        ReadRow<T> read = input.read(reading);
        T request = read.row();
        if (request == null) {
            codes(read.problems()).forEach(why -> metrics.count("TurnedAwayRefusals", why));
            return input.given(new Rejected(read.problems()));
        }
        List<Problem> all =
                Stream.concat(read.problems().stream(), read.doubts().stream()).toList();
        Answer answer = use.apply(request, all);
        List<Problem> notes = answer instanceof WithNotes noted ? noted.notes() : null;
        if (notes != null) {
            codes(notes).forEach(why -> metrics.count("NotedRefusals", why));
        }
        return input.given(answer);
    }

    private static Set<String> codes(List<Problem> problems) {
        return problems.stream().map(problem -> problem.code().name()).collect(Collectors.toSet());
    }
}
