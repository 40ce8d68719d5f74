package consimt.business;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.LawRow.MessageChannel;
import consimt.relation.Channel;
import consimt.runtime.PackagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the laws of countries ask for before marketing, as this release knows it, and how a row is found. */
class LawsTest {

    private static final Laws LAWS = Laws.ofThisRelease();
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final List<JsonNode> FILE = List.copyOf(PackagedFile.read(
            Laws.class,
            "laws.json",
            file -> new ObjectMapper().readValue(file, new TypeReference<List<JsonNode>>() {})));
    private static final Path DOCUMENT = Path.of("docs/marketing-basis.md");
    private static final Path HOURS = Path.of("docs/hours.md");

    /** European Union, its regions with a code of their own, the European Economic Area, and others. */
    private static final String OPT_IN_COUNTRIES =
            "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT "
                    + "RO SE SI SK AX GF GP MF MQ RE YT IS LI NO GB CH CA AU NZ ZA IL TR JP KR CN IN US SA GE";

    /** Every row has exactly the fields of its kind. A source may have an address. */
    private static final Set<Set<String>> KINDS = Set.of(
            Set.of("country", "channel", "from", "basis", "source"),
            Set.of("id", "country", "from", "revokesAll", "source"),
            Set.of("id", "place", "from", "channels", "allowed", "exempts", "source"),
            Set.of("id", "place", "from", "channels", "allowed", "source"),
            Set.of("id", "place", "from", "channels", "allowed", "quietOnHolidays", "exempts", "source"));

    private static final Set<String> UNITED_STATES = Set.of("AS", "GU", "MP", "PR", "UM", "US", "VI");

    @TestFactory
    List<DynamicTest> aRowHasACountryAFirstDayAndASource() {
        Set<String> countries = Set.of(Locale.getISOCountries());
        assertEquals(
                LAWS.basisRows().size()
                        + LAWS.revocationRows().size()
                        + LAWS.hoursRows().size(),
                FILE.size());
        assertTrue(FILE.size() > 50);
        return FILE.stream()
                .map(row -> DynamicTest.dynamicTest(
                        place(row),
                        () -> assertAll(
                                () -> assertTrue(KINDS.contains(fieldsWithoutAddress(row)), "the fields of a kind"),
                                () -> assertTrue(countries.contains(country(row).substring(0, 2))),
                                () -> assertTrue(
                                        LocalDate.parse(text(row, "from")).isAfter(LocalDate.parse("2002-07-12"))),
                                () -> assertTrue(
                                        text(row, "source").matches(".*[0-9].*|.*\\b(art|s)\\..*"),
                                        "a source names its place"),
                                () -> assertTrue(
                                        !row.has("url") || text(row, "url").matches("https://[a-z.-]+/\\S*")),
                                () -> assertTrue(!row.has("revokesAll")
                                        || row.get("revokesAll").isBoolean()))))
                .toList();
    }

    @Test
    void rowsStandByCountryThenByKindThenByDayAndNoTwoInOnePlace() {
        List<String> places = FILE.stream().map(LawsTest::place).toList();
        assertEquals(List.copyOf(new TreeSet<>(places)), places);
    }

    /** So that an answer, and the operator's settings, mean one row. */
    @Test
    void anIdNamesOneRowOfACountry() {
        List<String> named = LAWS.revocationRows().stream()
                .map(row -> row.id() + " " + row.country())
                .toList();
        assertEquals(List.copyOf(new TreeSet<>(named)), named);
        assertEquals(
                new TreeSet<>(Set.of(
                        "FR-HOURS",
                        "US-CT-HOURS",
                        "US-FL-HOURS",
                        "US-HOURS",
                        "US-MD-HOURS",
                        "US-OK-HOURS",
                        "US-REVOKE-ALL",
                        "US-TX-HOURS",
                        "US-WA-HOURS")),
                new TreeSet<>(LAWS.ids()));
    }

    /** A channel sorts before the other kinds, for capital letters do. */
    private static String place(JsonNode row) {
        String other = row.has("allowed") ? "allowed" : "revokesAll";
        return country(row) + " " + row.path("channel").asText(other) + " " + text(row, "from");
    }

    /** Or a part of one. */
    private static String country(JsonNode row) {
        return text(row, row.has("place") ? "place" : "country");
    }

    private static String text(JsonNode row, String field) {
        return row.get(field).textValue();
    }

