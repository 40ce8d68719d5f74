package consimt.hours;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * That a message comes too early or too late.
 *
 * @param until the first instant at which it may come; null if there is none within 14 days
 * @param law the row of the law whose quiet ends last; null if the settings have it
 */
public record Wait(@Nullable Instant until, @Nullable String law) {

    private static final Duration LONGEST = Duration.ofDays(14);

    /** @param law the row of the law that asks for it; null for the settings */
    public record Quiet(
            QuietSpan span, ZoneId zone, @Nullable String law) {}

    /** Null if none of them is quiet then. Where several end at once, a law decides, and of laws the one of the region. */
    public static @Nullable Wait at(Instant at, Collection<Quiet> all) {
        Instant until = at;
        String law = null;
        for (boolean isFound = true; isFound && !until.isAfter(at.plus(LONGEST)); ) {
            Instant from = until;
            for (Quiet quiet : all) {
                Instant end = quiet.span.endAt(from, quiet.zone);
                if (end != null && (end.isAfter(until) || end.equals(until) && quiet.law != null)) {
                    until = end;
                    law = quiet.law;
                }
            }
            isFound = until.isAfter(from);
        }
        return until.equals(at) ? null : new Wait(until.isAfter(at.plus(LONGEST)) ? null : until, law);
    }

    /** Whether it lasts longer than another one. */
    public boolean isLongerThan(Wait other) {
        return other.until != null && (until == null || until.isAfter(other.until));
    }
}
