package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
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
            "Makes a link for each person whose yes changes nothing, for they said no before: those that",
            "'consimt import --report' lists with REFUSED. Only the person can lift a no. For an opt-in it is a link",
            "to subscribe to the same; for an agreement, one to the three choices. It goes as the operator alone:",
            "what a business makes lifts nothing.",
            "Show a link where the person is with you next: the page after a checkout, the account, an order",
            "mail. A mail of its own that asks a person who said no is marketing, and the check refuses it."
        },
        footer = {"", "  consimt links report.csv --business librarie -o links.csv"})
final class LinksCommand extends ListCommand {

    private static final int MOST = 1_000;

    private static final List<String> SCOPE = List.of("channel", "sender", "topic");

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

    /** What the links of one call are for. */
    private record Wish(String purpose, Map<String, String> scope) {}

    @Override
    public Integer call() throws IOException {
        if (!isOperator()) {
            throw new Trouble("links goes as the operator (--stack-file): a link that a business makes lifts nothing");
        }
        try (ListFile list = list(file);
                Progress progress = progress(list.size);
                Output to = output(out)) {
            Service service = service();
            Map<Wish, Map<String, String>> people = people(list, progress);
            to.row(List.of("person", "purpose", "url", "expiresAt"));
            for (Map.Entry<Wish, Map<String, String>> alike : people.entrySet()) {
                List<Map.Entry<String, String>> all =
                        List.copyOf(alike.getValue().entrySet());
                for (int from = 0; from < all.size(); from += MOST) {
                    make(service, alike.getKey(), all.subList(from, Math.min(from + MOST, all.size())), to, progress);
                }
            }
            to.finish();
            return progress.finishList();
        }
    }

    private void make(Service service, Wish wish, List<Map.Entry<String, String>> people, Output to, Progress progress)
            throws IOException {
        JsonNode rows = service.call("issue-person-links", asked(wish, people)).path("rows");
        terminal.hasBegun().set(true);
        for (int row = 0; row < people.size(); row++) {
            JsonNode link = rows.path(row).path("link");
            String url = link.at("/page/url").asText();
            progress.count(url.isEmpty() ? Progress.FAILED : "links", 1);
            if (!url.isEmpty()) {
                String until = link.path("expiresAt").asText();
                to.row(List.of(people.get(row).getValue(), wish.purpose, url, until));
            }
        }
    }

    /** By what they are for, each person once, by their id, as the list has it. */
    private static Map<Wish, Map<String, String>> people(ListFile report, Progress progress) throws IOException {
        CsvRows rows = new CsvRows(report.bytes(), report.charset);
        List<String> names = rows.nextAlone() ? rows.texts() : List.of();
        if (!names.containsAll(ImportCommand.COLUMNS)) {
            throw new Trouble("links takes the report of an import");
        }
        Map<Wish, Map<String, String>> people = new LinkedHashMap<>();
        while (rows.nextAlone()) {
            if (rows.texts().size() != names.size()) {
                throw new Trouble("line " + rows.line + ": a row that has other fields than the report of an import");
            }
            if (rows.text(names.indexOf("code")).equals("REFUSED")) {
                progress.count(Progress.ROWS, 1);
                Map<String, String> scope = new LinkedHashMap<>();
                SCOPE.forEach(part -> scope.put(part, rows.text(names.indexOf(part))));
                scope.values().removeIf(String::isEmpty);
                boolean isOptIn = rows.text(names.indexOf("wish")).equals("OPT_IN");
                Wish wish = isOptIn ? new Wish("SUBSCRIBE", scope) : new Wish("CHOICES", Map.of());
                people.computeIfAbsent(wish, any -> new LinkedHashMap<>())
                        .putIfAbsent(rows.text(names.indexOf("userId")), rows.text(names.indexOf("person")));
            }
        }
        return people;
    }

    private ObjectNode asked(Wish wish, List<Map.Entry<String, String>> people) {
        ObjectNode asked = Service.JSON.createObjectNode().put("businessId", business);
        asked.put("purpose", wish.purpose).put("days", days);
        if (!wish.scope.isEmpty()) {
            asked.set("scope", Service.JSON.valueToTree(wish.scope));
        }
        ArrayNode rows = asked.putArray("rows");
        people.forEach(each -> rows.addObject().put("userId", each.getKey()));
        return asked;
    }
}
