package consimt.followup;

import consimt.business.Business;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * When people are reminded of work: at half of the time, on the business day before it is due, and on each business day
 * when it is overdue. Reminders of a day come at nine in the morning, in the business's time zone.
 */
final class Reminders {

    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private Reminders() {}

    enum Why {
        HALF_OF_THE_TIME,
        DAY_BEFORE,
        OVERDUE
    }

    /** The first reminder after an instant. Earlier ones that were missed are not made up for. */
    static Instant next(Business business, FollowUp followUp, Instant after) {
        return Stream.of(halfOfTheTime(business, followUp), dayBefore(business, followUp))
                .filter(candidate -> candidate.isAfter(after))
                .min(Instant::compareTo)
                .orElseGet(() -> overdue(business, followUp, after));
    }

    /** What the reminder of an instant is for. */
    static Why why(Business business, FollowUp followUp, Instant at) {
        if (isOverdue(business, followUp, at)) {
            return Why.OVERDUE;
        }
        return at.isBefore(dayBefore(business, followUp)) ? Why.HALF_OF_THE_TIME : Why.DAY_BEFORE;
    }

    static boolean isOverdue(Business business, FollowUp followUp, Instant at) {
        return !at.isBefore(end(business, followUp));
    }

    /** To the millisecond, as the store keeps it. */
    private static Instant halfOfTheTime(Business business, FollowUp followUp) {
        Duration all = Duration.between(followUp.openedAt(), end(business, followUp));
        return followUp.openedAt().plus(all.dividedBy(2)).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant dayBefore(Business business, FollowUp followUp) {
        return morning(business, BusinessDays.previous(business, followUp.due()));
    }

    private static Instant overdue(Business business, FollowUp followUp, Instant after) {
        LocalDate lastMorning = business.dayOf(after).minusDays(1);
        LocalDate from =
                Stream.of(followUp.due(), lastMorning).max(LocalDate::compareTo).orElseThrow();
        return Stream.iterate(BusinessDays.next(business, from), day -> BusinessDays.next(business, day))
                .map(day -> morning(business, day))
                .filter(morning -> morning.isAfter(after))
                .findFirst()
                .orElseThrow();
    }

    private static Instant end(Business business, FollowUp followUp) {
        return followUp.due().plusDays(1).atStartOfDay(business.timeZone()).toInstant();
    }

    private static Instant morning(Business business, LocalDate day) {
        return day.atTime(MORNING).atZone(business.timeZone()).toInstant();
    }
}
