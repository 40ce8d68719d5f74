package consimt.infra;

import static consimt.local.Template.map;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Budget;
import consimt.kit.Meter;
import consimt.local.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the document says that a use costs is what its {@link Budget} says, at the prices and the memory that stand there. */
class CostsTest {

    private static final String NOTHING = "–";
    private static final String AS_ABOVE = "… ";
    private static final BigDecimal MEGABYTES_IN_A_GIGABYTE = BigDecimal.valueOf(1024);
    private static final BigDecimal MILLISECONDS_IN_A_SECOND = BigDecimal.valueOf(1000);

    private static final DecimalFormat UNITS = format("#,##0.#");
    private static final String SECTION = section("docs/costs.md", "What it costs");
    private static final BigDecimal READ_UNITS = price("read units");
    private static final BigDecimal WRITE_UNITS = price("write units");
    private static final BigDecimal REQUESTS = price("requests");
    private static final BigDecimal GIGABYTE_SECONDS = price("gigabyte-seconds");

    /** Of a million calls, with their access logs: 3.50 and about 0.15. */
    private static final BigDecimal GATEWAY = new BigDecimal("3.65");

    /** By the functions' names, in megabytes. */
    private static final Map<String, BigDecimal> MEMORY = memory();

    @Test
    void everyFunctionThatCallsAStoreHasABudgetAndNoOther() {
        assertEquals(
                FunctionTable.names(function -> !function.may().isEmpty()),
                Stream.of(Budget.values()).map(Budget::function).collect(toSet()));
    }

    /** The table has what is called for messages and wishes; {@code docs/bounds.md} has a row for every function. */
    @Test
    void theTableHasUsesAtTheirPrice() {
        List<String> shown = new ArrayList<>();
        String above = "";
        for (String row : rows(SECTION).toList()) {
            above = row.startsWith("| `") ? row.split("`")[1] : above;
            shown.add(row.replaceFirst("^\\| " + AS_ABOVE, "| `" + above + "`, "));
        }
        List<String> expected = Stream.of(Budget.values())
                .map(budget ->
                        row(name(budget), number(budget.reading().count()), units(budget), dollars(tables(budget))))
                .toList();
        assertEquals(expected.stream().filter(shown::contains).toList(), shown);
        assertTrue(shown.size() > 30, shown::toString);
    }

    @Test
    void soHaveTheSentencesBesideIt() {
        assertSays("a million uses cost %s USD besides, those of the webhook %s, and its thousand updates %s in %s s"
                .formatted(
                        dollars(lambda(Budget.CHECK)),
                        dollars(lambda(Budget.RECEIVE_MESSAGE)),
                        dollars(lambda(Budget.RECEIVE_THOUSAND)),
                        seconds(Budget.RECEIVE_THOUSAND.takes())));
        assertSays("each 10 ms more cost %s USD, those of the webhook %s"
                .formatted(
                        dollars(time("check-permission", Budget.USUALLY_TAKES)),
                        dollars(time("receive-whatsapp", Budget.USUALLY_TAKES))));
        assertSays(
                "(%s GB; the webhook has %s)".formatted(gigabytes("check-permission"), gigabytes("receive-whatsapp")));
        assertSays("1 read unit (%s USD)".formatted(dollars(READ_UNITS)));
    }

    @Test
    void aHundredThousandMessagesCostWhatIsEstimated() throws IOException {
        BigDecimal gateway = GATEWAY.add(lambda(Budget.AUTHORIZE_BUSINESS));
        BigDecimal alone = tables(Budget.CHECK).add(lambda(Budget.CHECK));
        BigDecimal hundred = tables(Budget.CHECK_HUNDRED).add(lambda(Budget.CHECK_HUNDRED));
        String calls = dollars(millionths(alone.add(gateway), 100_000));
        String lists = dollars(millionths(hundred.add(gateway), 1_000));
        String estimate = section("docs/costs.md", "100,000 messages");
        for (String words : List.of(
                "by the gateway, one message a call | 0.006 | 0.033 | 0.398 | %s |".formatted(calls),
                "by the gateway, a hundred messages a call | 0.006 | under 0.001 | 0.004 | %s |".formatted(lists),
                "by Lambda invoke, one message a call | 0.006 | 0.033 | – | %s |"
                        .formatted(dollars(millionths(alone, 100_000))))) {
            assertTrue(estimate.contains(words), words);
        }
        String readme = Files.readString(Path.of("README.md"));
        assertTrue(readme.contains("cost some %s USD where each".formatted(calls)), calls);
        assertTrue(readme.contains("%s USD where a hundred".formatted(lists)), lists);
    }

