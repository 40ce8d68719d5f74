package consimt.hours;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged table, which a script makes that no test runs. */
class HolidaysTest {

    private static final int FIRST = 2025;
    private static final int LAST = 2045;
    private static final Set<String> ISO = Set.of(Locale.getISOCountries());
    private static final Pattern LINE = Pattern.compile("[A-Z]{2} (2025-2045|20\\d\\d)( \\d\\d-\\d\\d)+");

    /** So that no line can be added by hand without a source. */
    @Test
    void theTableSaysWhereItComesFrom() throws IOException {
        assertEquals(
                """
                # The public holidays of each country (ISO 3166-1): a line for those of the same date in all years, one for each year's
                # others. All are from python-holidays N (MIT, Vacanza Team and individual contributors), without those that other
                # calendars deny. After a new version of it: /usr/bin/python3 src/build/python/make-holidays.py
                """,
                file().takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("python-holidays [0-9.]+ ", "python-holidays N "))
                        .collect(joining("\n", "", "\n")));
    }

    /** The years of a country follow on the line for all years; in each line the dates rise. */
    @Test
    void theLinesAreInOrderAndNameEachDateOnce() throws IOException {
        List<String> lines = lines();
        assertEquals(lines.stream().sorted(HolidaysTest::compare).toList(), lines);
        assertEquals(
                lines.size(),
                lines.stream()
                        .map(line -> line.split(" ")[0] + line.split(" ")[1])
                        .distinct()
                        .count());
        for (String line : lines) {
            assertTrue(LINE.matcher(line).matches(), line);
            assertTrue(ISO.contains(line.substring(0, 2)), line);
            List<String> dates = dates(line);
            assertEquals(List.copyOf(new TreeSet<>(dates)), dates, line);
        }
    }

    @Test
    void eachDayOfTheTableIsReadAndNoOther() throws IOException {
        Map<String, Set<LocalDate>> written = written();
        List<LocalDate> days = LocalDate.of(FIRST - 1, 1, 1)
                .datesUntil(LocalDate.of(LAST + 2, 1, 1))
                .toList();
        assertAll(ISO.stream()
                .map(country -> () -> assertEquals(
                        written.getOrDefault(country, Set.of()),
                        new TreeSet<>(days.stream()
                                .filter(day -> Holidays.include(country, day))
                                .toList()),
                        country)));
    }

    @Test
    void theTableKnows165Countries() throws IOException {
        assertEquals(165, written().size());
    }

    /**
     * In Ukraine, martial law suspends the holidays. In India, only three days are free in all states. In Cyprus,
     * Easter is the Orthodox one. Of Sri Lanka, the full moons of one year only are known.
     */
    @Test
    void daysThatPeopleWorkAreNoHolidays() {
        assertEquals(List.of(), in2027("UA"));
        assertEquals(List.of("01-26", "08-15", "10-02"), in2027("IN"));
        assertEquals(
                List.of(
                        "01-01", "01-06", "03-15", "03-25", "04-01", "04-30", "05-01", "05-02", "05-03", "08-15",
                        "10-01", "10-28", "12-25", "12-26"),
                in2027("CY"));
        assertEquals(List.of(), in2027("LK"));
    }

    /** Each feast of a moon that must be seen may come a day earlier or later than was reckoned. */
    @Test
    void ofAFeastOfTheMoonOnlyTheDaysWithinAreFree() {
        // Eid al-Fitr is reckoned for 9 to 11 March, the day of Arafat and Eid al-Adha for 15 to 18 May.
        assertEquals(List.of("01-01", "03-10", "05-16", "05-17", "12-02", "12-03"), in2027("AE"));
    }

    /** A promise to a person gets no longer by a guess. */
    @Test
    void noHolidaysAreGuessedOutsideTheTable() {
        LocalDate last = LocalDate.of(LAST, 12, 25);
        assertTrue(Holidays.include("RO", last));
        assertFalse(Holidays.include("RO", last.plusYears(1)));
        assertFalse(Holidays.include("RO", LocalDate.of(FIRST - 1, 12, 25)));
    }

    private static List<String> in2027(String country) {
        return LocalDate.of(2027, 1, 1)
                .datesUntil(LocalDate.of(2028, 1, 1))
                .filter(day -> Holidays.include(country, day))
                .map(day -> day.toString().substring(5))
                .toList();
    }

    /** By country, then the line for all years, then year by year. */
    private static int compare(String one, String other) {
        return key(one).compareTo(key(other));
    }

    private static String key(String line) {
        String[] parts = line.split(" ");
        return parts[0] + (parts[1].length() > 4 ? "0" : parts[1]);
    }

    private static Map<String, Set<LocalDate>> written() throws IOException {
        Map<String, Set<LocalDate>> days = new TreeMap<>();
        lines().stream().collect(groupingBy(line -> line.substring(0, 2))).forEach((country, lines) -> {
            List<LocalDate> all = lines.stream().flatMap(HolidaysTest::days).toList();
            days.put(country, new TreeSet<>(all));
            assertEquals(all.size(), days.get(country).size(), country + " has a day twice");
        });
        return days;
    }

    private static Stream<LocalDate> days(String line) {
        String[] years = line.split(" ")[1].split("-");
        return IntStream.rangeClosed(Integer.parseInt(years[0]), Integer.parseInt(years[years.length - 1]))
                .boxed()
                .flatMap(year -> dates(line).stream().map(date -> LocalDate.parse(year + "-" + date)));
    }

    private static List<String> dates(String line) {
        return Arrays.stream(line.split(" ")).skip(2).toList();
    }

    private static List<String> lines() throws IOException {
        return file().filter(line -> !line.startsWith("#")).toList();
    }

    private static Stream<String> file() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/consimt/hours/holidays.txt")).stream();
    }
}
