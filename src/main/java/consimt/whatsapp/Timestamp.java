package consimt.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.function.Values;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Seconds since 1970, as a text or as a whole number: the platform writes both. */
final class Timestamp {

    /** Twelve digits reach far enough to be recognised as the future. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Timestamp() {}

    /** Null where it is none, or lies before the year 2000. */
    static @Nullable Instant of(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return null;
        }
        String seconds = value.asText();
        if (!SECONDS.matcher(seconds).matches()) {
            return null;
        }
        Instant instant = Instant.ofEpochSecond(Long.parseLong(seconds));
        return instant.isBefore(Values.EARLIEST) ? null : instant;
    }
}
