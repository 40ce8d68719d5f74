package consimt.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times of a list, as other programs write them. */
final class ListTime {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{9,10}([.][0-9]+)?|[0-9][.][0-9]+E9");

    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?)?)([Zz]|[+-][0-9:]{4,6})?");

    /** A day with its month before or after it, and a time, perhaps of half a day. */
    private static final Pattern SPELLED = Pattern.compile("([0-9]{1,2})([-/.])([0-9]{1,2})\\2([0-9]{4})"
            + "(?:,? +([0-9]{1,2}):([0-9]{2}(?::[0-9]{2})?)(?: ?([AaPp])[Mm])?)?([Zz]|[+-][0-9:]{4,6})?");

    private static final Pattern UTC = Pattern.compile(" ?(?:UTC|GMT)$");

    private static final int MONTHS = 12;
    private static final int HOURS = 12;

    /** How long a day is as a text, and a second. */
    private static final int DAY = 10;

    private static final int SECOND = 19;

    private ListTime() {}

    /**
     * A time as an instant: one with its zone, seconds since 1970, or a day or a time of day in the zone of the list. Null
     * for what is none. A refusal gets the last second that the text may mean, of which the functions take the end, and a
     * yes the first: a day alone may mean each of its seconds, and {@code 10:15} each of its minute. Where the clocks go
     * back, an hour comes twice. Where they go forward, the text may go by the clock before or after. {@code 13-04-2022} is
     * a day, and {@code 03.04.2022} too; {@code 03-04-2022} is none, for it may be one of two.
     */
    static @Nullable Instant instant(String text, Function<Boolean, ZoneId> zones, boolean isYes) {
        Matcher time = TIME.matcher(iso(UTC.matcher(text).replaceFirst("Z")));
        try {
            if (text.length() < 40 && SECONDS.matcher(text).matches()) {
                return Instant.ofEpochSecond(new BigDecimal(text).longValue());
            }
            if (!time.matches()) {
                return null;
            }
            String told = time.group(1).replace(' ', 'T');
            String rest = (isYes ? "T00:00:00" : "T23:59:59").substring(Math.min(told.length(), SECOND) - DAY);
            LocalDateTime local = LocalDateTime.parse(told + rest);
            String offset = time.group(2);
            ZonedDateTime there =
                    local.atZone(offset == null ? zones.apply(isYes) : ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
            // An hour that does not exist is taken as that of the clock before, which is the later one.
            Duration skipped = Duration.between(local, there.toLocalDateTime());
            return isYes
                    ? there.toInstant().minus(skipped)
                    : there.withLaterOffsetAtOverlap().toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** A text as ISO 8601 has it, where one reading is possible. */
    private static String iso(String text) {
        Matcher spelled = SPELLED.matcher(text);
        if (!spelled.matches()) {
            return text;
        }
        int first = Integer.parseInt(spelled.group(1));
        int second = Integer.parseInt(spelled.group(3));
        // Who writes dots writes the day first.
        boolean isDayFirst = spelled.group(2).equals(".") && second <= MONTHS;
        if (!isDayFirst && first <= MONTHS && second <= MONTHS && first != second) {
            return "";
        }
        int month = isDayFirst ? second : Math.min(first, second);
        String day = String.format(Locale.ROOT, "%s-%02d-%02d", spelled.group(4), month, first + second - month);
        String zone = spelled.group(8) == null ? "" : spelled.group(8);
        if (spelled.group(5) == null) {
            return day + zone;
        }
        int hour = Integer.parseInt(spelled.group(5));
        String half = spelled.group(7);
        if (half != null) {
            if (hour < 1 || hour > HOURS) {
                return "";
            }
            hour = hour % HOURS + (half.equalsIgnoreCase("p") ? HOURS : 0);
        }
        return String.format(Locale.ROOT, "%sT%02d:%s%s", day, hour, spelled.group(6), zone);
    }
}
