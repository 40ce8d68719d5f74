package consimt.bench;

import static consimt.bench.Starts.CHECK;
import static consimt.bench.Starts.EMPTY;
import static consimt.bench.Starts.PLAIN;

import consimt.bench.Bench.Measured;
import consimt.bench.Starts.Figures;
import consimt.bench.Starts.Way;
import consimt.guard.GuardedSend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page that tells what was measured. */
final class NumbersPage {

    private final Measured measured;
    private final Map<String, Map<Way, Figures>> starts;
    private final List<String> functions;
    private final StringBuilder text = new StringBuilder();

    NumbersPage(Measured measured) {
        this.measured = measured;
        this.starts = measured.starts();
        this.functions = starts.keySet().stream()
                .filter(name -> !name.equals(EMPTY) && !name.equals(PLAIN))
                .toList();
    }

    String text() {
        head();
        ratios();
        checksASecond();
        guardedSend();
        webhook();
        text.append(lists(measured.lists()));
        filteredList();
        line("## Without a store");
        line("");
        line("Parsing, rules, marks and words, by JMH, C2, one thread: [numbers-parts.csv](numbers-parts.csv).");
        return text.toString();
    }

    private void head() {
        Machine machine = measured.machine();
        line("# Numbers");
        line("");
        line(
                "Measured by `./mvnw -Pbench verify` on %s: %s, %d × %s, load %.1f before; JDK %s, C1 as Lambda runs it, AWS's own runtime client. Medians of %d starts of each function and a hundred answers after each; of `%s` and the controls of three times as many. All take turns.",
                machine.date(),
                machine.system(),
                machine.processors(),
                machine.processor(),
                machine.load(),
                measured.jdk(),
                measured.rounds(),
                CHECK);
        line("");
        line(
                "Ratios hold; milliseconds are those of this machine, which the store shares. Tests assert counts, no times ([costs](costs.md), [the first answer](startup.md)).");
        line("");
        line("![cold, image and restored starts of every function](numbers.svg)");
        line("");
        line(
                "All functions in milliseconds, warm too: [numbers.csv](numbers.csv). Each answers the example of the OpenAPI document, about another person each time. A follow-up that is not there is not found, which is quick.");
        line("");
    }

    private void ratios() {
        Figures empty = of(EMPTY, Way.ZIP);
        Figures zip = of(CHECK, Way.ZIP);
        Figures restored = of(CHECK, Way.RESTORED);
        line("## `check-permission` beside its controls");
        line("");
        line(
                "The controls: %s, in the zip as its framework makes it; %s, with the SDK of our zip, as it is by itself. Both start without options; the functions have [those of the template](startup.md#cold).",
                EMPTY, PLAIN);
        line("");
        line("| figure | value |");
        line("|---|---|");
        row("first answer after a restore ÷ median of warm ones", times(first(restored) / warm(restored)));
        String slowest = slowestRestored();
        row(
                "the same of the slowest function, `" + slowest + "`",
                times(first(of(slowest, Way.RESTORED)) / warm(of(slowest, Way.RESTORED))));
        row("cold, zip ÷ the empty function: wall; processor time", pair(zip, empty));
        row("cold, plain handler ÷ the empty function: wall; processor time", pair(of(PLAIN, Way.ZIP), empty));
        if (has(CHECK, Way.IMAGE)) {
            row("cold, image ÷ the empty function in its zip: wall; processor time", pair(of(CHECK, Way.IMAGE), empty));
        }
        row(
                "warm: processor time of a check ÷ the plain handler's",
                times(zip.warmCpu().median() / of(PLAIN, Way.ZIP).warmCpu().median()));
        row("warm: median of a check ÷ the plain handler's", times(warm(zip) / warm(of(PLAIN, Way.ZIP))));
        row(
                "warm: processor time of `give-receipt` ÷ that of `read-ledger`",
                times(of("give-receipt", Way.ZIP).warmCpu().median()
                        / of("read-ledger", Way.ZIP).warmCpu().median()));
        row("zip", "%.2f MB".formatted(measured.zipBytes() / 1e6));
        row("classes that a cold check loads until it answers", "%,d".formatted(measured.classes()));
        line("");
    }

    private String slowestRestored() {
        return functions.stream()
                .max(Comparator.comparingDouble(name -> first(of(name, Way.RESTORED)) / warm(of(name, Way.RESTORED))))
                .orElseThrow();
    }

    /** As CSV, in milliseconds. */
    String everyFunction() {
        List<String> all = new ArrayList<>(List.of(EMPTY, PLAIN));
        all.addAll(functions);
        return all.stream()
                .map(this::starts)
                .collect(Collectors.joining("", "function,\"cold, zip\",restored,warm,\"cold, image\"\n", ""));
    }

