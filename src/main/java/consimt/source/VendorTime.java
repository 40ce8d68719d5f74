package consimt.source;

import consimt.form.Values;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a vendor says that something happened: seconds or milliseconds since 1970, or ISO 8601. Without a zone it is UTC.
 *
 * @param at when it counts as having happened: the arrival, if there is no time, or one in the future
 * @param said in whole seconds; null if no time can be read, or only one before the year 2000
 */
public record VendorTime(Instant at, @Nullable Instant said) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}(?:\\.[0-9]{1,9})?");

    /** As milliseconds this is in 1973, as seconds beyond the year 5000. */
    private static final BigDecimal MILLIS = BigDecimal.valueOf(100_000_000_000L);

    static VendorTime of(@Nullable String text, Instant now) {
        Instant read = text == null ? null : read(text.strip());
        if (read == null || read.isBefore(Values.EARLIEST)) {
            return new VendorTime(now, null);
        }
        return new VendorTime(read.isAfter(now.plus(Values.CLOCK_SKEW)) ? now : read, read);
    }

    private static @Nullable Instant read(String text) {
        try {
            return instant(text).truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            boolean isMillis = number.compareTo(MILLIS) > 0;
            return Instant.ofEpochSecond(
                    (isMillis ? number.movePointLeft(3) : number).toBigInteger().longValueExact());
        }
        String iso = text.replaceFirst("\\A([0-9-]{10}) ", "$1T").replaceFirst("([+-][0-9]{2})([0-9]{2})\\z", "$1:$2");
        return iso.matches("[^T]*T[^Z+-]*")
                ? LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(iso).toInstant();
    }
}
