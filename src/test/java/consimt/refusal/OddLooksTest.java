package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.BusinessId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opt-out words in an odd look, and what looks as odd and says nothing, or is talk. */
class OddLooksTest {

    private static final RefusalClassifier JUDGE = RefusalClassifier.of(Business.unconfigured(new BusinessId("b")));

    @ParameterizedTest
    @MethodSource
    void anOptOutWordInAnOddLookMayBeARefusal(String message) {
        assertTrue(JUDGE.ofChat(message).mayRefuse());
        assertTrue(JUDGE.ofText("", message).mayRefuse());
    }

    static List<String> anOptOutWordInAnOddLookMayBeARefusal() throws IOException {
        return Corpus.texts("odd-looks.json", "refusals");
    }

    /** Two alphabets in a word, or four letters apart. */
    @ParameterizedTest
    @MethodSource
    void whatIsInLettersThatNobodyReadsIsNoAgreement(String message) {
        for (String text : List.of(message, "we like the new lamp ".repeat(150) + message)) {
            assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofChat(text));
            assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofText("", text));
            assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofCaption(text));
            assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofForm(text));
        }
    }

    static List<String> whatIsInLettersThatNobodyReadsIsNoAgreement() throws IOException {
        return Corpus.texts("odd-looks.json", "nothing");
    }

    @ParameterizedTest
    @MethodSource
    void whatOnlyLooksAsOddIsTalk(String message) {
        assertEquals("", Phrases.get().find(ReadText.of(message)).phrase());
        assertFalse(JUDGE.ofChat(message).mayRefuse());
    }

    static List<String> whatOnlyLooksAsOddIsTalk() throws IOException {
        return Corpus.texts("odd-looks.json", "talk");
    }

    /** The words for opt-outs are exact, and a clerk decides about the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"S T O P", "S.T.O.P.", "st op", "5top", "st0p", "$top", "SТОР", "🆂🆃🅾🅿", "🔕"})
    void anOddLookMakesNoOptOut(String message) {
        assertEquals(Judgement.SUSPECTED_REFUSAL, JUDGE.ofChat(message));
        assertEquals(Judgement.SUSPECTED_REFUSAL, JUDGE.ofText("", message));
    }

    @Test
    void theLettersOfAQuotedMailAreNotThePersons() {
        String quoted = "\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n> S A L E";
        assertEquals(Judgement.TALK, JUDGE.ofText("", "Thanks, it fits." + quoted));
        assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofText("", "T h a n k s" + quoted));
        assertEquals(Judgement.UNKNOWN_SCRIPT, JUDGE.ofChat("Thanks, it fits." + quoted));
    }

    /** Without a space too. */
    @Test
    void allLinesOfALongTextAreRead() {
        String lines = "lamp\n".repeat(300);
        assertTrue(PossibleRefusal.isOne(lines + "unsubscribe\n" + lines));
        assertFalse(PossibleRefusal.isOne(lines + lines));
    }
}
