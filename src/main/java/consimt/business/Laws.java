package consimt.business;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.LawRow.MessageChannel;
import consimt.relation.Channel;
import consimt.runtime.PackagedFile;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the laws of countries ask for, by day: the marketing basis by channel, whether an opt-out in one scope counts
 * for all marketing, and the hours at which marketing may come. Of several rows for the same, the one with the latest
 * first day that has come is in force. So a row may be written before its day.
 */
final class Laws {

    private static final String FILE = "laws.json";

    /** The field that tells a row about opt-outs from a row about the marketing basis. */
    private static final String REVOKES_ALL = "revokesAll";

    private final List<LawRow> basisRows;
    private final List<RevocationRow> revocationRows;
    private final List<HoursRow> hoursRows;

    /** Each person of a list is asked about, so no row of another country is looked at. */
    private final Map<String, List<LawRow>> basisByCountry;

    private final Map<String, List<RevocationRow>> revocationByCountry;
    private final Map<String, List<HoursRow>> hoursByPlace;

    Laws(List<LawRow> basisRows, List<RevocationRow> revocationRows, List<HoursRow> hoursRows) {
        this.basisRows = List.copyOf(basisRows);
        this.revocationRows = List.copyOf(revocationRows);
        this.hoursRows = List.copyOf(hoursRows);
        this.basisByCountry = basisRows.stream().collect(groupingBy(LawRow::country));
        this.revocationByCountry = revocationRows.stream().collect(groupingBy(RevocationRow::country));
        this.hoursByPlace = hoursRows.stream().collect(groupingBy(HoursRow::place));
    }

    /** The rows of this release. They are read at the first call only. */
    static Laws ofThisRelease() {
        return Holder.OF_THIS_RELEASE;
    }

    /**  The row about the marketing basis that is in force. A channel without a row of its own has that of {@link MessageChannel#ELECTRONIC}.  */
    Optional<LawRow> basis(String country, MessageChannel channel, LocalDate day) {
        Stream<LawRow> ofTheChannel =
                basisByCountry.getOrDefault(country, List.of()).stream().filter(row -> row.channel() == channel);
        Optional<LawRow> own = inForce(ofTheChannel, LawRow::from, day);
        return own.isPresent() || channel == MessageChannel.ELECTRONIC
                ? own
                : basis(country, MessageChannel.ELECTRONIC, day);
    }

    /**
     *  The row by which a no to one kind of messages is one to others; empty if no such row is in force. A country without a row has no such law.
     *
     * @param moved asked where the country has a row: what the operator moved or switched off, by the id of the row
     */
    Optional<RevocationRow> revokingAll(String country, LocalDate day, Supplier<Map<String, String>> moved) {
        List<RevocationRow> ofTheCountry = revocationByCountry.getOrDefault(country, List.of());
        if (ofTheCountry.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> days = moved.get();
        Stream<RevocationRow> rows = ofTheCountry.stream().flatMap(row -> row.moved(days).stream());
        return inForce(rows, RevocationRow::from, day).filter(RevocationRow::revokesAll);
    }

    /** The rows about hours of a country, or of a part of one, by a channel, whether in force or not. */
    List<HoursRow> hours(String place, Channel channel) {
        return hoursByPlace.getOrDefault(place, List.of()).stream()
                .filter(row -> row.channels().contains(channel))
                .toList();
    }

    /** The ids of the rows that the operator can move or switch off. */
    Set<String> ids() {
        return Stream.concat(
                        revocationRows.stream().map(RevocationRow::id),
                        hoursRows.stream().map(HoursRow::id))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <R> Optional<R> inForce(Stream<R> rows, Function<R, LocalDate> from, LocalDate day) {
        return rows.filter(row -> !from.apply(row).isAfter(day)).max(Comparator.comparing(from));
    }

    List<LawRow> basisRows() {
        return basisRows;
    }

    List<RevocationRow> revocationRows() {
        return revocationRows;
    }

    List<HoursRow> hoursRows() {
        return hoursRows;
    }

    private static Laws read() {
        JsonNode file = PackagedFile.read(Laws.class, FILE, new ObjectMapper()::readTree);
        List<JsonNode> rows = file.valueStream().toList();
        return new Laws(
                rows.stream()
                        .filter(row -> row.has("basis"))
                        .map(Laws::basisRow)
                        .toList(),
                rows.stream()
                        .filter(row -> row.has(REVOKES_ALL))
                        .map(Laws::revocationRow)
                        .toList(),
                rows.stream()
                        .filter(row -> row.has(HoursRow.ALLOWED))
                        .map(HoursRow::read)
                        .toList());
    }

    /** Read by hand, because a mapper takes twice as long for its first record (measured 120 ms against 50 ms). */
    private static LawRow basisRow(JsonNode row) {
        return new LawRow(
                row.required("country").textValue(),
                MessageChannel.valueOf(row.required("channel").textValue()),
                LocalDate.parse(row.required("from").textValue()),
                MarketingBasis.valueOf(row.required("basis").textValue()),
                row.required("source").textValue(),
                row.path("url").textValue());
    }

    private static RevocationRow revocationRow(JsonNode row) {
        return new RevocationRow(
                row.required("id").textValue(),
                row.required("country").textValue(),
                LocalDate.parse(row.required("from").textValue()),
                row.required(REVOKES_ALL).booleanValue(),
                row.required("source").textValue(),
                row.path("url").textValue());
    }

    private static final class Holder {

        private static final Laws OF_THIS_RELEASE = read();
    }
}
