package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "links",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a link to subscribe for each person whose yes changes nothing, for they said no before:",
            "those that 'consimt import --report' lists with REFUSED. Only the person can lift a no.",
            "Show a link where the person is with you next: the page after a checkout, the account, an order",
            "mail. A mail of its own that asks a person who said no is marketing, and the check refuses it."
        },
        footer = {"", "  consimt links report.csv --business librarie -o links.csv"})
final class LinksCommand extends ListCommand {

    private static final int MOST = 1_000;

    @Parameters(paramLabel = "FILE", description = "The report of an import; - for standard input.")
    private String file = "";

    @Option(names = "--days", paramLabel = "DAYS", description = "How long a link lasts: 1 to 400; by default 90.")
    private int days = 90;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where they go; by default standard output. Who has a link can press it.")
    private @Nullable Path out;

    LinksCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        try (ListFile list = list(file);
                Progress progress = progress(list.size);
                Output to = output(out)) {
            Service service = service();
            List<Map.Entry<String, String>> people = people(list, ids(service), progress);
            to.row(List.of("person", "url", "expiresAt"));
            for (int from = 0; from < people.size(); from += MOST) {
                List<Map.Entry<String, String>> some = people.subList(from, Math.min(from + MOST, people.size()));
                JsonNode rows = service.call("issue-person-links", asked(some)).path("rows");
                terminal.hasBegun().set(true);
                for (int row = 0; row < some.size(); row++) {
                    JsonNode link = rows.path(row).path("link");
                    String url = link.at("/page/url").asText();
                    progress.count(url.isEmpty() ? Progress.FAILED : "links", 1);
                    if (!url.isEmpty()) {
                        to.row(List.of(
                                some.get(row).getValue(),
                                url,
                                link.path("expiresAt").asText()));
                    }
                }
            }
            to.finish();
            return progress.finishList();
        }
    }

    /** Each person once, by their id, as the list has it. */
    private static List<Map.Entry<String, String>> people(ListFile report, IdReader ids, Progress progress)
            throws IOException {
        CsvRows rows = new CsvRows(report.bytes(), report.charset);
        List<String> names = rows.next() ? rows.texts() : List.of();
        int code = names.indexOf("code");
        int person = names.indexOf("person");
        if (code < 0 || person < 0) {
            throw new Trouble("links takes the report of an import, which has the columns code and person");
        }
        Map<String, String> people = new LinkedHashMap<>();
        while (rows.next()) {
            if (rows.text(code).equals("REFUSED")) {
                progress.count(Progress.ROWS, 1);
                String id = ids.read(rows.text(person));
                progress.count(Progress.FAILED, id == null ? 1 : 0);
                if (id != null) {
                    people.putIfAbsent(id, rows.text(person));
                }
            }
        }
        return new ArrayList<>(people.entrySet());
    }

    private ObjectNode asked(List<Map.Entry<String, String>> people) {
        ObjectNode asked = Service.JSON.createObjectNode().put("businessId", business);
        asked.put("purpose", "SUBSCRIBE").put("days", days);
        ArrayNode rows = asked.putArray("rows");
        people.forEach(each -> rows.addObject().put("userId", each.getKey()));
        return asked;
    }
}
