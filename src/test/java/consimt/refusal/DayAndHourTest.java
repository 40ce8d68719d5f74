package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayAndHourTest {

    /** What is looked for, by an expression that may try too many ways. */
    private static final Pattern SPELT_OUT =
            Pattern.compile("[0-9]{1,4}(?:[-./]|[^0-9@]{1,12})[0-9]{1,4}[^@]{1,40}[0-9][:.][0-9]{2}|"
                    + "[0-9][:.][0-9]{2}[^@]{1,25}[0-9]{1,2}[^@]{1,12}[0-9]{2}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 Mar 2025 at 10:02 Ana wrote:      | true
            2025-03-03 10.02                    | true
            10:02, 3/3/25                       | true
            3 septembre 2025, 10:02             | true
            on 3 March I wrote:                 | false
            at 10:02 I wrote:                   | false
            call 0755 500 001                   | false
            3 Mar 2025 <a@b.example> at 10:02   | false
            1111 1111 1111 1111                 | false
            00:0011 March  March 1100           | true
            """)
    void aDayWithAnHourIsFound(String line, boolean isThere) {
        assertEquals(isThere, DayAndHour.isIn(line));
    }

    @Property(tries = 20_000)
    void findsWhatTheExpressionFinds(@ForAll("dates") String line) {
        assertEquals(SPELT_OUT.matcher(line).find(), DayAndHour.isIn(line), line);
    }

    @Provide
    Arbitrary<String> dates() {
        Arbitrary<String> number = Arbitraries.integers().between(1, 2_030).map(String::valueOf);
        Arbitrary<String> hour = Arbitraries.integers().between(0, 59).map("%02d:00"::formatted);
        Arbitrary<String> between = Arbitraries.of(" ", "/", " March ", ", ", " @ ", " a long way to the next number ");
        return Arbitraries.oneOf(number, hour, between)
                .list()
                .ofMinSize(2)
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1111 ", "11/11/", "1:", "1.1 ", "a:"})
    void aLineOfAnyLengthHasNone(String piece) {
        assertFalse(DayAndHour.isIn(piece.repeat(100_000)));
    }
}
