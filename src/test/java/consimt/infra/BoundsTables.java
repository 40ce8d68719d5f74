package consimt.infra;

import static consimt.local.Template.map;

import consimt.infra.FunctionTable.Function;
import consimt.kit.Budget;
import consimt.kit.Meter.Reading;
import consimt.local.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@code docs/bounds.md}, from the table of functions, the template's parameters and what uses cost. */
final class BoundsTables {

    static final Path FILE = Path.of("docs/bounds.md");

    /** What a call of the store is taken to take, and as much again for the call itself. */
    private static final int MILLIS = 5;

    private static final int ITEMS = 100;

    /** Rows of an import, of which eight are written at once. */
    private static final int ROWS = 1_000;

    private static final int ROWS_AT_ONCE = 8;
    private static final int KEYS = 16;
    private static final int NOTICES_AT_ONCE = 200;

    /** Quotas of AWS: executions of an account, and write units of a table that is paid for by request. */
    static final int EXECUTIONS = 1_000;

    private static final int UNITS_OF_A_TABLE = 40_000;

    private static final Set<Budget> WHOLE_CALLS = Set.of(Budget.RECEIVE_THOUSAND, Budget.IMPORT_THOUSAND);

    private final List<Function> functions;
    private final Template template = Template.read();

    BoundsTables(List<Function> functions) {
        this.functions = functions;
    }

    /** The document with its tables made anew. */
    String in(String document) {
        String made = part(document, "calls", functions.stream().map(this::row));
        return part(made, "sums", sums());
    }

    private static String part(String document, String name, Stream<String> rows) {
        String begins = "<!-- Made: " + name + " -->\n";
        int from = document.indexOf(begins) + begins.length();
        int to = document.indexOf("<!-- End -->", from);
        int head = document.indexOf("|\n", document.indexOf("|---", from)) + 2;
        return document.substring(0, head) + rows.collect(Collectors.joining("\n", "", "\n")) + document.substring(to);
    }

