package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTextTest {

    /** The halves of characters alone have no form in UTF-8. All else stays, also what is no character. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop | stop",
                "\ud83d\uded1 | \ud83d\uded1",
                "a\ud83d | a\ufffd",
                "\uded1b | \ufffdb",
                "a\ufffeb | a\ufffeb",
                "a\ufeffb | a\ufeffb"
            })
    void onlyHalvesAreReplaced(String written, String kept) {
        WrittenText text = WrittenText.of(written);
        assertNotNull(text);
        assertEquals(kept, text.value());
    }
}
