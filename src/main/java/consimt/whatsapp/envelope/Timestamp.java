package consimt.whatsapp.envelope;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Values;
import consimt.whatsapp.envelope.Envelope.Ignored;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When something happened: seconds since 1970, as a text or a whole number, because the platform writes both.
 * Milliseconds are recognised too.
 *
 * @param at when it counts as having happened
 * @param stated the time in the update, if that is in the future and {@code at} is the arrival; else null
 * @param isUndated whether no time can be read, or only one before the year 2000; {@code at} is then the arrival
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Timestamp(Instant at, @Nullable Instant stated, boolean isUndated) {

    /** Sixteen digits, of microseconds, are far enough to be recognised as the future. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,16}");

    /** As seconds, a number of thirteen digits is beyond the year 33,000; as milliseconds, between 2001 and 2286. */
    private static final long THIRTEEN_DIGITS = 1_000_000_000_000L;

    static Timestamp of(JsonNode value, Instant now) {
        Instant stated = stated(value);
        if (stated == null) {
            return new Timestamp(now, null, true);
        }
        return stated.isAfter(now.plus(Values.CLOCK_SKEW))
                ? new Timestamp(now, stated, false)
                : new Timestamp(stated, null, false);
    }

    private static @Nullable Instant stated(JsonNode value) {
        String digits = value.asText();
        if (!value.isTextual() && !value.isIntegralNumber()
                || !DIGITS.matcher(digits).matches()) {
            return null;
        }
        Instant stated = stated(Long.parseLong(digits));
        return stated.isBefore(Values.EARLIEST) ? null : stated;
    }

    /** In whole seconds, so that an update in either unit is the same one. */
    private static Instant stated(long number) {
        boolean isMillis = number >= THIRTEEN_DIGITS && number < 10 * THIRTEEN_DIGITS;
        return Instant.ofEpochSecond(isMillis ? number / 1_000 : number);
    }

    /** The time that identifies the update in repeated deliveries; without a readable time, the arrival. */
    public Instant own() {
        return stated == null ? at : stated;
    }

    String seconds() {
        return Long.toString(own().getEpochSecond());
    }

    @JsonIgnore
    public boolean isCertain() {
        return !isUndated && stated == null;
    }

    Optional<Ignored> doubt() {
        if (isUndated) {
            return Optional.of(Ignored.WRONG_TIME);
        }
        return stated == null ? Optional.empty() : Optional.of(Ignored.IN_THE_FUTURE);
    }
}
