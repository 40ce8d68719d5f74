package consimt.record;

import consimt.form.Reading;
import consimt.form.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * @param said the time that the caller gave, or null; a retry gives the same
 * @param isOfThePast whether it is told as something of the past: even what may be a refusal then counts from its time
 */
public record EventTime(Instant at, @Nullable Instant said, Instant latest, boolean isOfThePast) {

    /** How much a caller's clock may be behind: a time zone, for instance where local time is told as UTC. */
    private static final Duration BEHIND = Duration.ofHours(14);

    public static EventTime unsaid(Instant receivedAt) {
        return new EventTime(receivedAt, null, receivedAt, false);
    }

    /**
     * @param first when it may have happened first
     * @param from from when it counts
     */
    static EventTime counting(Instant first, Instant from) {
        return new EventTime(first, first, from, true);
    }

    /**
     * @param at when it counts as having happened; with a fraction of a second if this is the arrival
     * @param said the platform's time; null if it cannot be read
     */
    public static EventTime bySeconds(Instant at, @Nullable Instant said) {
        return new EventTime(at, said, at.equals(at.truncatedTo(ChronoUnit.SECONDS)) ? endOfSecond(at) : at, false);
    }

    /**
     * Reads the time that a caller gives. Without decimals it is in whole seconds. A time shortly before the arrival may
     * be that of a clock which is behind, so the event may have happened at its arrival.
     *
     * @param now the arrival
     */
    public static Reading<EventTime> reading(Instant now) {
        Reading<Instant> instant = Values.instant(now);
        return (value, at) -> {
            Instant said = instant.read(value, at);
            if (said == null) {
                return null;
            }
            Instant end = value.textValue().indexOf('.') < 0 ? endOfSecond(said) : said;
            boolean mayBeNow = !said.isBefore(now.minus(BEHIND)) && end.isBefore(now);
            return new EventTime(said, said, mayBeNow ? now : end, false);
        };
    }

    private static Instant endOfSecond(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).plusMillis(999);
    }

    EventTime ofThePast() {
        return new EventTime(at, said, latest, true);
    }

    /** The time that is the same in every retry: the caller's if there is one. */
    Instant own() {
        return said == null ? at : said;
    }
}
