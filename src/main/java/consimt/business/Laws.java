package consimt.business;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.runtime.PackagedFile;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The marketing basis by country, channel and day. Of several rows for the same country and channel, the one with the
 * latest first day that has come is in force. So a row may be written before its day.
 */
final class Laws {

    private static final String FILE = "laws.json";

    private final List<LawRow> rows;
    private final Map<String, List<LawRow>> byCountry;

    Laws(List<LawRow> rows) {
        this.rows = List.copyOf(rows);
        this.byCountry = rows.stream().collect(Collectors.groupingBy(LawRow::country));
    }

    /** The rows of this release. They are read at the first call only. */
    static Laws ofThisRelease() {
        return Holder.OF_THIS_RELEASE;
    }

    /**
     * The row that is in force. A channel without a row of its own has that of {@link MessageChannel#ELECTRONIC}.
     *
     * @param country ISO 3166-1 alpha-2
     */
    Optional<LawRow> basis(String country, MessageChannel channel, LocalDate day) {
        Optional<LawRow> own = byCountry.getOrDefault(country, List.of()).stream()
                .filter(row -> row.channel() == channel && !row.from().isAfter(day))
                .max(Comparator.comparing(LawRow::from));
        return own.isPresent() || channel == MessageChannel.ELECTRONIC
                ? own
                : basis(country, MessageChannel.ELECTRONIC, day);
    }

    List<LawRow> rows() {
        return rows;
    }

    private static List<LawRow> read() {
        JsonNode file = PackagedFile.read(Laws.class, FILE, new ObjectMapper()::readTree);
        return StreamSupport.stream(file.spliterator(), false).map(Laws::row).toList();
    }

    /** Read by hand, because a mapper takes twice as long for its first record (measured 120 ms against 50 ms). */
    private static LawRow row(JsonNode row) {
        return new LawRow(
                row.required("country").textValue(),
                MessageChannel.valueOf(row.required("channel").textValue()),
                LocalDate.parse(row.required("from").textValue()),
                MarketingBasis.valueOf(row.required("basis").textValue()),
                row.required("source").textValue(),
                row.path("url").textValue());
    }

    private static final class Holder {

        private static final Laws OF_THIS_RELEASE = new Laws(read());
    }
}
