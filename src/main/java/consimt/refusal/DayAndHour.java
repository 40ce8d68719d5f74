package consimt.refusal;

import java.util.regex.Pattern;

/**
 * Finds a day with an hour near it: "3 Mar 2025 at 10:02", "2025-03-03 10.02", "10:02, 3/3/25". Programs write one into
 * the line above a quoted mail. No part of the expression can be matched in many ways, so the work is linear in the line.
 */
final class DayAndHour {

    private static final String HOUR = "\\p{Nd}[:.]\\p{Nd}{2}";
    private static final String BETWEEN_NUMBERS = "[^\\p{Nd}@]{1,12}+";

    private static final Pattern EITHER_FIRST =
            Pattern.compile("\\p{Nd}" + BETWEEN_NUMBERS + "\\p{Nd}[^@]{1,43}?" + HOUR + "|" + HOUR
                    + "[^@]{1,25}?\\p{Nd}" + BETWEEN_NUMBERS + "(?:\\p{Nd}" + BETWEEN_NUMBERS + ")?\\p{Nd}{2}");

    private DayAndHour() {}

    static boolean isIn(String line) {
        return EITHER_FIRST.matcher(line).find();
    }
}
