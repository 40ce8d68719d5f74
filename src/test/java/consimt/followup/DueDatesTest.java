package consimt.followup;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import consimt.business.Business.RemovalPolicy.DayKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Due dates of forty countries, beside the day by a calendar that the table of holidays was not made from. Where that
 * calendar has an earlier day, the row says by which law ours is right. Where ours is earlier, sources disagree on a
 * holiday or on a weekend.
 */
class DueDatesTest {

    private static final String ROWS = "src/test/resources/consimt/followup/due-dates.csv";

    @ParameterizedTest(name = "{0}: asked on {2}, {3} days")
    @CsvFileSource(files = ROWS, delimiter = '|', numLinesToSkip = 1)
    void noDayIsLaterThanAnotherCalendarsWithoutAReason(
            String country, ZoneId zone, LocalDate asked, int days, LocalDate other, LocalDate due, String why) {
        assertEquals(
                due,
                BusinessDays.due(
                        HandWork.business(country, zone, days, DayKind.BUSINESS),
                        asked.atTime(LocalTime.NOON).atZone(zone).toInstant()));
        assertFalse(due.isAfter(other) && why == null, () -> due + " is after " + other);
    }

    @Test
    void fortyCountriesHaveFiveRowsEach() throws IOException {
        Map<String, Long> rows = Files.readAllLines(Path.of(ROWS)).stream()
                .skip(1)
                .collect(groupingBy(row -> row.substring(0, 2), counting()));
        assertEquals(40, rows.size());
        assertEquals(List.of(5L), rows.values().stream().distinct().toList());
    }
}
