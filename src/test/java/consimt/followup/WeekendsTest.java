package consimt.followup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WeekendsTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 30);

    /** The other calendars: the labour laws of the countries, and Wikipedia's "Workweek and weekend". */
    @Test
    void countriesHaveTheWeekendOfCldrOrTheSmallerOneOfOtherCalendars() {
        Map<String, String> countries = Arrays.stream(Locale.getISOCountries())
                .sorted()
                .collect(groupingBy(WeekendsTest::weekend, TreeMap::new, joining(" ")));
        countries.remove("SATURDAY SUNDAY");
        assertEquals(
                Map.of(
                        "FRIDAY SATURDAY", "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE",
                        "FRIDAY", "AF IR SO",
                        "SATURDAY", "BD DJ MR MV NP PS",
                        "SUNDAY", "BN HK IN KN UG"),
                countries);
    }

    @Test
    void whereNoCountryIsKnownSaturdayAndSundayAreFree() {
        assertEquals("SATURDAY SUNDAY", weekend(null));
    }

    private static String weekend(String country) {
        return MONDAY.datesUntil(MONDAY.plusWeeks(1))
                .filter(day -> Weekends.include(country, day))
                .map(LocalDate::getDayOfWeek)
                .map(DayOfWeek::name)
                .collect(joining(" "));
    }
}
