package consimt.followup;

import consimt.runtime.PackagedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public holidays of countries. A line of the file has the holidays of one country in one year: {@code RO 2026 01-01
 * 01-02}. The file is made from the calendars of Jollyday by {@code MadeTest}, because their reader would slow down each
 * first answer.
 *
 * <p>A country that has no line, and a year after the last one, have no holidays. Then only weekends are free, and the
 * person waits less.
 */
final class Holidays {

    private static final String FILE = "holidays.txt";
    private static final Map<String, Set<LocalDate>> BY_COUNTRY = new ConcurrentHashMap<>();

    private Holidays() {}

    /** @param country ISO 3166-1 alpha-2 */
    static boolean include(String country, LocalDate day) {
        return BY_COUNTRY.computeIfAbsent(country, Holidays::of).contains(day);
    }

    private static Set<LocalDate> of(String country) {
        return PackagedFile.read(Holidays.class, FILE, file -> read(file, country + " "));
    }

    private static Set<LocalDate> read(InputStream file, String begin) throws IOException {
        Set<LocalDate> days = new HashSet<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(begin)) {
                addDays(line, days);
            }
        }
        return days;
    }

    /** The country has two characters, the year four, and each day five. */
    private static void addDays(String line, Set<LocalDate> days) {
        int year = number(line, 3, 4);
        for (int at = 8; at < line.length(); at += 6) {
            days.add(LocalDate.of(year, number(line, at, 2), number(line, at + 3, 2)));
        }
    }

    private static int number(String line, int from, int length) {
        return Integer.parseInt(line, from, from + length, 10);
    }
}
