package consimt.business;

import consimt.runtime.PackagedFile;
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
        return PackagedFile.read(TimeZones.class, FILE, file -> {
            Properties zones = new Properties();
            zones.load(file);
            return zones;
        });
    }
}
