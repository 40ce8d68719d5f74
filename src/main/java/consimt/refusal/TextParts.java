package consimt.refusal;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts in which a text is read. A short text is one part. A longer one has parts that overlap, from its beginning
 * up to {@link #LONGEST}, and its end. What lies between is not read.
 */
final class TextParts {

    /** In characters of the plain form: the most of a part. */
    static final int WINDOW = 500;

    /** In UTF-16 units: how far the beginning of a long text is read. A message of WhatsApp is no longer. */
    static final int LONGEST = 4_096;

    /** In UTF-16 units, from the beginning of a part to that of the next. The two share more than a phrase has. */
    private static final int STEP = 380;

    /** In UTF-16 units. It bounds the work where most of a text cannot be seen. */
    private static final int MOST_UNITS = 4 * WINDOW;

    private static final int LONGEST_WORD = 100;

    private TextParts() {}

    /** As the text stands. */
    static List<TextWords> of(String text) {
        List<TextWords> parts = new ArrayList<>();
        int at = 0;
        while (at < Math.min(text.length(), LONGEST)) {
            boolean isRest = text.length() - at <= MOST_UNITS;
            TextWords part = TextWords.first(text.substring(at, isRest ? text.length() : at + MOST_UNITS));
            parts.add(part);
            if (isRest && !part.isCut()) {
                return parts;
            }
            at = next(text, at + STEP);
        }
        parts.add(TextWords.last(text.substring(Math.max(0, text.length() - MOST_UNITS))));
        return parts;
    }

    /** Without what is not read. */
    static String shortened(String text) {
        return text.length() <= LONGEST + 2 * MOST_UNITS
                ? text
                : text.substring(0, LONGEST + MOST_UNITS) + text.substring(text.length() - MOST_UNITS);
    }

    /** Where the next part begins: behind a space, if there is one. */
    private static int next(String text, int from) {
        for (int at = from; at < Math.min(text.length(), from + LONGEST_WORD); at++) {
            if (TextWords.isSpace(text.charAt(at))) {
                return at;
            }
        }
        return from;
    }
}