    private static Set<String> fieldsWithoutAddress(JsonNode row) {
        Set<String> fields = new TreeSet<>();
        row.fieldNames().forEachRemaining(fields::add);
        fields.remove("url");
        return fields;
    }

    @Test
    void theseCountriesAskForAnOptInToday() {
        for (String country : OPT_IN_COUNTRIES.split(" ")) {
            assertEquals(MarketingBasis.OPT_IN, basis(LAWS, country, MessageChannel.ELECTRONIC, TODAY), country);
        }
    }

    @Test
    void aCountryWithoutARowIsNotMadeUp() {
        assertEquals(Optional.empty(), LAWS.basis("BR", MessageChannel.ELECTRONIC, TODAY));
    }

    @Test
    void aNarrowerChannelGoesBeforeAllElectronicMessages() {
        assertEquals(MarketingBasis.OPT_IN, basis(LAWS, "US", MessageChannel.ELECTRONIC, TODAY));
        assertEquals(MarketingBasis.CONVERSATION, basis(LAWS, "US", MessageChannel.EMAIL, TODAY));
        assertEquals(MarketingBasis.OPT_IN, basis(LAWS, "US", MessageChannel.VOICE, TODAY));
        assertEquals(LAWS.basis("RO", MessageChannel.ELECTRONIC, TODAY), LAWS.basis("RO", MessageChannel.EMAIL, TODAY));
    }

    @Test
    void aLaterRowTakesOverOnItsDay() {
        LocalDate first = LocalDate.parse("2020-01-01");
        LocalDate later = LocalDate.parse("2027-03-01");
        Laws laws = new Laws(
                List.of(
                        row("BR", MessageChannel.EMAIL, later, MarketingBasis.OPT_IN),
                        row("BR", MessageChannel.ELECTRONIC, later, MarketingBasis.OPT_IN),
                        row("BR", MessageChannel.ELECTRONIC, first, MarketingBasis.EXPRESSED)),
                List.of(),
                List.of());
        for (MessageChannel channel : MessageChannel.values()) {
            assertFalse(laws.basis("BR", channel, first.minusDays(1)).isPresent());
            assertEquals(MarketingBasis.EXPRESSED, basis(laws, "BR", channel, first));
            assertEquals(MarketingBasis.EXPRESSED, basis(laws, "BR", channel, later.minusDays(1)));
            assertEquals(MarketingBasis.OPT_IN, basis(laws, "BR", channel, later));
            assertEquals(MarketingBasis.OPT_IN, basis(laws, "BR", channel, later.plusYears(9)));
        }
        assertEquals(
                MessageChannel.EMAIL,
                laws.basis("BR", MessageChannel.EMAIL, later).orElseThrow().channel());
    }

    @Test
    void anOptOutCountsForAllInTheUnitedStatesAndTheirTerritoriesFromAKnownDay() {
        LocalDate first = LocalDate.parse("2027-01-31");
        for (String country : Locale.getISOCountries()) {
            assertFalse(revokesAll(LAWS, country, first.minusDays(1)), country);
            assertEquals(UNITED_STATES.contains(country), revokesAll(LAWS, country, first), country);
        }
    }

    /** Those with rows about the marketing basis. */
    @Test
    void theTerritoriesHaveBothKindsOfRows() {
        assertEquals(
                UNITED_STATES,
                LAWS.basisRows().stream()
                        .filter(row -> row.source().startsWith("47 CFR"))
                        .map(LawRow::country)
                        .collect(toSet()));
    }

    @Test
    void anOptOutCountsForAllUntilAnotherRowEndsIt() {
        LocalDate first = LocalDate.parse("2027-01-31");
        LocalDate end = LocalDate.parse("2028-05-01");
        LocalDate again = LocalDate.parse("2029-01-01");
        Laws laws = new Laws(
                List.of(row("BR", MessageChannel.ELECTRONIC, first, MarketingBasis.OPT_IN)),
                List.of(revocation("BR", end, false), revocation("BR", again, true), revocation("BR", first, true)),
                List.of());
        assertFalse(revokesAll(laws, "BR", first.minusDays(1)));
        assertTrue(revokesAll(laws, "BR", first));
        assertTrue(revokesAll(laws, "BR", end.minusDays(1)));
        assertFalse(revokesAll(laws, "BR", end));
        assertFalse(revokesAll(laws, "BR", again.minusDays(1)));
        assertTrue(revokesAll(laws, "BR", again));
        assertTrue(revokesAll(laws, "BR", again.plusYears(9)));
        assertFalse(revokesAll(laws, "RO", again));
    }

