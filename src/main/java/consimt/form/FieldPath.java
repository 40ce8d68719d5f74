package consimt.form;

import consimt.answer.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of a value within the input, and the lists that collect what is wrong. */
public record FieldPath(String path, List<Problem> problems, List<Problem> doubts) {

    /** In characters. Answers repeat the names of unknown fields, so longer names are cut. */
    private static final int LONGEST_NAME = 64;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7E]");

    FieldPath field(String name) {
        return new FieldPath(path.isEmpty() ? printable(name) : path + "." + printable(name), problems, doubts);
    }

    FieldPath item(int index) {
        return new FieldPath(path + "[" + index + "]", problems, doubts);
    }

    /** Notes a problem. The value then counts as absent. */
    public <T> @Nullable T problem(Problem.Code code, String what) {
        problems.add(made(code, what));
        return null;
    }

    /** Doubts a value that counts all the same. Only the answer to a refusal says so. */
    public void doubt(Problem.Code code, String what) {
        doubts.add(made(code, what));
    }

    /** Notes that an id may mean two people. It counts all the same: a refusal is recorded for both, with a note. */
    public void isOneOf(List<String> readings) {
        String why = " may be two numbers, because the 0 after the country code may be no part of the number";
        problems.add(new Problem(path, Problem.Code.INVALID, path + why, readings));
    }

    private Problem made(Problem.Code code, String what) {
        String field = path.isEmpty() ? Input.BODY : path;
        return new Problem(field, code, field + " " + what);
    }

    public <T> @Nullable T invalid(String what) {
        return problem(Problem.Code.INVALID, what);
    }

    private static String printable(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