    private String row(Function function) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        function.name(),
                        callers(function),
                        atOnce(function),
                        function.row().get("bounds")
                                + (function.row().containsKey("timeout")
                                        ? ". %s seconds"
                                                .formatted(function.row().get("timeout"))
                                        : ""),
                        units(most(function.name(), Reading::readUnits)) + " / "
                                + units(most(function.name(), Reading::writeUnits)));
    }

    /** Who calls, and how often in a second. */
    private String callers(Function function) {
        List<String> callers = new ArrayList<>();
        if (function.serves("business")) {
            callers.add("business " + units(ofBusiness(function)));
        }
        if (function.serves("person")) {
            callers.add("people " + parameter("PeopleRequestsPerSecond"));
        }
        if (function.isOfForm("http")) {
            callers.add("anybody "
                    + parameter(
                            function.name().equals("unsubscribe")
                                    ? "UnsubscribeRequestsPerSecond"
                                    : "RequestsPerSecond"));
        }
        if (function.isOfForm("event") || function.isOfForm("authorizer")) {
            callers.add("AWS");
        }
        return callers.isEmpty() ? "operator" : String.join(", ", callers);
    }

    private double ofBusiness(Function function) {
        return Double.parseDouble(function.row()
                .getOrDefault("eachBusiness", parameter("BusinessRequestsPerSecond"))
                .toString());
    }

    private String atOnce(Function function) {
        return function.name().equals("deliver-notice")
                ? Integer.toString(NOTICES_AT_ONCE)
                : setAside(function) == 0 ? "–" : Integer.toString(setAside(function));
    }

    private int setAside(Function function) {
        String atOnce = function.cell("atOnce");
        return atOnce.isEmpty() ? 0 : atOnce.matches("\\d+") ? Integer.parseInt(atOnce) : parameter(atOnce);
    }

    private int parameter(String name) {
        return Integer.parseInt(
                map(map(template.document(), "Parameters"), name).get("Default").toString());
    }

    /** The most of any of its uses, for one item or page; an envelope or a list of a thousand is none of these. */
    private static double most(String function, ToDoubleFunction<Reading> what) {
        return Arrays.stream(Budget.values())
                .filter(use -> use.function().equals(function) && !WHOLE_CALLS.contains(use))
                .map(Budget::reading)
                .mapToDouble(what)
                .max()
                .orElseThrow(() -> new AssertionError("no use of " + function + " is measured"));
    }

    private static String units(double units) {
        return units == Math.rint(units) ? Long.toString((long) units) : Double.toString(units);
    }

    /** What all callers together may take. */
    private Stream<String> sums() {
        int setAside = functions.stream().mapToInt(this::setAside).sum();
        int businesses = KEYS * executionsOfABusiness();
        int people = executions(parameter("PeopleRequestsPerSecond"), "decide-consent");
        int page = executions(2 * parameter("UnsubscribeRequestsPerSecond"), "unsubscribe");
        int webhook = executions(parameter("RequestsPerSecond"), "receive-whatsapp");
        long paths = functions.stream().filter(Function::isAtTheGateway).count();
        int strangers = executions((int) paths * parameter("RequestsPerSecond"), "authorize-caller");
        int sum = setAside + NOTICES_AT_ONCE + businesses + people + page + webhook + strangers;
        return Stream.of(
                sum("set aside (`atOnce`)", setAside, "none: all share the 10"),
                sum("notices", NOTICES_AT_ONCE, "2"),
                sum(KEYS + " keys of businesses, each with all of its limits", businesses, "10: 429 for all"),
                sum("all people", people, "10: 429 for all"),
                sum("the page to unsubscribe", page, "10: 429, and the press again"),
                sum("the webhook", webhook, "10: 429, and the platform delivers again"),
                sum("strangers on all " + paths + " paths, with tokens that are none", strangers, "10: 429 for all"),
                "| **all executions** | **%s** of %s | %s |"
                        .formatted(number(sum), number(EXECUTIONS), quota(sum, EXECUTIONS, "Concurrent executions")),
                "| **write units a second**, of all tables | **%s** of %s a table | %s |"
                        .formatted(
                                number(writeUnits()),
                                number(UNITS_OF_A_TABLE),
                                quota(writeUnits(), UNITS_OF_A_TABLE, "Table-level write throughput")
                                        + "; a new table begins with 4,000"));
    }

    private static String sum(String bound, int atWorst, String left) {
        return "| %s | %s | %s |".formatted(bound, number(atWorst), left);
    }

    private static String quota(int atWorst, int quota, String name) {
        return atWorst <= quota ? "is enough" : "raise *" + name + "*";
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Of a function without a limit of its own, and of those that take many items a call, one after another. */
    private int executionsOfABusiness() {
        return forBusinesses()
                        .filter(function -> function.cell("eachBusiness").isEmpty() && setAside(function) == 0)
                        .mapToInt(function -> executions(ofBusiness(function), function.name()))
                        .max()
                        .orElseThrow()
                + forBusinesses()
                        .filter(function -> !function.cell("eachBusiness").isEmpty())
                        .mapToInt(
                                function -> executions(itemsOneByOne(function) * ofBusiness(function), function.name()))
                        .sum();
    }

    private static int items(Function function) {
        return function.name().equals("import-preferences") ? ROWS : ITEMS;
    }

    private static int itemsOneByOne(Function function) {
        return items(function) == ROWS ? ROWS / ROWS_AT_ONCE : ITEMS;
    }

    private int writeUnits() {
        int ofABusiness = forBusinesses()
                        .filter(function -> function.cell("eachBusiness").isEmpty())
                        .mapToInt(function -> written(ofBusiness(function), function.name()))
                        .max()
                        .orElseThrow()
                + forBusinesses()
                        .filter(function -> !function.cell("eachBusiness").isEmpty())
                        .mapToInt(function -> written(items(function) * ofBusiness(function), function.name()))
                        .sum();
        return KEYS * ofABusiness
                + written(parameter("PeopleRequestsPerSecond"), "decide-consent")
                + written(parameter("UnsubscribeRequestsPerSecond"), "unsubscribe");
    }

    private Stream<Function> forBusinesses() {
        return functions.stream().filter(function -> function.serves("business"));
    }

    private static int executions(double callsASecond, String function) {
        double millis = (most(function, Reading::count) + 1) * MILLIS;
        return (int) Math.ceil(callsASecond * millis / 1_000);
    }

    private static int written(double timesASecond, String function) {
        return (int) (timesASecond * most(function, Reading::writeUnits));
    }
}
