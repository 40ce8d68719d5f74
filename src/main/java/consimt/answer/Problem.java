package consimt.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One problem of an input. The message never repeats the value, because the value may be a phone number.
 *
 * @param field the path of the field ({@code userIds[3]}, {@code report.reason}), or {@code body}
 * @param readings the ids that the value may mean, in their one form, if they are those of two people; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String field, Code code, String message, @Nullable List<String> readings) {

    public Problem(String field, Code code, String message) {
        this(field, code, message, null);
    }

    /** How many an answer names. Nobody corrects more at once, and an answer stays far below what Lambda hands back. */
    static final int MOST = 100;

    /** As an answer shows them: the first of them, and that there are more. */
    static List<Problem> shown(List<Problem> all) {
        return all.size() <= MOST
                ? List.copyOf(all)
                : Stream.concat(
                                all.stream().limit(MOST),
                                Stream.of(new Problem("body", Code.TOO_MANY, "body has more problems than these")))
                        .toList();
    }

    public enum Code {
        REQUIRED,
        INVALID,
        TOO_LONG,
        TOO_MANY,
        UNKNOWN_FIELD,
        UNKNOWN_VALUE,
        IN_THE_FUTURE,
        NOT_FOUND,
        NOT_ALLOWED,
        /** A yes that is recorded and changes nothing, for a no of the person stands. */
        REFUSED
    }
}
