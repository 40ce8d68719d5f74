package consimt.record;

import org.jspecify.annotations.Nullable;

/** What a person wrote. {@link #toString} does not show it, so it gets into no log. */
public record MessageText(String value) {

    /** In UTF-16 units, of the beginning and of the end of a longer text. */
    private static final int LONGEST_PART = 2_000;

    private static final String LEFT_OUT = " … ";

    /** The text, shortened in its middle, and without halves of characters, which the store refuses. */
    public static @Nullable MessageText of(@Nullable String text) {
        return text == null || text.isBlank() ? null : new MessageText(whole(shortened(text.strip())));
    }

    private static String shortened(String text) {
        return text.length() <= 2 * LONGEST_PART
                ? text
                : text.substring(0, LONGEST_PART) + LEFT_OUT + text.substring(text.length() - LONGEST_PART);
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
