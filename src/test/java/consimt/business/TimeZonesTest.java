package consimt.business;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.BusinessForm.TimeZones;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimeZonesTest {

    @Test
    void everyCountryHasATimeZoneThatJavaKnows() {
        List<String> without = Arrays.stream(Locale.getISOCountries())
                .filter(country -> !TimeZones.table().containsKey(country))
                .toList();
        // Two uninhabited islands.
        assertEquals(List.of("BV", "HM"), without);
        TimeZones.table()
                .values()
                .forEach(
                        zone -> assertTrue(ZoneId.of(zone.toString()).toString().contains("/")));
        assertEquals(ZoneId.of("Europe/Bucharest"), TimeZones.of("RO"));
    }
}
