package consimt.followup;

import consimt.business.Business;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sum of business days up to each day of a year. Each year is added up once, so the time between two instants costs
 * one step for each year, and not one for each day.
 */
final class WorkingYear {

    private static final Map<Which, WorkingYear> YEARS = new ConcurrentHashMap<>();

    private final Which which;

    /** The milliseconds of business days before each day of the year, and before the next year. */
    private final long[] before;

    private record Which(@Nullable String country, ZoneId zone, int year) {}

    private WorkingYear(Which which) {
        this.which = which;
        LocalDate first = LocalDate.ofYearDay(which.year, 1);
        before = new long[first.lengthOfYear() + 1];
        for (int i = 0; i < first.lengthOfYear(); i++) {
            before[i + 1] = before[i] + (isWorked(first.plusDays(i)) ? lengthOf(first.plusDays(i)) : 0);
        }
    }

    /** @param to not before {@code from} */
    static Duration between(Business business, Instant from, Instant to) {
        ZonedDateTime begins = from.atZone(business.timeZone());
        ZonedDateTime ends = to.atZone(business.timeZone());
        long whole = 0;
        for (int year = begins.getYear(); year < ends.getYear(); year++) {
            whole += of(business, year).all();
        }
        return Duration.ofMillis(whole
                + of(business, ends.getYear()).until(ends)
                - of(business, begins.getYear()).until(begins));
    }

    private static WorkingYear of(Business business, int year) {
        return YEARS.computeIfAbsent(
                new Which(business.profile().country(), business.timeZone(), year), WorkingYear::new);
    }

    private long all() {
        return before[before.length - 1];
    }

    private long until(ZonedDateTime time) {
        LocalDate day = time.toLocalDate();
        long ofThatDay =
                isWorked(day) ? time.toInstant().toEpochMilli() - begin(day).toEpochMilli() : 0;
        return before[day.getDayOfYear() - 1] + ofThatDay;
    }

    private boolean isWorked(LocalDate day) {
        return BusinessDays.isBusinessDay(which.country, day);
    }

    /** A day has 23 or 25 hours when the clocks change. */
    private long lengthOf(LocalDate day) {
        return begin(day.plusDays(1)).toEpochMilli() - begin(day).toEpochMilli();
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(which.zone).toInstant();
    }
}