    /** {@code -Dmake} writes the tables. */
    @Test
    void theDocumentHasTheseRows() throws IOException {
        String now = Files.readString(DOCUMENT);
        String made = withTable(withTable(now, revocationTable()), basisTable());
        if (System.getProperty("make") != null) {
            Files.writeString(DOCUMENT, made);
        } else {
            assertEquals(made, now, DOCUMENT + " is out of date: ./mvnw test -Dtest=LawsTest -Dmake");
        }
    }

    @Test
    void theDocumentHasTheseHours() throws IOException {
        String now = Files.readString(HOURS);
        String made = withTable(now, hoursTable());
        if (System.getProperty("make") != null) {
            Files.writeString(HOURS, made);
        } else {
            assertEquals(made, now, HOURS + " is out of date: ./mvnw test -Dtest=LawsTest -Dmake");
        }
    }

    /** The rows of one rule in several countries share a line. */
    private static String hoursTable() {
        Map<String, List<HoursRow>> rows =
                LAWS.hoursRows().stream().collect(groupingBy(HoursRow::id, TreeMap::new, toList()));
        return "| row | where | from | allowed hours | channels | exempts |\n|---|---|---|---|---|---|\n"
                + rows.values().stream()
                        .map(same -> "| `%s` | %s | %s | %s%s | %s | %s |\n"
                                .formatted(
                                        same.get(0).id(),
                                        same.stream().map(HoursRow::place).collect(joining(", ")),
                                        same.get(0).from(),
                                        String.join(", ", same.get(0).allowed()),
                                        same.get(0).isQuietOnHolidays() ? "; not on public holidays" : "",
                                        same.get(0).channels().stream()
                                                .sorted()
                                                .map(Channel::word)
                                                .collect(joining(", ")),
                                        same.get(0).exempts() == null
                                                ? "–"
                                                : same.get(0).exempts()))
                        .collect(joining());
    }

    /** In the place of the table with the same first line. */
    private static String withTable(String document, String table) {
        int begin = document.indexOf(table.substring(0, table.indexOf('\n')));
        int end = document.indexOf("\n\n", begin);
        return document.substring(0, begin) + table + (end < 0 ? "" : document.substring(end + 1));
    }

    /** What the line above says of messages and basis is left out. */
    private static String basisTable() {
        String all = lines(
                LAWS.basisRows(),
                row -> "`%s`: `%s` | %s".formatted(row.channel(), row.basis(), row.from()),
                LawRow::country);
        StringBuilder table = new StringBuilder("| messages: basis | from | countries |\n|---|---|---|\n");
        String above = "";
        for (String line : all.split("(?<=\n)")) {
            String law = line.substring(0, line.indexOf(" | "));
            table.append(law.equals(above) ? "|" + line.substring(law.length()) : line);
            above = law;
        }
        return table.toString();
    }

    private static String revocationTable() {
        return "| row | from | revokes all | countries |\n|---|---|---|---|\n"
                + lines(
                        LAWS.revocationRows(),
                        row -> "`%s` | %s | %s".formatted(row.id(), row.from(), row.revokesAll() ? "yes" : "no"),
                        RevocationRow::country);
    }

    /** Countries of which a line says the same share it. */
    private static <T> String lines(List<T> rows, Function<T, String> law, Function<T, String> country) {
        Map<String, String> countries =
                rows.stream().collect(groupingBy(law, TreeMap::new, mapping(country, joining(", "))));
        return countries.entrySet().stream()
                .map(line -> "| %s | %s |\n".formatted(line.getKey(), line.getValue()))
                .collect(joining());
    }

    private static MarketingBasis basis(Laws laws, String country, MessageChannel channel, LocalDate day) {
        return laws.basis(country, channel, day).orElseThrow().basis();
    }

    private static boolean revokesAll(Laws laws, String country, LocalDate day) {
        return laws.revokingAll(country, day, Map::of).isPresent();
    }

    static LawRow row(String country, MessageChannel channel, LocalDate from, MarketingBasis basis) {
        return new LawRow(country, channel, from, basis, "a law made up for a test, art. 1", null);
    }

    static RevocationRow revocation(String country, LocalDate from, boolean revokesAll) {
        return new RevocationRow(
                country + "-" + from, country, from, revokesAll, "a law made up for a test, art. 2", null);
    }
}
