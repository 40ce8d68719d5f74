package consimt.followup;

import consimt.business.Business;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sum of business days up to each day of a year. Each year is added up once, so the time between two instants costs
 * one step for each year, and not one for each day.
 */
final class WorkingYear {

    /** By year, the milliseconds of business days before each day of the year, and before the next year. */
    private static final Map<Which, long[]> YEARS = new ConcurrentHashMap<>();

    private record Which(@Nullable String country, ZoneId zone, int year) {}

    private WorkingYear() {}

    /** @param to not before {@code from} */
    static Duration between(Business business, Instant from, Instant to) {
        long whole = 0;
        for (int year = business.dayOf(from).getYear();
                year < business.dayOf(to).getYear();
                year++) {
            long[] before = before(business, year);
            whole += before[before.length - 1];
        }
        return Duration.ofMillis(whole + sinceTheYearBegan(business, to) - sinceTheYearBegan(business, from));
    }

    private static long sinceTheYearBegan(Business business, Instant time) {
        LocalDate day = business.dayOf(time);
        return before(business, day.getYear())[day.getDayOfYear() - 1]
                + worked(business.profile().country(), day, begin(day, business.timeZone()), time);
    }

    private static long[] before(Business business, int year) {
        return YEARS.computeIfAbsent(
                new Which(business.profile().country(), business.timeZone(), year), WorkingYear::before);
    }

    /** A day has 23 or 25 hours when the clocks change. */
    private static long[] before(Which which) {
        LocalDate first = LocalDate.ofYearDay(which.year, 1);
        long[] before = new long[first.lengthOfYear() + 1];
        for (int i = 0; i < first.lengthOfYear(); i++) {
            LocalDate day = first.plusDays(i);
            Instant begin = begin(day, which.zone);
            before[i + 1] = before[i] + worked(which.country, day, begin, begin(day.plusDays(1), which.zone));
        }
        return before;
    }

    private static long worked(@Nullable String country, LocalDate day, Instant from, Instant to) {
        return BusinessDays.isBusinessDay(country, day)
                ? Duration.between(from, to).toMillis()
                : 0;
    }

    private static Instant begin(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
