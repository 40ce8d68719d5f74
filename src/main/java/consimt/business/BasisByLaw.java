package consimt.business;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The marketing basis by country, channel and day. Of several rows for the same country and channel, the one with the
 * latest first day that has come is in force. So a row may be written before its day.
 */
final class BasisByLaw {

    private static final String FILE = "basis-by-law.json";

    private final List<LawRow> rows;

    BasisByLaw(List<LawRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The rows of this release. They are read at the first call only. */
    static BasisByLaw ofThisRelease() {
        return Holder.OF_THIS_RELEASE;
    }

    /**
     * The row that is in force. A channel without a row of its own has that of {@link MessageChannel#ELECTRONIC}.
     *
     * @param country ISO 3166-1 alpha-2
     */
    Optional<LawRow> inForce(String country, MessageChannel channel, LocalDate day) {
        Optional<LawRow> own = rows.stream()
                .filter(row -> row.channel() == channel && row.country().equals(country))
                .filter(row -> !row.from().isAfter(day))
                .max(Comparator.comparing(LawRow::from));
        return own.isPresent() || channel == MessageChannel.ELECTRONIC
                ? own
                : inForce(country, MessageChannel.ELECTRONIC, day);
    }

    List<LawRow> rows() {
        return rows;
    }

    private static List<LawRow> read() {
        try (InputStream file = BasisByLaw.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .build()
                    .readValue(file, new TypeReference<List<LawRow>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {

        private static final BasisByLaw OF_THIS_RELEASE = new BasisByLaw(read());
    }
}
