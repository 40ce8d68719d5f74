package consimt.hours;

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
 * The public holidays of countries. A line of the file has those of one country in one year, {@code RO 2026 04-10 04-13},
 * or those that are on the same date in many years, {@code RO 2025-2045 01-01 01-02}. {@code
 * src/build/python/make-holidays.py} makes the file and says where it comes from.
 *
 * <p>A country that has no line, and a year after the last one, have no holidays. Then only weekends are free, and the
 * person waits less.
 */
public final class Holidays {

    private static final String FILE = "holidays.txt";
    private static final Map<String, Set<LocalDate>> BY_COUNTRY = new ConcurrentHashMap<>();

    private Holidays() {}

    /** @param country ISO 3166-1 alpha-2 */
    public static boolean include(String country, LocalDate day) {
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

    /** The country has two characters, a year four, and each day five. */
    private static void addDays(String line, Set<LocalDate> days) {
        boolean manyYears = line.charAt(7) == '-';
        int first = number(line, 3, 4);
        int last = manyYears ? number(line, 8, 4) : first;
        for (int at = manyYears ? 13 : 8; at < line.length(); at += 6) {
            for (int year = first; year <= last; year++) {
                days.add(LocalDate.of(year, number(line, at, 2), number(line, at + 3, 2)));
            }
        }
    }

    private static int number(String line, int from, int length) {
        return Integer.parseInt(line, from, from + length, 10);
    }
}
