package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.business.Business.RemovalPolicy.DayKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Due dates, each checked against a public calendar: Romania, Codul muncii art. 139; United States, 5 U.S.C. 6103;
 * England, the calendar of bank holidays on gov.uk; Germany, the holidays that all states share.
 */
class BusinessDaysTest {

    @ParameterizedTest(name = "{0} + {4} {5} days in {2} ({3}) is due {6}: {7}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-24T10:00:00Z | Tue | RO | Europe/Bucharest    | 5  | BUSINESS | 2026-12-03 | a weekend, St Andrew's and the National Day between
            2026-11-24T21:59:59Z | Tue | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-11-25 | a second before midnight in Bucharest
            2026-11-24T22:00:00Z | Wed | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-11-26 | midnight in Bucharest: the next day is the day of the request
            2026-11-27T10:00:00Z | Fri | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-12-02 | Friday before a long weekend
            2026-11-28T10:00:00Z | Sat | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-12-02 | asked on a Saturday
            2026-04-09T10:00:00Z | Thu | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-04-14 | Orthodox Good Friday and Easter Monday
            2026-05-28T10:00:00Z | Thu | RO | Europe/Bucharest    | 2  | BUSINESS | 2026-06-02 | Pentecost Monday is Children's Day in 2026
            2026-12-30T10:00:00Z | Wed | RO | Europe/Bucharest    | 2  | BUSINESS | 2027-01-04 | over the year's end, 1 and 2 January
            2026-11-25T18:00:00Z | Wed | US | America/New_York    | 1  | BUSINESS | 2026-11-27 | Thanksgiving
            2026-11-24T03:00:00Z | Mon | US | America/New_York    | 5  | BUSINESS | 2026-12-01 | still the 23rd in New York
            2026-07-02T12:00:00Z | Thu | US | America/New_York    | 1  | BUSINESS | 2026-07-06 | 4 July falls on a Saturday, kept on Friday
            2026-12-24T12:00:00Z | Thu | GB | Europe/London       | 1  | BUSINESS | 2026-12-29 | Boxing Day falls on a Saturday, kept on Monday
            2026-10-02T10:00:00Z | Fri | DE | Europe/Berlin       | 1  | BUSINESS | 2026-10-05 | German Unity Day on a Saturday is not moved
            2028-02-28T10:00:00Z | Mon | RO | Europe/Bucharest    | 1  | BUSINESS | 2028-02-29 | a leap day
            2026-11-24T10:00:00Z | Tue | RO | Europe/Bucharest    | 5  | CALENDAR | 2026-11-29 | calendar days count all
            2026-03-27T22:30:00Z | Sat | RO | Europe/Bucharest    | 1  | CALENDAR | 2026-03-29 | the day that the clocks go forward
            2026-10-24T20:59:59Z | Sat | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-10-26 | the last second of the day before the clocks go back
            2026-10-25T21:59:59Z | Sun | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-10-26 | a day of 25 hours: still Sunday
            2026-10-25T22:00:00Z | Mon | RO | Europe/Bucharest    | 1  | BUSINESS | 2026-10-27 | and Monday a second later
            2026-04-03T10:00:00Z | Fri | DE | Europe/Berlin       | 1  | BUSINESS | 2026-04-07 | Western Easter Monday
            2026-04-10T10:00:00Z | Fri | DE | Europe/Berlin       | 1  | BUSINESS | 2026-04-13 | Orthodox Easter is no holiday in Germany
            2026-08-14T10:00:00Z | Fri | DE | Europe/Berlin       | 1  | BUSINESS | 2026-08-17 | the Assumption, of two states only, on a Saturday
            2026-11-17T10:00:00Z | Tue | DE | Europe/Berlin       | 1  | BUSINESS | 2026-11-18 | Repentance Day is of Saxony only, so it counts
            2026-08-13T10:00:00Z | Thu | RO | Europe/Bucharest    | 2  | BUSINESS | 2026-08-17 | the Assumption on a Saturday is not moved
            2026-11-24T10:00:00Z | Tue | US | America/Los_Angeles | 10 | BUSINESS | 2026-12-09 | the longest that a business may take, over Thanksgiving
            2026-12-31T23:30:00Z | Fri | AU | Australia/Sydney    | 1  | BUSINESS | 2027-01-04 | New Year's Day there, the year's last hour in London
            2026-11-24T10:00:00Z | Tue | AQ | Antarctica/McMurdo  | 5  | BUSINESS | 2026-12-01 | no calendar is known: weekends only
            """)
    void dueDatesAreThoseOfThePublicCalendar(
            String asked, String day, String country, String zone, int days, DayKind kind, LocalDate due, String why) {
        Instant instant = Instant.parse(asked);
        assertEquals(
                day,
                instant.atZone(ZoneId.of(zone)).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
                "the table's own day of the week");
        assertEquals(due, BusinessDays.due(HandWork.business(country, ZoneId.of(zone), days, kind), instant), why);
    }

    @ParameterizedTest(name = "asked {0} where a removal takes {1} {2} days: at once {3}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-24T10:00:00Z | 5 | BUSINESS | 2026-11-25
            2026-11-27T10:00:00Z | 5 | BUSINESS | 2026-12-02
            2026-11-27T10:00:00Z | 1 | BUSINESS | 2026-12-02
            2026-11-27T10:00:00Z | 1 | CALENDAR | 2026-11-28
            2026-11-27T10:00:00Z | 5 | CALENDAR | 2026-12-02
            """)
    void urgentWorkTakesNoLongerThanARemoval(Instant asked, int days, DayKind kind, LocalDate atOnce) {
        Business business = HandWork.business("RO", ZoneId.of("Europe/Bucharest"), days, kind);
        assertEquals(atOnce, BusinessDays.atOnce(business, asked));
    }

