package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Values;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When something happened: seconds since 1970, as a text or as a whole number, for the platform writes both; should it
 * write milliseconds for once, these too.
 *
 * @param at when it counts as having happened
 * @param told the time that was told, where that is yet to come and {@code at} is when it arrived; else null
 * @param isUndated whether no time can be read, or one before the year 2000: then {@code at} is when it arrived
 */
record Timestamp(Instant at, @Nullable Instant told, boolean isUndated) {

    /** Sixteen digits, of microseconds, are far enough to be recognised as the future. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    /** As seconds, a number of thirteen digits is beyond the year 33,000; as milliseconds, between 2001 and 2286. */
    private static final long THIRTEEN_DIGITS = 1_000_000_000_000L;

    static Timestamp of(JsonNode value, Instant now) {
        Instant told = told(value);
        if (told == null) {
            return new Timestamp(now, null, true);
        }
        return told.isAfter(now.plus(Values.CLOCK_SKEW))
                ? new Timestamp(now, told, false)
                : new Timestamp(told, null, false);
    }

    private static @Nullable Instant told(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return null;
        }
        String digits = value.asText();
        if (!DIGITS.matcher(digits).matches()) {
            return null;
        }
        Instant told = told(Long.parseLong(digits));
        return told.isBefore(Values.EARLIEST) ? null : told;
    }

    /** In whole seconds, so that an update is the same one in either unit. */
    private static Instant told(long number) {
        boolean isMillis = number >= THIRTEEN_DIGITS && number < 10 * THIRTEEN_DIGITS;
        return Instant.ofEpochSecond(isMillis ? number / 1_000 : number);
    }

    /** What tells it from another time, however often it is told; of one that cannot be read, when it arrived. */
    Instant own() {
        return told == null ? at : told;
    }

    /** Why a statement that allows more is left out, where it is: its time must be sure. */
    Optional<Ignored> doubt() {
        if (isUndated) {
            return Optional.of(Ignored.WRONG_TIME);
        }
        return told == null ? Optional.empty() : Optional.of(Ignored.IN_THE_FUTURE);
    }
}
