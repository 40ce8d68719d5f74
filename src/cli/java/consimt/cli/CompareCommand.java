package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Says where another list and Consimt differ about marketing: first whom the list would write to",
            "and Consimt refuses, with the reason, then whom the list refuses and Consimt allows.",
            "'consimt import' takes the second part as opt-outs; the first part lifts nothing."
        },
        footer = {
            "",
            "  consimt compare unsubscribed.csv --business librarie -o differ.csv",
            "  consimt compare campaign.csv --business librarie --map user=Phone,wish==OPT_IN,channel==sms"
        })
final class CompareCommand extends WishCommand {

    private static final Set<String> MARKETING = Set.of("OPT_OUT", "BLOCK", "OPT_IN");

    private static final int MOST_WISHES = 100_000;

    @Parameters(paramLabel = "FILE", description = "A list as 'consimt import' takes it; - for standard input.")
    private String file = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where it goes; by default standard output.")
    private @Nullable Path out;

    CompareCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Path later = Files.createTempFile("consimt", ".csv");
        try (ListFile list = list(file);
                Progress progress = progress(list.size);
                Output first = output(out);
                OutputStream rest = Files.newOutputStream(later)) {
            Output second = new Output(null, rest);
            Service service = service();
            IdReader ids = ids(service);
            ListRows rows = ListRows.of(list, mappings());
            first.row(Stream.concat(ExportCommand.COLUMNS.stream(), Stream.of("reason"))
                    .toList());
            Map<JsonNode, List<RowWish>> byScope = new LinkedHashMap<>();
            int waiting = 0;
            for (ListRow row = rows.next(); row != null; row = rows.next()) {
                progress.count(Progress.ROWS, 1);
                for (RowWish wish : wishes(row, service, ids, id -> false)) {
                    String said = wish.part("wish");
                    progress.count(Progress.FAILED, said.isEmpty() ? 1 : 0);
                    if (MARKETING.contains(said)) {
                        JsonNode scope = wish.json().path("scope");
                        byScope.computeIfAbsent(scope, any -> new ArrayList<>()).add(wish);
                        waiting++;
                    }
                }
                if (waiting >= MOST_WISHES) {
                    differ(byScope, service, first, second, progress);
                    progress.show(list.read(), 0);
                    waiting = 0;
                }
            }
            differ(byScope, service, first, second, progress);
            second.finish();
            first.write(Files.readString(later));
            first.finish();
            return progress.finishList();
        } finally {
            Files.delete(later);
        }
    }

    /** Asks about the wishes of each scope by themselves. */
    private void differ(
            Map<JsonNode, List<RowWish>> byScope, Service service, Output first, Output second, Progress progress)
            throws IOException {
        for (Map.Entry<JsonNode, List<RowWish>> each : byScope.entrySet()) {
            ObjectNode asked =
                    Service.JSON.createObjectNode().put("businessId", business).put("category", "MARKETING");
            if (each.getKey().isObject()) {
                asked.set("scope", each.getKey());
            }
            Audience audience = new Audience(service, asked);
            each.getValue().forEach(wish -> audience.add(wish.part("userId")));
            audience.ask(() -> terminal.hasBegun().set(true));
            for (int row = 0; row < audience.size(); row++) {
                RowWish wish = each.getValue().get(row);
                String reason = audience.reason(row);
                if (wish.isRefusal() == reason.isEmpty()) {
                    progress.count(wish.isRefusal() ? "refused there alone" : "refused here alone", 1);
                    List<String> fields = new ArrayList<>(
                            ExportCommand.COLUMNS.stream().map(wish::part).toList());
                    fields.add(reason);
                    (wish.isRefusal() ? second : first).row(fields);
                }
            }
        }
        byScope.clear();
    }
}
