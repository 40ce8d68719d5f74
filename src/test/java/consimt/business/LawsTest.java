package consimt.business;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the laws of countries ask for before marketing, as this release knows it, and how a row is found. */
class LawsTest {

    private static final Laws LAWS = Laws.ofThisRelease();
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Path DOCUMENT = Path.of("docs/marketing-basis.md");

    /** European Union, its regions with a code of their own, the European Economic Area, and others. */
    private static final String OPT_IN_COUNTRIES =
            "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT "
                    + "RO SE SI SK AX GF GP MF MQ RE YT IS LI NO GB CH CA AU NZ ZA IL TR JP KR CN IN US SA GE";

    @TestFactory
    List<DynamicTest> aRowHasACountryAFirstDayAndASource() {
        Set<String> countries = Set.of(Locale.getISOCountries());
        assertTrue(LAWS.rows().size() > 50);
        return LAWS.rows().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.country() + " " + row.channel() + " " + row.from(),
                        () -> assertAll(
                                () -> assertTrue(countries.contains(row.country())),
                                () -> assertTrue(row.from().isAfter(LocalDate.parse("2002-07-12"))),
                                () -> assertTrue(
                                        row.source().matches(".*[0-9].*|.*\\b(art|s)\\..*"),
                                        "a source names its place"),
                                () -> assertTrue(row.url() == null || row.url().matches("https://[a-z.-]+/\\S*")),
                                () -> assertTrue(row.channel() != null && row.basis() != null))))
                .toList();
    }

    @Test
    void noTwoRowsOfACountryAndAChannelBeginOnTheSameDay() {
        Map<String, Long> beginning = new TreeMap<>(LAWS.rows().stream()
                .collect(groupingBy(row -> row.country() + " " + row.channel() + " " + row.from(), counting())));
        beginning.values().removeIf(rows -> rows == 1);
        assertEquals(Map.of(), beginning);
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
        Laws laws = new Laws(List.of(
                row("BR", MessageChannel.EMAIL, later, MarketingBasis.OPT_IN),
                row("BR", MessageChannel.ELECTRONIC, later, MarketingBasis.OPT_IN),
                row("BR", MessageChannel.ELECTRONIC, first, MarketingBasis.EXPRESSED)));
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

    /** {@code -Dmake} writes the table. */
    @Test
    void theDocumentHasTheseRows() throws IOException {
        String now = Files.readString(DOCUMENT);
        int begin = now.indexOf("| country |");
        int end = now.indexOf("\n\n", begin) + 1;
        String made = now.substring(0, begin) + table() + now.substring(end);
        if (System.getProperty("make") != null) {
            Files.writeString(DOCUMENT, made);
        } else {
            assertEquals(made, now, DOCUMENT + " is out of date: ./mvnw test -Dtest=LawsTest -Dmake");
        }
    }

    private static String table() {
        return "| country | messages | from | basis | source |\n|---|---|---|---|---|\n"
                + LAWS.rows().stream()
                        .map(row -> "| %s | `%s` | %s | `%s` | %s |\n"
                                .formatted(row.country(), row.channel(), row.from(), row.basis(), source(row)))
                        .collect(joining());
    }

    private static String source(LawRow row) {
        return row.url() == null ? row.source() : "[" + row.source() + "](" + row.url() + ")";
    }

    private static MarketingBasis basis(Laws laws, String country, MessageChannel channel, LocalDate day) {
        return laws.basis(country, channel, day).orElseThrow().basis();
    }

    static LawRow row(String country, MessageChannel channel, LocalDate from, MarketingBasis basis) {
        return new LawRow(country, channel, from, basis, "a law made up for a test, art. 1", null);
    }
}
