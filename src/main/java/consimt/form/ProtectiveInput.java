package consimt.form;

import consimt.answer.Answer;
import consimt.answer.Noted;
import consimt.answer.Problem;
import consimt.answer.Rejected;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes the statements by which people protect themselves. Such a statement gets in where the person, the business and the
 * protective word can be read, whatever else is wrong with it: the rest is noted in the answer. Both what is noted and what
 * is refused is counted by why.
 */
@Singleton
public class ProtectiveInput {

    private final Metrics metrics;

    public ProtectiveInput(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Reads an input that is a protective statement.
     *
     * @param needed the fields without which nothing can be recorded
     * @param reading as in {@link Input#answer}; what it makes must do without all fields but the needed ones
     * @param use records what was asked for, and shows the notes; what it finds wrong is noted too
     */
    public <T> Answer answer(
            Input input,
            Set<String> needed,
            Function<Fields, Supplier<T>> reading,
            BiFunction<T, List<Problem>, ? extends Answer> use) {
        Input.Read<T> read = input.read(reading);
        Supplier<T> request = read.request();
        boolean isUsable = read.problems().stream().noneMatch(problem -> needed.contains(problem.field()));
        if (request == null || !isUsable) {
            codes(read.problems()).forEach(why -> metrics.count("TurnedAwayRefusals", why));
            return new Rejected(read.problems());
        }
        Answer answer = use.apply(request.get(), read.problems());
        List<Problem> notes = answer instanceof Noted noted ? noted.notes() : null;
        if (notes != null) {
            codes(notes).forEach(why -> metrics.count("NotedRefusals", why));
        }
        return answer.shownTo(input.caller());
    }

    private static Set<String> codes(List<Problem> problems) {
        return problems.stream().map(problem -> problem.code().name()).collect(Collectors.toSet());
    }
}
