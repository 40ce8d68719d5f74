package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packaged table against Jollyday, which it is made from. */
class HolidaysTest {

    private static final int YEARS = 11;

    @Test
    void eachDayOfElevenYearsIsAHolidayInEachCountryWhereJollydaySaysSo() {
        var calendars = HolidayTable.calendars();
        assertTrue(
                calendars.keySet().containsAll(List.of("RO", "DE", "US", "GB", "IN", "BR")),
                () -> calendars.keySet().toString());
        calendars.forEach((country, calendar) -> assertEquals(
                days().filter(calendar::isHoliday).toList(),
                days().filter(day -> Holidays.include(country, day)).toList(),
                country));
    }

    @Test
    void aCountryThatJollydayDoesNotKnowHasNoHolidays() {
        Collection<String> known = HolidayTable.calendars().keySet();
        for (String country : Locale.getISOCountries()) {
            assertTrue(known.contains(country) || days().noneMatch(day -> Holidays.include(country, day)), country);
        }
    }

    /** A promise to a person gets no longer by a guess. */
    @Test
    void noHolidaysAreGuessedOutsideTheTable() {
        LocalDate last = LocalDate.of(HolidayTable.LAST, 12, 25);
        assertTrue(Holidays.include("RO", last));
        assertFalse(Holidays.include("RO", last.plusYears(1)));
        assertFalse(Holidays.include("RO", LocalDate.of(HolidayTable.FIRST - 1, 12, 25)));
    }

    private static Stream<LocalDate> days() {
        LocalDate first = LocalDate.of(HolidayTable.FIRST, 1, 1);
        return first.datesUntil(first.plusYears(YEARS));
    }
}
