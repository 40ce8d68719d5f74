package consimt.hours;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time of quiet that comes again by the day.
 *
 * @param days on which it begins
 * @param holidaysOf the country on whose public holidays it comes instead; null for {@code days}
 * @param from in minutes since midnight
 * @param to its end, in minutes since midnight, 1440 at most. If it is not after {@code from}, it is on the next day
 */
public record QuietSpan(Set<DayOfWeek> days, @Nullable String holidaysOf, int from, int to) {

    public static final int DAY = 24 * 60;

    /** A span is one day long at most. Where a clock skips a day, two. */
    private static final int LONGEST_DAYS = 2;

    /** The end of the quiet at an instant; null if it is not quiet then. */
    @Nullable Instant endAt(Instant at, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        Instant last = null;
        for (LocalDate day = today.minusDays(LONGEST_DAYS); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            Instant end = comesOn(day) && !at.isBefore(instant(day, from, zone, true))
                    ? instant(to > from ? day : day.plusDays(1), to, zone, false)
                    : at;
            last = end.isAfter(last == null ? at : last) ? end : last;
        }
        return last;
    }

    private boolean comesOn(LocalDate day) {
        return holidaysOf == null ? days.contains(day.getDayOfWeek()) : Holidays.include(holidaysOf, day);
    }

    /** A time that the clock leaves out is the end of the gap. One that comes twice makes the quiet longer. */
    private static Instant instant(LocalDate day, int minutes, ZoneId zone, boolean isBeginning) {
        var local = day.atStartOfDay().plusMinutes(minutes);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        ZoneOffset offset = change == null
                ? zone.getRules().getOffset(local)
                : isBeginning ? change.getOffsetBefore() : change.getOffsetAfter();
        return local.toInstant(offset);
    }
}
