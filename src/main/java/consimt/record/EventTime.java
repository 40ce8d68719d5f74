package consimt.record;

import consimt.form.Reading;
import consimt.form.Values;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When something happened.
 *
 * @param at when it happened; the time of arrival if the caller gave no time, or an impossible one
 * @param said the time that the caller gave, or null; a retry gives the same
 * @param isInSeconds whether {@code at} was given in whole seconds, so that the event was at some moment of this second
 */
public record EventTime(Instant at, @Nullable Instant said, boolean isInSeconds) {

    /** Without a time of the caller: the time of arrival. */
    public static EventTime unsaid(Instant receivedAt) {
        return new EventTime(receivedAt, null, false);
    }

    /**
     * By a platform that gives whole seconds.
     *
     * @param at when it counts as having happened; with a fraction of a second if this is the arrival
     * @param said the platform's time; null if it cannot be read
     */
    public static EventTime bySeconds(Instant at, @Nullable Instant said) {
        return new EventTime(at, said, at.equals(at.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Reads an instant. Without decimals it is in whole seconds. */
    static Reading<EventTime> reading(Instant now) {
        Reading<Instant> instant = Values.instant(now);
        return (value, at) -> {
            Instant said = instant.read(value, at);
            return said == null
                    ? null
                    : new EventTime(said, said, value.textValue().indexOf('.') < 0);
        };
    }

    /** The last moment at which the event may have happened. */
    Instant latest() {
        return isInSeconds ? at.truncatedTo(ChronoUnit.SECONDS).plusMillis(999) : at;
    }

    /** The time that is the same in every retry: the caller's if there is one. */
    Instant own() {
        return said == null ? at : said;
    }
}
