package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdReader;
import consimt.cli.ListRows.ListRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Records the wishes of people from lists that were kept elsewhere: opt-outs as the person's own,",
            "each yes as a claim. No order of lists undoes a refusal, and the same row again changes nothing.",
            "Known by their columns: lists that 'consimt export' and 'consimt compare' write,",
            "'aws pinpoint-sms-voice-v2 describe-opted-out-numbers', 'aws sns list-phone-numbers-opted-out',",
            "'aws sesv2 list-suppressed-destinations' and 'list-contacts', the CSV of Mailchimp, Shopify, HubSpot,",
            "Ghost, Substack, beehiiv, Buttondown and Twilio (21610), the answers of the APIs of Brevo, beehiiv,",
            "Buttondown, Klaviyo, SendGrid and Twilio. A bounce is no wish."
        },
        footer = {"", "  consimt import old.csv --business librarie --map user=Phone,at=Date,wish==OPT_OUT,channel==sms"
        })
final class ImportCommand extends WishCommand {

    private static final int MOST_ROWS = 1_000;

    /** Of the rows of a call, of which Lambda takes 6 MB. */
    private static final int MOST_BYTES = 4_000_000;

    /** What a business may write without standing in its own way: five hundred rows a second. */
    private static final long NANOS_A_ROW = TimeUnit.MILLISECONDS.toNanos(2);

    /** Of the report. */
    static final List<String> COLUMNS = List.of(
            "file", "line", "row", "outcome", "field", "code", "person", "userId", "wish", "channel", "sender",
            "topic");