    /** Counted from the template: 30 days, at the prices that stand in the rows. */
    @Test
    void anIdleStackCostsAtMostTwoDollarsAMonth() {
        Map<String, List<String>> rows = rows(section("docs/costs.md", "A month without a call"))
                .map(row -> List.of(row.substring(2).split(" \\| ")))
                .collect(toMap(row -> row.get(0), row -> row.subList(1, 3)));
        int alarms = count("AWS::CloudWatch::Alarm", "HasAlarmTopic") + count("AWS::CloudWatch::Alarm", "TellsWho");
        int calls = 30 * 24 * (60 + 4);
        assertEquals(Set.of("rate(1 minute)", "rate(15 minutes)"), schedules());
        assertEquals(both(count("AWS::KMS::Key", "")), rows.get("the key"));
        assertEquals(both(0.40 * count("AWS::SecretsManager::Secret", "")), rows.get("the secret of links"));
        // The ledger's stream is read for nothing, and WhatsApp's queue where there is a topic only.
        assertEquals(2, count("AWS::Lambda::EventSourceMapping", ""));
        assertEquals(both(30 * 24 * 60 * 15 * 0.50 / 1_000_000), rows.get("the queue of notices"));
        assertEquals(both(calls * 1.00 / 1_000_000), rows.get("schedules"));
        assertEquals(both(millionths(lambda(Budget.RESUME), calls).doubleValue()), rows.get("their functions"));
        // To the dollar, so that a function more, which has an alarm of its own, changes no document.
        long dollarsOfAlarms = Math.round(0.10 * alarms);
        assertEquals(List.of(NOTHING, dollars(BigDecimal.valueOf(dollarsOfAlarms))), rows.get("alarms"));
        assertTrue(section("docs/costs.md", "A month without a call")
                .contains("some " + 10 * dollarsOfAlarms + ", where"));
        assertEquals(List.of(NOTHING, "3.00"), rows.get("dashboard"));
        assertEquals(1, count("AWS::CloudWatch::Dashboard", "IsProduction"));
        List<String> all = rows.remove("all");
        assertEquals(sum(rows, 0), new BigDecimal(all.get(0)));
        assertEquals(sum(rows, 1), new BigDecimal(all.get(1)));
        assertTrue(new BigDecimal(all.get(0)).compareTo(BigDecimal.valueOf(2)) <= 0, all::toString);
    }

    private static List<String> both(double amount) {
        String shown = dollars(BigDecimal.valueOf(amount));
        return List.of(shown, shown);
    }

    private static BigDecimal sum(Map<String, List<String>> rows, int column) {
        return rows.values().stream()
                .map(row -> row.get(column))
                .filter(amount -> !amount.equals(NOTHING))
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** How many resources of a type the template has under a condition that begins so; "" for none. */
    private static int count(String type, String condition) {
        return (int) map(Template.read().document(), "Resources").values().stream()
                .map(Template::asMap)
                .filter(resource -> type.equals(resource.get("Type")))
                .map(resource -> resource.getOrDefault("Condition", "").toString())
                .filter(of -> condition.isEmpty() ? of.isEmpty() : of.startsWith(condition))
                .count();
    }

    private static Set<String> schedules() {
        return FunctionTable.read().stream()
                .map(function -> function.cell("schedule"))
                .filter(schedule -> !schedule.isEmpty())
                .collect(toSet());
    }

    /** What so many uses cost, of the price of a million. */
    private static BigDecimal millionths(BigDecimal million, int uses) {
        return million.multiply(BigDecimal.valueOf(uses)).movePointLeft(6);
    }

    private static void assertSays(String words) {
        assertTrue(SECTION.contains(words), words);
    }

    private static String name(Budget budget) {
        return "`" + budget.function() + "`" + (budget.use().isEmpty() ? "" : ", " + budget.use());
    }

    private static String units(Budget budget) {
        Meter.Reading reading = budget.reading();
        return UNITS.format(reading.readUnits()) + " / " + UNITS.format(reading.writeUnits());
    }

    private static BigDecimal tables(Budget budget) {
        Meter.Reading reading = budget.reading();
        return BigDecimal.valueOf(reading.readUnits())
                .multiply(READ_UNITS)
                .add(BigDecimal.valueOf(reading.writeUnits()).multiply(WRITE_UNITS));
    }

    private static BigDecimal lambda(Budget budget) {
        return REQUESTS.add(time(budget.function(), budget.takes()));
    }

    private static String seconds(Duration takes) {
        return BigDecimal.valueOf(takes.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal time(String function, Duration takes) {
        return memory(function)
                .multiply(BigDecimal.valueOf(takes.toMillis()))
                .divide(MILLISECONDS_IN_A_SECOND, MathContext.DECIMAL64)
                .multiply(GIGABYTE_SECONDS);
    }

    private static String gigabytes(String function) {
        return format("0.##").format(memory(function));
    }

    /** In gigabytes. */
    private static BigDecimal memory(String function) {
        return MEMORY.get(function).divide(MEGABYTES_IN_A_GIGABYTE, MathContext.DECIMAL64);
    }

    private static String dollars(BigDecimal amount) {
        return amount.signum() == 0 ? NOTHING : format("#,##0.00").format(amount.setScale(2, RoundingMode.HALF_UP));
    }

    private static String number(double number) {
        return number == 0 ? NOTHING : UNITS.format(number);
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** Those of the section's one table, without its head. */
    private static Stream<String> rows(String section) {
        return section.lines().filter(line -> line.startsWith("| ")).skip(1);
    }

    private static BigDecimal price(String of) {
        Matcher price = Pattern.compile("(\\d+\\.\\d+) USD a million " + of).matcher(SECTION);
        if (!price.find()) {
            throw new IllegalStateException("there is no price of " + of);
        }
        return new BigDecimal(price.group(1));
    }

    private static String section(String readme, String title) {
        try {
            return Arrays.stream(Files.readString(Path.of(readme)).split("\n## "))
                    .filter(section -> section.startsWith(title + "\n"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, BigDecimal> memory() {
        Template template = Template.read();
        Object usual = map(map(template.document(), "Globals"), "Function").get("MemorySize");
        return template.resources("AWS::Serverless::Function").values().stream()
                .collect(toMap(
                        function -> map(map(function, "Environment"), "Variables")
                                .get("QUARKUS_FUNQY_EXPORT")
                                .toString(),
                        function -> new BigDecimal(
                                function.getOrDefault("MemorySize", usual).toString())));
    }
}
