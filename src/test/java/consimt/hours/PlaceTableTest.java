package consimt.hours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.relation.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged table, which a script makes that no test runs. */
class PlaceTableTest {

    private static final Path FILE = Path.of("src/main/resources/consimt/hours/places.txt");

    @Test
    void everyLineHasAPlaceItsZonesAndItsNumbers() throws IOException {
        List<String> lines = Files.readAllLines(FILE).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertEquals(312, lines.size());
        assertEquals(List.copyOf(new TreeSet<>(lines)), lines.stream().sorted().toList());
        for (String line : lines) {
            assertTrue(line.matches("[A-Z]{2}(-[A-Z]{2})?( [A-Za-z_]+(/[A-Za-z_-]+)+)+( \\+[1-9][0-9]{0,3})*"), line);
        }
        assertTrue(Files.size(FILE) <= 12 * 1024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12145550100                | US-TX       | America/Chicago America/Denver
            19155550100                | US-TX       | America/Chicago America/Denver
            +1 (850) 555-0100          | US-FL       | America/New_York America/Chicago
            12035550100                | US-CT       | America/New_York
            18605550100                | US-CT       | America/New_York
            19025550100                | CA-NS CA-PE | America/Halifax
            17875550100                | PR          | America/Puerto_Rico
            33612345678                | FR          | Europe/Paris
            40755100010                | RO          | Europe/Bucharest
            FR.13491208655302741918    | FR          | Europe/Paris
            ZZ.13491208655302741918    |             |
            ana@example.org            |             |
            customer-17                |             |
            """)
    void aNumberTellsItsPlace(String userId, @Nullable String codes, @Nullable String zones) {
        JudgedPlace place = PlaceTable.of(new UserId(userId));
        if (codes == null) {
            assertNull(place);
        } else {
            assertEquals(List.of(codes.split(" ")), place.codes());
            assertEquals(zones, place.zones().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
    }

    /** A toll-free number, and an area code that nobody has. */
    @Test
    void anAreaCodeThatIsNotInTheTableMayBeAnywhereInItsCountryCode() {
        for (String number : List.of("18005550100", "19995550100")) {
            JudgedPlace place = PlaceTable.of(new UserId(number));
            assertEquals(25, place.codes().size());
            Set<String> regions =
                    place.regions().stream().map(JudgedPlace.Region::code).collect(Collectors.toSet());
            assertTrue(regions.containsAll(Set.of("US-TX", "US-HI", "PR", "CA-QC", "JM")), regions::toString);
            assertFalse(regions.contains("US"));
        }
    }

    @Test
    void onlyPartsOfTheUsAndOfCanadaAreKnown() {
        assertTrue(PlaceTable.know("US-TX") && PlaceTable.know("CA-ON") && PlaceTable.know("RO-CJ"));
        assertFalse(PlaceTable.know("US-ZZ") || PlaceTable.know("CA-TX") || PlaceTable.know("ZZ"));
    }
}