    private static final Set<String> DONE = Set.of("RECORDED", "UNCHANGED", "SUPERSEDED", "FOUND");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lists, gzip or not; - for standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "What the list is called in the ledger; by default its kind.")
    private @Nullable String source;

    @Option(
            names = "--exported-at",
            paramLabel = "INSTANT",
            description = "When the list was made. Opt-outs without a time count from then.")
    private @Nullable String exportedAt;

    @Option(names = "--from", paramLabel = "ROW", description = "Go on with this row of the one list, after a stop.")
    private long from = 1;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = {
                "A CSV of the rows with which something is wrong, and of each yes that changes nothing, for the",
                "person said no (REFUSED). 'consimt links' makes links for these."
            })
    private @Nullable Path report;

    @Option(names = "--dry-run", description = "Only look at the rows.")
    private boolean isDryRun;

    private final List<RowWish> waiting = new ArrayList<>();
    private String kind = "list";
    private long nextCall;

    /** @param failed the report */
    private record Run(Service service, IdReader ids, Output failed) {}

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (files.size() > 1 && from > 1) {
            throw new Trouble("--from goes with one list");
        }
        Service service = service();
        if (exportedAt != null) {
            Instant made = ListTime.instant(exportedAt, isYes -> zone(service, isYes), false);
            if (made == null) {
                throw new Trouble("--exported-at takes a time, as 2026-11-24T09:00:00Z");
            }
            exportedAt = made.toString();
        }
        nextCall = terminal.timer().nanos();
        List<CheckedList> lists = new ArrayList<>();
        Output failed = new Output(report, OutputStream.nullOutputStream());
        try {
            failed.row(COLUMNS);
            Run run = new Run(service, ids(service), failed);
            for (String name : files) {
                CheckedList checked = new CheckedList(name, terminal.in());
                lists.add(checked);
                try (ListFile list = list(checked.path())) {
                    checked.check(list, mappings(), run.ids);
                }
            }
            int code = 0;
            for (CheckedList checked : lists) {
                try (ListFile list = list(checked.path());
                        Progress progress = progress(list.size)) {
                    read(run, checked, list, progress);
                    code = Math.max(code, progress.finishList());
                }
            }
            return terminal.hasBegun().get() ? Math.min(code, Consimt.SOME_ROWS_FAILED) : code;
        } finally {
            for (CheckedList checked : lists) {
                checked.close();
            }
            failed.finish(); // After a stop it is whole as far as the command came.
        }
    }

    private void read(Run run, CheckedList checked, ListFile list, Progress progress) throws IOException {
        ListRows rows = ListRows.of(list, mappings());
        String file = checked.name;
        long next = from;
        try {
            for (ListRow row = rows.next(); row != null; row = rows.next()) {
                kind = row.mapping().name();
                if (row.number() >= from) {
                    add(run, file, wishes(row, run.service, run.ids, checked::isShared), progress);
                }
                if (waiting.size() >= MOST_ROWS) {
                    send(run, file, progress);
                    next = row.number() + 1;
                    progress.show(list.read(), next);
                }
            }
            send(run, file, progress);
        } catch (Trouble | IOException e) {
            if (next > from) {
                terminal.err().println("consimt: go on with --from " + next);
            }
            throw e;
        }
    }

    private void add(Run run, String file, List<RowWish> wishes, Progress progress) throws IOException {
        progress.count(Progress.ROWS, 1);
        progress.count("without a wish", wishes.isEmpty() ? 1 : 0);
        for (RowWish wish : wishes) {
            if (wish.field().isEmpty()) {
                waiting.add(wish);
            } else {
                progress.count(Progress.FAILED, 1);
                report(run, file, wish, "REJECTED", wish.field(), wish.code());
            }
        }
    }

    private void send(Run run, String file, Progress progress) throws IOException {
        while (!waiting.isEmpty()) {
            int rowsOfCall = 0;
            for (int bytes = 0; rowsOfCall < Math.min(MOST_ROWS, waiting.size()) && bytes < MOST_BYTES; rowsOfCall++) {
                bytes += waiting.get(rowsOfCall).json().toString().getBytes(StandardCharsets.UTF_8).length;
            }
            List<RowWish> some = waiting.subList(0, rowsOfCall);
            run.service.waitUntil(nextCall);
            nextCall = terminal.timer().nanos() + some.size() * NANOS_A_ROW;
            JsonNode rows = run.service.call("import-preferences", input(some)).path("rows");
            terminal.hasBegun().set(true);
            if (rows.size() != some.size()) {
                throw new Trouble("an answer of import-preferences that is not understood");
            }
            for (int row = 0; row < some.size(); row++) {
                note(run, file, some.get(row), rows.get(row), progress);
            }
            some.clear();
        }
    }

    private ObjectNode input(List<RowWish> some) {
        ObjectNode input = Service.JSON.createObjectNode().put("businessId", business);
        input.put("source", source == null ? kind : source).put("dryRun", isDryRun);
        if (exportedAt != null) {
            input.put("exportedAt", exportedAt);
        }
        ArrayNode rows = input.putArray("rows");
        some.forEach(wish -> rows.add(wish.json()));
        return input;
    }

    private void note(Run run, String file, RowWish asked, JsonNode row, Progress progress) throws IOException {
        String outcome = row.path("outcome").asText();
        boolean isDone = DONE.contains(outcome);
        // A call that was repeated may have recorded it before its answer was lost.
        boolean mayBeNew = outcome.equals("UNCHANGED") && run.service.hasRepeated();
        String what = mayBeNew ? "recorded or unchanged" : outcome.toLowerCase(Locale.ROOT);
        progress.count(isDone ? what : Progress.FAILED, 1);
        JsonNode problems = row.path(row.has("errors") ? "errors" : "notes");
        for (JsonNode each : problems) {
            report(
                    run,
                    file,
                    asked,
                    outcome,
                    each.path("field").asText(),
                    each.path("code").asText());
        }
        // What is wrong with another id of a refusal may be another person's no.
        boolean isOfOther =
                problems.findValuesAsText("field").stream().anyMatch(each -> each.startsWith("alsoKnownAs"));
        progress.count(Progress.FAILED, isDone && isOfOther ? 1 : 0);
        if (asked.isRefusal() && run.ids.readings(asked.written()).size() > 1) {
            report(run, file, asked, outcome, "userId", "INVALID");
        }
        if (!isDone && problems.isEmpty()) {
            report(run, file, asked, outcome, "", "");
        }
    }

    private static void report(Run run, String file, RowWish wish, String outcome, String field, String code)
            throws IOException {
        run.failed.row(List.of(
                file,
                wish.row().line(),
                wish.row().number(),
                outcome,
                field,
                code,
                wish.written(),
                wish.part("userId"),
                wish.part("wish"),
                wish.part("channel"),
                wish.part("sender"),
                wish.part("topic")));
    }
}