    /** Against an oracle that walks through the days, over changes of the clocks, leap years and turns of the year. */
    @Test
    void theTimeBetweenTwoInstantsIsThatOfTheBusinessDaysBetweenThem() {
        Random random = new Random(7);
        for (String place : List.of("RO Europe/Bucharest", "US America/Los_Angeles", "AU Australia/Lord_Howe")) {
            String[] parts = place.split(" ");
            Business business = HandWork.business(parts[0], ZoneId.of(parts[1]), 5, DayKind.BUSINESS);
            for (int i = 0; i < 200; i++) {
                Instant from = Instant.parse("2019-12-20T00:00:00Z").plusMillis(random.nextLong(200_000_000_000L));
                Instant to = from.plusMillis(random.nextLong(i % 2 == 0 ? 400_000_000L : 60_000_000_000L));
                assertEquals(walked(business, from, to), BusinessDays.between(business, from, to), from + " " + to);
            }
            Instant at = Instant.parse("2026-11-24T10:00:00Z");
            assertEquals(Duration.ZERO, BusinessDays.between(business, at, at));
            assertEquals(Duration.ZERO, BusinessDays.between(business, at, at.minusSeconds(1)));
        }
    }

    /** In time of the processor, which a busy machine does not lengthen. To walk through the days takes many times as long. */
    @Test
    void theTimeOfWorkThatTookDecadesWalksThroughNoDays() {
        Business business = HandWork.business("RO", ZoneId.of("Europe/Bucharest"), 5, DayKind.BUSINESS);
        Instant longAgo = Instant.parse("2000-01-03T10:00:00Z");
        Instant now = Instant.parse("2026-11-24T12:00:00Z");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 20_000; i++) {
            BusinessDays.between(business, longAgo.plusSeconds(i), now);
        }
        Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
    }

    private static Duration walked(Business business, Instant from, Instant to) {
        Duration all = Duration.ZERO;
        Instant at = from;
        while (at.isBefore(to)) {
            LocalDate day = at.atZone(business.timeZone()).toLocalDate();
            Instant tomorrow = day.plusDays(1).atStartOfDay(business.timeZone()).toInstant();
            Instant next = tomorrow.isBefore(to) ? tomorrow : to;
            if (BusinessDays.isBusinessDay(business.profile().country(), day)) {
                all = all.plus(Duration.between(at, next));
            }
            at = next;
        }
        return all;
    }
}
