package consimt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "filter",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the rows of a CSV whose people may be written to now, as they are and in their order.",
            "It does not replace the check when a message leaves."
        },
        footer = {"", "  consimt filter campaign.csv --business librarie --channel sms -o send.csv --refused not.csv"})
final class FilterCommand extends ListCommand {

    /** However long a list is, so many of its rows are kept until their people were asked about. */
    private static final int MOST_ROWS = 1_000_000;

    private static final int MOST_BYTES = 48 << 20;

    /** Of a column. */
    private static final String NUMBER = "[0-9]{1,4}";

    /** Names of the column that has the people, in small letters and without what divides words. */
    private static final List<String> COLUMNS = List.of("userid", "phone", "phonenumber", "mobile", "msisdn");

    @Parameters(paramLabel = "FILE", description = "A CSV, gzip or not; - for standard input.")
    private String file = "";

    @Option(
            names = "--column",
            paramLabel = "NAME|N",
            description = {
                "Which column has the people, by its name or its number; by default userId or phone.",
                "A first row that has neither this name nor a known one is asked about like all others."
            })
    private @Nullable String column;

    @Option(names = "--category", paramLabel = "CATEGORY", description = "Of the message; by default MARKETING.")
    private String category = "MARKETING";

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "whatsapp, sms, rcs, email, voice or push.")
    private String channel = "";

    @Option(names = "--sender", paramLabel = "SENDER", description = "The business's sender within the channel.")
    private String sender = "";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "A topic of the business.")
    private String topic = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where the rows go; by default standard output.")
    private @Nullable Path out;

    @Option(
            names = "--refused",
            paramLabel = "FILE",
            description = "Where the other rows go, with the reason as one more column.")
    private @Nullable Path refused;

    private byte[] bytes = new byte[1 << 20];
    private int filled;
    private int[] ends = new int[1 << 14];

    FilterCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (out != null
                && refused != null
                && Output.target(out).normalize().equals(Output.target(refused).normalize())) {
            throw new Trouble("--out and --refused take two files");
        }
        try (ListFile list = list(file);
                Progress progress = progress(list.size)) {
            CsvRows rows = new CsvRows(list.bytes(), list.charset);
            Service service = service();
            boolean isThere = rows.nextAlone();
            List<String> names = isThere ? rows.texts() : List.of();
            int at = isThere ? column(names) : 0;
            IdReader ids = ids(service);
            Audience audience = new Audience(service, asked());
            try (Output allowed = output(out);
                    Output others = new Output(refused, OutputStream.nullOutputStream())) {
                int width = names.size();
                if (isThere && isHeader(names, at)) {
                    width = CsvRows.width(names);
                    allowed.write(rows.buffer, rows.start, rows.length);
                    writeWith("refused", rows.delimiter, others, rows.buffer, rows.start, rows.length);
                    isThere = rows.nextAlone();
                }
                while (isThere) {
                    keep(rows, audience.size());
                    if (rows.fits(width, at)) {
                        audience.add(ids.read(rows.text(at)));
                    } else {
                        audience.addMisfit();
                    }
                    isThere = rows.nextAlone();
                    if (!isThere || audience.size() >= MOST_ROWS || filled >= MOST_BYTES) {
                        progress.count(Progress.ROWS, audience.size());
                        audience.ask(() -> progress.show(list.read(), 0));
                        terminal.hasBegun().set(true);
                        write(audience, rows.delimiter, allowed, others, progress);
                    }
                }
                allowed.finish();
                others.finish();
            }
            return progress.finishList();
        }
    }

    private ObjectNode asked() {
        ObjectNode asked = Service.JSON.createObjectNode().put("businessId", business);
        asked.put("category", category.toUpperCase(Locale.ROOT));
        Map<String, String> scope = new LinkedHashMap<>(Map.of("channel", channel, "sender", sender, "topic", topic));
        scope.values().removeIf(String::isEmpty);
        return scope.isEmpty() ? asked : asked.set("scope", Service.JSON.valueToTree(scope));
    }

    /** @param first the texts of the first row */
    private int column(List<String> first) {
        int at = 0;
        if (column != null) {
            at = column.matches(NUMBER) ? Integer.parseInt(column) - 1 : first.indexOf(column);
            at = at == first.lastIndexOf(column) || column.matches(NUMBER) ? at : -1;
        } else if (first.size() > 1) {
            int[] known = IntStream.range(0, first.size())
                    .filter(place -> isHeader(first, place))
                    .toArray();
            at = known.length == 1 ? known[0] : -1;
        }
        if (at < 0 || at >= first.size()) {
            throw new Trouble("which column has the people? --column takes a name of the first row, or a number");
        }
        return at;
    }

    private static String plain(String name) {
        return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the first row has names of columns, and comes out unasked: the caller says the name, or it is a known one
     * with nobody beside it.
     */
    private boolean isHeader(List<String> first, int at) {
        boolean isNamed = column != null && !column.matches(NUMBER);
        return isNamed
                ? !column.isBlank() && !CsvRows.isPerson(column)
                : COLUMNS.contains(plain(first.get(at))) && first.stream().noneMatch(CsvRows::isPerson);
    }

    private void keep(CsvRows row, int place) {
        if (filled + row.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + row.length));
        }
        if (place == ends.length) {
            ends = Arrays.copyOf(ends, 2 * place);
        }
        System.arraycopy(row.buffer, row.start, bytes, filled, row.length);
        filled += row.length;
        ends[place] = filled;
    }

    /** Writes each row that was kept into one of two files, and forgets them. */
    private void write(Audience audience, char delimiter, Output allowed, Output others, Progress progress)
            throws IOException {
        int unwritten = 0;
        int refusals = 0;
        int nobody = 0;
        for (int row = 0; row < audience.size(); row++) {
            String reason = audience.reason(row);
            if (!reason.isEmpty()) {
                int start = row == 0 ? 0 : ends[row - 1];
                allowed.write(bytes, unwritten, start - unwritten);
                unwritten = ends[row];
                writeWith(reason, delimiter, others, bytes, start, unwritten - start);
                nobody += audience.isNobody(row) ? 1 : 0;
                refusals++;
            }
        }
        allowed.write(bytes, unwritten, filled - unwritten);
        progress.count("allowed", audience.size() - refusals);
        progress.count("refused", refusals - nobody);
        progress.count(Progress.FAILED, nobody);
        audience.clear();
        filled = 0;
    }

    /** Writes a row with one more column. */
    private static void writeWith(String more, char delimiter, Output to, byte[] from, int start, int length)
            throws IOException {
        int content = length;
        while (content > 0 && (from[start + content - 1] == '\n' || from[start + content - 1] == '\r')) {
            content--;
        }
        to.write(from, start, content);
        String end = new String(from, start + content, length - content, StandardCharsets.US_ASCII);
        to.write(delimiter + more + (end.isEmpty() ? "\n" : end));
    }
}
