package consimt.answer;

/**
 * One problem of an input. The message never repeats the value, because the value may be a phone number.
 *
 * @param field the path of the field ({@code userIds[3]}, {@code report.reason}), or {@code body}
 */
public record Problem(String field, Code code, String message) {

    /** The closed list of codes. */
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