    private String starts(String name) {
        Figures restored = of(name, Way.RESTORED);
        return String.join(
                ",",
                name,
                ms(first(of(name, Way.ZIP))),
                ms(first(restored)),
                ms(warm(restored)),
                has(name, Way.IMAGE) ? ms(first(of(name, Way.IMAGE))) + "\n" : "\n");
    }

    private void checksASecond() {
        line("## Checks a second");
        line("");
        line("One process, C2. The control is the SDK's GetItem of the same item in the same process, in turns.");
        line("");
        line("| callers at once | checks a second | GetItem a second | ÷ |");
        line("|---|---|---|---|");
        measured.rates()
                .forEach(rate -> line(
                        "| %d | %,.0f | %,.0f | %.2f |",
                        rate.callers(), rate.checks(), rate.reads(), rate.checks() / rate.reads()));
        line("");
    }

    private void guardedSend() {
        GuardedSend.Figures figures = measured.guarded();
        line("## A guarded send");
        line("");
        line(
                "The guard of Java adds to `Publish` of SNS, warm, C2: %.2f ms (p50), %.2f ms (p99). That is %.2f × and %.2f × one check by HTTP, about the same person, in turns. `consimt.guard.GuardedSend` of `src/bench` measures only this.",
                figures.added(),
                figures.slowAdded(),
                figures.added() / figures.check(),
                figures.slowAdded() / figures.slowCheck());
        line("");
    }

    private void webhook() {
        Deliveries.Figures figures = measured.deliveries();
        line("## A webhook of 1 and of 1,000 updates");
        line("");
        line(
                "In a warm process, C2, each time of people nobody knows: %.1f ms for one; %,.1f ms for 1,000, %.2f ms an update.",
                figures.single().median(),
                figures.large().median(),
                figures.large().median() / 1_000);
        line("");
    }

    static String lists(Lists.Figures figures) {
        return """
                ## Lists of people

                Processor time of a warm process, C2. The controls: the same calls of the store by the SDK alone, in turns; BatchGetItem of everybody; the cheaper of the two plans, of 10,000 random audiences. Units of the audiences are computed.

                | figure | value | control | ÷ | to reach |
                |---|---|---|---|---|
                | `filter-audience`, a million ids in sorted stretches: read units | %,.0f | 500,000 | %.3f | 13,500 |
                | the worst of the audiences: units above 1.05 times the control | %.1f | | | 130 |
                | `filter-audience`, 25,000 ids: ms | %.0f | %.0f | %.2f | 2 |
                | `import-preferences`, 1,000 opt-outs: ms | %.0f | %.0f | %.2f | 1.5 |
                | calls; write units of one of them | %.0f; %.1f | | | 2; 4 |

                """.formatted(
                        figures.units(),
                        figures.units() / 500_000,
                        figures.worst(),
                        figures.filter().median(),
                        figures.pages().median(),
                        figures.filter().median() / figures.pages().median(),
                        figures.imported().median(),
                        figures.writes().median(),
                        figures.imported().median() / figures.writes().median(),
                        figures.calls(),
                        figures.writeUnits());
    }

    private void filteredList() {
        FilteredList.Figures figures = measured.filteredList();
        line("## A list on the command line");
        line("");
        line(
                "`consimt filter` of %,d lines of ids, file to file, with a heap of %s and functions that answer at once: %.2f seconds of processor time, %.1f × `sort` and `comm` of the same lists. Medians of five turns.",
                FilteredList.LINES, FilteredList.HEAP, figures.filter(), figures.filter() / figures.control());
        line("");
    }

    /** As CSV, by JMH. */
    String parts() {
        return measured.micro().stream()
                .map(call -> "%s,%s,%s\n".formatted(call.name(), micros(call.micros()), Math.round(call.bytes())))
                .collect(Collectors.joining("", "part,microseconds a call,bytes allocated\n", ""));
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.3f", micros);
    }

    private boolean has(String name, Way way) {
        return Objects.requireNonNull(starts.get(name)).containsKey(way);
    }

    private Figures of(String name, Way way) {
        return Objects.requireNonNull(starts.get(name).get(way));
    }

    private static double first(Figures figures) {
        return figures.first().median();
    }

    private static double warm(Figures figures) {
        return figures.warm().median();
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, "%.2f", millis);
    }

    private static String times(double ratio) {
        return "%.2f ×".formatted(ratio);
    }

    private static String pair(Figures figures, Figures control) {
        return times(first(figures) / first(control)) + "; "
                + times(figures.firstCpu().median() / control.firstCpu().median());
    }

    private void row(String figure, String value) {
        line("| " + figure + " | " + value + " |");
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
