package consimt.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.words.AdviceWords.Plural;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceWordsTest {

    /** By Unicode's plural rules. */
    @ParameterizedTest
    @CsvSource({
        "en, 0, OTHER",
        "en, 1, ONE",
        "en, 2, OTHER",
        "en, 21, OTHER",
        "ro, 0, FEW",
        "ro, 1, ONE",
        "ro, 2, FEW",
        "ro, 19, FEW",
        "ro, 20, OTHER",
        "ro, 100, OTHER",
        "ro, 101, FEW",
        "ro, 119, FEW",
        "ro, 120, OTHER",
        "fr, 0, ONE",
        "fr, 1, ONE",
        "fr, 2, OTHER",
        "pt, 0, ONE",
        "pt, 1, ONE",
        "pt, 2, OTHER",
        "de, 0, OTHER",
        "de, 1, ONE",
        "es, 1, ONE",
        "es, 2, OTHER"
    })
    void aNounHasTheFormOfItsNumber(String language, int count, Plural form) {
        assertEquals(form, Plural.of(language, count));
    }
}
