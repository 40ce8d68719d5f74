package consimt.form;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What form of answer a caller over HTTP asks for, by the header {@code Accept} (RFC 9110, 12.5.1). */
final class AcceptHeader {

    private static final String CSV = "text/csv";
    private static final String JSON = "application/json";

    private AcceptHeader() {}

    /** Whether it names CSV, and JSON not rather. Without a header, and for what it says in other words, JSON is meant. */
    static boolean wantsCsv(@Nullable String header) {
        if (header == null) {
            return false;
        }
        double csv = quality(header, CSV);
        double json = quality(header, JSON);
        String words = header.toLowerCase(Locale.ROOT);
        return csv > json || csv > 0 && csv == json && words.indexOf(CSV) < words.indexOf(JSON);
    }

    /** From 0 (not at all) to 1. */
    private static double quality(String header, String type) {
        return Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1))
                .map(range -> range.split(";", -1))
                .filter(range -> range[0].strip().equals(type))
                .mapToDouble(AcceptHeader::quality)
                .max()
                .orElse(0);
    }

    private static double quality(String[] range) {
        return Stream.of(range)
                .map(String::strip)
                .filter(parameter -> parameter.startsWith("q="))
                .findFirst()
                .map(parameter -> number(parameter.substring(2)))
                .orElse(1.0);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
