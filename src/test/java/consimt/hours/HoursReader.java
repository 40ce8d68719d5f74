package consimt.hours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;

/**
 * The same rule, written once more from its words, in minutes since 1970 and without the zoned classes of java.time. A
 * clock is the function from a minute to the minute that it shows.
 */
final class HoursReader {

    private static final long DAY = 24 * 60;

    /** The two offsets of a clock lie this near to a change. */
    private static final long NEAR = 36 * 60;

    private static final Set<String> FRENCH_HOLIDAYS = frenchHolidays();

    private HoursReader() {}

    static boolean isQuiet(QuietSpan span, String zone, long minute) {
        TimeZone clock = TimeZone.getTimeZone(zone);
        long today = Math.floorDiv(shown(clock, minute), DAY);
        for (long day = today - 3; day <= today + 2; day++) {
            long ends = (span.to() > span.from() ? day : day + 1) * DAY + span.to();
            if (comes(span, day) && first(clock, day * DAY + span.from()) <= minute && minute < last(clock, ends)) {
                return true;
            }
        }
        return false;
    }

    private static boolean comes(QuietSpan span, long day) {
        if (span.holidaysOf() != null) {
            return FRENCH_HOLIDAYS.contains(date(day));
        }
        // 1 January 1970 was a Thursday.
        long weekday = Math.floorMod(day + 3, 7L) + 1;
        return span.days().stream().anyMatch(its -> its.getValue() == weekday);
    }

    private static long shown(TimeZone clock, long minute) {
        return minute + clock.getOffset(minute * 60_000) / 60_000;
    }

    /** When the clock first shows a time. If it never does, the end of the gap. */
    private static long first(TimeZone clock, long time) {
        TreeSet<Long> all = showing(clock, time);
        return all.isEmpty() ? endOfGap(clock, time) : all.first();
    }

    private static long last(TimeZone clock, long time) {
        TreeSet<Long> all = showing(clock, time);
        return all.isEmpty() ? endOfGap(clock, time) : all.last();
    }

    private static TreeSet<Long> showing(TimeZone clock, long time) {
        TreeSet<Long> all = new TreeSet<>();
        for (long beside = time - NEAR; beside <= time + NEAR; beside += NEAR) {
            long minute = time - (shown(clock, beside) - beside);
            if (shown(clock, minute) == time) {
                all.add(minute);
            }
        }
        return all;
    }

    private static long endOfGap(TimeZone clock, long time) {
        long minute = time - NEAR;
        while (shown(clock, minute) < time) {
            minute++;
        }
        return minute;
    }

    /** The changes of a clock, each as its first minute. */
    static long[] changes(String zone, long from, long to) {
        TimeZone clock = TimeZone.getTimeZone(zone);
        Set<Long> found = new TreeSet<>();
        for (long hour = from; hour < to; hour += 60) {
            long before = shown(clock, hour) - hour;
            if (shown(clock, hour + 60) - hour - 60 != before) {
                long minute = hour + 1;
                while (shown(clock, minute) - minute == before) {
                    minute++;
                }
                found.add(minute);
            }
        }
        return found.stream().mapToLong(Long::longValue).toArray();
    }

    /** By the rule of Gregory: 400 years have 146,097 days, and a year begins in March. */
    private static String date(long day) {
        long sinceMarch = day + 719_468;
        long era = Math.floorDiv(sinceMarch, 146_097L);
        long ofEra = sinceMarch - era * 146_097;
        long year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * year + year / 4 - year / 100);
        long march = (5 * ofYear + 2) / 153;
        long month = march < 10 ? march + 3 : march - 9;
        return "%04d-%02d-%02d"
                .formatted(era * 400 + year + (month <= 2 ? 1 : 0), month, ofYear - (153 * march + 2) / 5 + 1);
    }

    private static Set<String> frenchHolidays() {
        Set<String> days = new HashSet<>();
        try {
            for (String line : Files.readAllLines(Path.of("src/main/resources/consimt/hours/holidays.txt"))) {
                if (line.startsWith("FR ")) {
                    String[] parts = line.split(" ");
                    String[] years = parts[1].split("-");
                    for (int year = Integer.parseInt(years[0]);
                            year <= Integer.parseInt(years[years.length - 1]);
                            year++) {
                        for (int i = 2; i < parts.length; i++) {
                            days.add(year + "-" + parts[i]);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }
}
