package consimt.answer;

/**
 * One thing that is wrong with an input. The message never repeats the value: it may be a phone number.
 *
 * @param field the path of the field ({@code userIds[3]}, {@code report.reason}), or {@code body}
 */
public record Problem(String field, Code code, String message) {

    /** The closed list of what can be wrong. */
    public enum Code {
        REQUIRED,
        INVALID,
        TOO_LONG,
        TOO_MANY,
        UNKNOWN_FIELD,
        UNKNOWN_VALUE,
        IN_THE_FUTURE,
        NOT_FOUND,
        NOT_ALLOWED
    }
}
