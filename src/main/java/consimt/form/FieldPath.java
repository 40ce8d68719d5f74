package consimt.form;

import consimt.answer.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The path of a value within the input, and the list that collects the problems. */
public final class FieldPath {

    /** In characters. Answers repeat the names of unknown fields, so longer names are cut. */
    private static final int LONGEST_NAME = 64;

    private final String path;
    private final List<Problem> problems;

    FieldPath(String path, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
    }

    FieldPath field(String name) {
        return new FieldPath(path.isEmpty() ? printable(name) : path + "." + printable(name), problems);
    }

    FieldPath item(int index) {
        return new FieldPath(path + "[" + index + "]", problems);
    }

    /** Notes a problem. The value then counts as absent. */
    public <T> @Nullable T problem(Problem.Code code, String what) {
        String field = path.isEmpty() ? Input.BODY : path;
        problems.add(new Problem(field, code, field + " " + what));
        return null;
    }

    public <T> @Nullable T invalid(String what) {
        return problem(Problem.Code.INVALID, what);
    }

    int problemCount() {
        return problems.size();
    }

    private static String printable(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return cut.replaceAll("[^\\x21-\\x7E]", "?");
    }
}
