package consimt.followup;

import consimt.business.Business;
import consimt.business.RemovalPolicy;
import consimt.business.RemovalPolicy.DayKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The business days of a business: all days but its country's weekends and public holidays. Holidays of a region only
 * count as business days, so that the person does not wait longer for them.
 */
public final class BusinessDays {

    private BusinessDays() {}

    /**
     * The last day for work that was asked for at an instant. The day of the request, in the business's time zone, does
     * not count.
     */
    public static LocalDate due(Business business, Instant asked) {
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

    /** The time between two instants, without the days that are no business days. */
    static Duration between(Business business, Instant from, Instant to) {
        return from.isBefore(to) ? WorkingYear.between(business, from, to) : Duration.ZERO;
    }

    static boolean isBusinessDay(@Nullable String country, LocalDate day) {
        return !Weekends.include(country, day) && (country == null || !Holidays.include(country, day));
    }
}
