package consimt.followup;

import consimt.business.Business;
import consimt.business.Business.RemovalPolicy;
import consimt.business.Business.RemovalPolicy.DayKind;
import consimt.hours.Holidays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The business days of a business: all days but its country's weekends and public holidays. Holidays of a region only
 * count as business days, so that the person does not wait longer for them.
 */
final class BusinessDays {

    private BusinessDays() {}

    /**
     * The last day for work that was asked for at an instant. The day of the request, in the business's time zone, does
     * not count.
     */
    static LocalDate due(Business business, Instant asked) {
        RemovalPolicy policy = business.removal();
        return policy.dayKind() == DayKind.CALENDAR
                ? business.dayOf(asked).plusDays(policy.days())
                : lastOf(business, asked, policy.days());
    }

    /** The last day for work that holds a person's marketing: one business day, or less if a removal would be due earlier. */
    static LocalDate atOnce(Business business, Instant asked) {
        LocalDate last = next(business, business.dayOf(asked));
        LocalDate due = due(business, asked);
        return due.isBefore(last) ? due : last;
    }

    /** The last of so many business days after the day of an instant. */
    private static LocalDate lastOf(Business business, Instant asked, int days) {
        LocalDate day = business.dayOf(asked);
        for (int counted = 0; counted < days; counted++) {
            day = next(business, day);
        }
        return day;
    }

    static LocalDate next(Business business, LocalDate after) {
        return nearest(business, after, 1);
    }

    static LocalDate previous(Business business, LocalDate before) {
        return nearest(business, before, -1);
    }

    private static LocalDate nearest(Business business, LocalDate from, int step) {
        LocalDate day = from.plusDays(step);
        while (!isBusinessDay(business.profile().country(), day)) {
            day = day.plusDays(step);
        }
        return day;
    }

    static Duration between(Business business, Instant from, Instant to) {
        return from.isBefore(to) ? WorkingYear.between(business, from, to) : Duration.ZERO;
    }

    static boolean isBusinessDay(@Nullable String country, LocalDate day) {
        return !Weekends.include(country, day) && (country == null || !Holidays.include(country, day));
    }

    /**
     * The sum of business days up to each day of a year. Each year is added up once, so the time between two instants costs
     * one step for each year, and not one for each day.
     */
    private static final class WorkingYear {

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
}
