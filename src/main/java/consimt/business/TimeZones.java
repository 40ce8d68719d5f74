package consimt.business;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Properties;

/** The time zone of a business that gave only its country. */
final class TimeZones {

    private static final String FILE = "time-zones.properties";

    private TimeZones() {}

    /** @param country ISO 3166-1 alpha-2 */
    static ZoneId of(String country) {
        return ZoneId.of(table().getProperty(country, "UTC"));
    }

    /** Not cached, because a business is configured seldom. */
    static Properties table() {
        Properties zones = new Properties();
        try (InputStream file = TimeZones.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            zones.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zones;
    }
}
