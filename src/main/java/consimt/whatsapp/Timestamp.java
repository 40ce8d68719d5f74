package consimt.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.function.Values;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When something happened: seconds since 1970, as a text or as a whole number, for the platform writes both; should it
 * write milliseconds for once, these too.
 *
 * @param at when it counts as having happened
 * @param told the time that was told, where that is yet to come and {@code at} is when it arrived; else null
 */
record Timestamp(Instant at, @Nullable Instant told) {

    /** Sixteen digits, of microseconds, are far enough to be recognised as the future. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    /** As seconds, a number of thirteen digits is beyond the year 33,000; as milliseconds, between 2001 and 2286. */
    private static final long THIRTEEN_DIGITS = 1_000_000_000_000L;

    /** Null where it is none, or lies before the year 2000. */
    static @Nullable Timestamp of(JsonNode value, Instant now) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return null;
        }
        String digits = value.asText();
        if (!DIGITS.matcher(digits).matches()) {
            return null;
        }
        Instant told = told(Long.parseLong(digits));
        if (told.isBefore(Values.EARLIEST)) {
            return null;
        }
        return told.isAfter(now.plus(Values.CLOCK_SKEW)) ? new Timestamp(now, told) : new Timestamp(told, null);
    }

    /** In whole seconds, so that an update is the same one in either unit. */
    private static Instant told(long number) {
        boolean isMillis = number >= THIRTEEN_DIGITS && number < 10 * THIRTEEN_DIGITS;
        return Instant.ofEpochSecond(isMillis ? number / 1_000 : number);
    }

    /** Whether it tells of what is yet to come. */
    boolean isAhead() {
        return told != null;
    }
}
