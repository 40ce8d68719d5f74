package consimt.record;

import org.jspecify.annotations.Nullable;

/** What a person wrote. {@link #toString} does not show it, so it gets into no log. */
public record WrittenText(String value) {

    /** In UTF-16 units: what is kept of the beginning of a longer text, and of its end. As much is judged. */
    private static final int BEGINNING = 4_096;

    private static final int END = 500;

    private static final String LEFT_OUT = " … ";

    /** The text, shortened in its middle, and without halves of characters, which the store refuses. */
    public static @Nullable WrittenText of(@Nullable String text) {
        return text == null || text.isBlank() ? null : new WrittenText(whole(shortened(text.strip())));
    }

    private static String shortened(String text) {
        return text.length() <= BEGINNING + END
                ? text
                : text.substring(0, BEGINNING) + LEFT_OUT + text.substring(text.length() - END);
    }

    private static String whole(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    @Override
    public String toString() {
        return "MessageText";
    }
}
