package consimt.record;

import consimt.form.Reading;
import consimt.form.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, as it was told.
 *
 * @param at when it happened; where nobody said when, or said what cannot be, when it was received
 * @param said when the caller said that it happened, or null where they did not; the same however often and late it is told
 * @param isInSeconds whether {@code at} was told in whole seconds, so that it was at some moment of this second
 */
public record EventTime(Instant at, @Nullable Instant said, boolean isInSeconds) {

    /** Nobody said when: it happened when it was received. */
    public static EventTime unsaid(Instant receivedAt) {
        return new EventTime(receivedAt, null, false);
    }

    /**
     * By the word of a platform that tells whole seconds.
     *
     * @param at when it counts as having happened; with a fraction of a second where that is its arrival
     * @param said what the platform told; null where that cannot be read
     */
    public static EventTime bySeconds(Instant at, @Nullable Instant said) {
        return new EventTime(at, said, at.equals(at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Reads an instant, told in seconds where it has no decimals. */
    static Reading<EventTime> reading(Instant now) {
        Reading<Instant> instant = Values.instant(now);
        return (value, at) -> {
            Instant said = instant.read(value, at);
            return said == null
                    ? null
                    : new EventTime(said, said, value.textValue().indexOf('.') < 0);
        };
    }

    /** The last moment at which it may have happened. */
    Instant latest() {
        return isInSeconds ? at.truncatedTo(ChronoUnit.SECONDS).plusMillis(999) : at;
    }

    /** Told by the caller or not: the time that does not change when it is told again. */
    Instant own() {
        return said == null ? at : said;
    }
}
