package consimt.followup;

import static java.util.stream.Collectors.joining;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The public holidays of all countries that Jollyday knows, a line for each country and year. */
public final class HolidayTable {

    public static final Path FILE = Path.of("src/main/resources/consimt/followup/holidays.txt");

    /** The year before the first release. */
    static final int FIRST = 2025;

    static final int LAST = 2045;

    private static final String HEAD = """
            # The public holidays of each country (ISO 3166-1), year by year. Made from Jollyday's calendars.
            # After a new version of Jollyday: ./mvnw test -Dtest=MadeTest -Dmake
            """;

    private HolidayTable() {}

    /** The calendars of Jollyday, by country. */
    static SortedMap<String, HolidayManager> calendars() {
        SortedMap<String, HolidayManager> calendars = new TreeMap<>();
        for (String country : Locale.getISOCountries()) {
            try {
                calendars.put(
                        country,
                        HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT))));
            } catch (IllegalStateException unknown) {
                // Jollyday has no calendar of this country.
            }
        }
        return calendars;
    }

    public static String text() {
        return calendars().entrySet().stream().map(HolidayTable::lines).collect(joining("", HEAD, ""));
    }

    private static String lines(Map.Entry<String, HolidayManager> calendar) {
        return IntStream.rangeClosed(FIRST, LAST)
                .mapToObj(year -> calendar.getKey() + " " + year + days(calendar.getValue(), year) + "\n")
                .collect(joining());
    }

    /**
     * New Year's Day may be kept on the last day of the year before. Jollyday lists it with the new year and denies it when
     * asked for that day, so the table leaves it out.
     */
    private static String days(HolidayManager calendar, int year) {
        return calendar.getHolidays(Year.of(year)).stream()
                .map(Holiday::getDate)
                .filter(day -> day.getYear() == year)
                .map(LocalDate::toString)
                .distinct()
                .sorted()
                .map(day -> day.substring("2026".length()).replaceFirst("-", " "))
                .collect(joining());
    }
}
