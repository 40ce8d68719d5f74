package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayAndHourTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 Mar 2025 at 10:02 Ana wrote:      | true
            2025-03-03 10.02                    | true
            10:02, 3/3/25                       | true
            3 septembre 2025, 10:02             | true
            10:02 3 March 2025                  | true
            10:02, Mar 3, 2025                  | true
            2025/03/03 (Mon) 9:05               | true
            10:02, 3 apples                     | false
            3 <a@b.example> March 2025 10:02    | false
            on 3 March I wrote:                 | false
            at 10:02 I wrote:                   | false
            call 0755 500 001                   | false
            3 Mar 2025 <a@b.example> at 10:02   | false
            1111 1111 1111 1111                 | false
            """)
    void aDayWithAnHourIsFound(String line, boolean isThere) {
        assertEquals(isThere, DayAndHour.isIn(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1111 ", "11/11/", "1:", "1.1 ", "a:"})
    void aLineOfAnyLengthHasNone(String piece) {
        assertFalse(DayAndHour.isIn(piece.repeat(100_000)));
    }
}
