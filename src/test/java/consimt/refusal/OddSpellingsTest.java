package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals in an odd look, and what looks as odd and is talk. */
class OddSpellingsTest {

    @ParameterizedTest
    @MethodSource
    void aRefusalInAnOddLookMayBeOne(String message) {
        assertTrue(PossibleRefusal.isOneInAChat(message));
    }

    static List<String> aRefusalInAnOddLookMayBeOne() throws IOException {
        return Corpus.texts("odd-spellings.json", "refusals");
    }

    @ParameterizedTest
    @MethodSource
    void whatOnlyLooksAsOddIsTalk(String message) {
        assertEquals("", Phrases.get().find(ReadText.of(message)).phrase());
        assertFalse(PossibleRefusal.isOneInAChat(message));
    }

    static List<String> whatOnlyLooksAsOddIsTalk() throws IOException {
        return Corpus.texts("odd-spellings.json", "talk");
    }

    /** The words for opt-outs are exact, and a clerk decides about the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"S T O P", "S.T.O.P.", "st op", "5top", "st0p", "$top", "SТОР", "🆂🆃🅾🅿", "🔕"})
    void anOddLookMakesNoOptOut(String message) {
        assertTrue(PossibleRefusal.isOneInAChat(message));
        assertFalse(OptOutWords.of(List.of(), List.of()).isOptOut(message));
    }

    @Test
    void anOddWordCountsInAnyPartOfALongText() {
        String filler = "we like the new lamp ";
        for (String refusal : List.of(". s t o p  t e x t i n g  m e. ", " stoptextingme ", ". dо nоt cоntаct me. ")) {
            for (int before = 0; before <= 190; before += 5) {
                assertTrue(PossibleRefusal.isOne(filler.repeat(before) + refusal + filler.repeat(190 - before)));
            }
        }
    }

    /** Without a space too. */
    @Test
    void allLinesOfALongTextAreRead() {
        String lines = "lamp\n".repeat(300);
        assertTrue(PossibleRefusal.isOne(lines + "unsubscribe\n" + lines));
        assertFalse(PossibleRefusal.isOne(lines + lines));
    }

    @Test
    void aWordIsCutIntoTheFewestWordsOfOneLanguage() {
        GluedWords words = new GluedWords();
        List.of("leave", "me", "alone", "a", "lone", "leav*").forEach(word -> words.add(word, 1));
        List.of("lone", "leaveme").forEach(word -> words.add(word, 2));
        assertEquals(List.of("leave", "me", "alone"), words.cut("leavemealone"));
        assertEquals(List.of("leaving", "me"), words.cut("leavingme"));
        assertEquals(List.of("leaveme", "lone"), words.cut("leavemelone"));
        assertEquals(List.of(), words.cut("leavemealon"));
        assertEquals(List.of(), words.cut(""));
        assertEquals("leaveme".length(), words.longestCut("leavemexalone"));
    }
}
