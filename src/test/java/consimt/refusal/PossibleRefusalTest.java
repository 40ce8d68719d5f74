package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in free words: which may be a refusal, and which are talk. */
class PossibleRefusalTest {

    @ParameterizedTest
    @MethodSource
    void mayBeARefusal(String message) {
        assertTrue(PossibleRefusal.isOne(message));
    }

    static List<String> mayBeARefusal() throws IOException {
        return Corpus.texts("possible-refusals.json", "refusals");
    }

    @ParameterizedTest
    @MethodSource
    void isTalk(String message) {
        assertEquals("", Phrases.get().find(ReadText.of(message)).phrase());
        assertFalse(PossibleRefusal.isOne(message));
    }

    static List<String> isTalk() throws IOException {
        return Corpus.texts("possible-refusals.json", "talk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No",
                "No thanks",
                "Not interested",
                "Exit",
                "Remove",
                "Cancel",
                "Leave me alone",
                "Renunț",
                "Salir",
                "End"
            })
    void isAnAnswerOnAButton(String title) {
        assertTrue(PossibleRefusal.isOne(title));
        assertFalse(PossibleRefusal.isOneOnAButton(title));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Dezabonare", "Stop texting me", "Don't contact me", "Stop promotions", "Take me off the list"})
    void mayBeARefusalOnAButtonToo(String title) {
        assertTrue(PossibleRefusal.isOneOnAButton(title));
    }

    /** The beginning up to the length of a message of WhatsApp, and the end. */
    @Test
    void aRefusalCountsWhereverItStandsInAMessage() {
        String refusal = ". take me off your list. ";
        String filler = "we like the new lamp ";
        for (int before = 0; before <= 190; before++) {
            assertTrue(PossibleRefusal.isOne(filler.repeat(before) + refusal + filler.repeat(190 - before)));
        }
        assertFalse(PossibleRefusal.isOne(filler.repeat(300) + refusal + filler.repeat(300)));
        assertTrue(PossibleRefusal.isOne(filler.repeat(300) + refusal + filler.repeat(20)));
    }

    @Test
    void otherWordsMayStandBetweenButNoEndOfASentence() {
        assertTrue(PossibleRefusal.isOne("take my number right now off of your very long list"));
        assertFalse(Phrases.get()
                .find(ReadText.of("take my number one two three four off of your list"))
                .isSome());
        assertFalse(Phrases.get()
                .find(ReadText.of("Take my number. It is off. Your list?"))
                .isSome());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thanks, it fits.\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n\nTo stop texting, unsubscribe",
                "Thanks, it fits.\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop\n<a@shop.example> wrote:\n> Unsubscribe",
                "Thanks, it fits.\n-----Original Message-----\nUnsubscribe here",
                "Thanks, it fits.\n________________________________\nFrom: A Shop\nSent: Monday\nTo: me\n\nUnsubscribe here",
                "> Unsubscribe here\nThanks, it fits.",
                "Thanks, it fits.\n-- \nNot interested in phones",
            })
    void whatAMailQuotesIsNotThePersons(String mail) {
        assertFalse(PossibleRefusal.isOne(mail));
        assertTrue(PossibleRefusal.isOne("Leave me alone.\n" + mail));
    }

    /** In a chat nothing is quoted so, and where nothing else is left a mail is read whole. */
    @Test
    void whatLooksQuotedInAChatIsThePersons() {
        for (String text : List.of(
                "> I do not wish to be contacted",
                "--\nI do not wish to be contacted",
                "Sent from my phone, and I do not wish to be contacted")) {
            assertTrue(PossibleRefusal.isOneInAChat(text), text);
            assertTrue(PossibleRefusal.isOneInAChat("Hello\n" + text), text);
            assertTrue(PossibleRefusal.isOne(text), text);
        }
    }

    @Test
    void aLongCaptionIsReadToItsEnd() {
        assertTrue(PossibleRefusal.isOneInACaption("we like the new lamp ".repeat(40) + ". take me off your list"));
    }

    /** It may be on a road sign, and it may be a no. Another single word is about the picture. */
    @Test
    void anOptOutWordBelowAPictureMayBeARefusal() {
        for (String caption : List.of("STOP", "Stop. Thank you!", "🛑", "dezabonare", "berhenti")) {
            assertTrue(PossibleRefusal.isOneInACaption(caption), caption);
        }
        for (String caption : List.of("no", "the bus stop", "STOP sign", "nonstop")) {
            assertFalse(PossibleRefusal.isOneInACaption(caption), caption);
        }
    }

    @Test
    void aSentenceBelowAPictureOrInAFormIsReadAsInAMessage() {
        for (String text : List.of(
                "Leave me alone",
                "I told you already three times to leave me alone",
                "I am sick of your messages",
                "Go away",
                "block me",
                "lasă-mă în pace")) {
            assertTrue(PossibleRefusal.isOneInACaption(text), text);
            assertTrue(PossibleRefusal.isOneInAForm(text), text);
        }
        for (String text : List.of("no", "No, thank you", "Exit", "delete", "Block!", "two of these, please")) {
            assertFalse(PossibleRefusal.isOneInACaption(text), text);
            assertFalse(PossibleRefusal.isOneInAForm(text), text);
        }
    }

    @Test
    void anAnswerBelowMarkedLinesIsThePersons() {
        assertTrue(PossibleRefusal.isOne(
                "On Mon, 3 Mar 2025 at 10:02, A Shop wrote:\n> New lamps!\n> Buy.\n\nTake me off your list"));
    }

    /** A program names the day with its year or its hour; who tells of a mail of their own need not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On 3 March I wrote:",
                "On 3 March 2025 at 10:02 I wrote:",
                "On 3 March my husband wrote:",
                "Am 3. März 2025 schrieb ich:",
                "Pada 3 Maret 2025 saya menulis:",
                "3 मार्च 2025 को मैंने लिखा:"
            })
    void whatPeopleRepeatOfAnEarlierMailOfTheirOwnIsTheirs(String line) {
        assertTrue(PossibleRefusal.isOne("Hello\n" + line + "\nTake me off your list"));
    }

    @Test
    void theWorkIsBounded() {
        int place = 0;
        for (String word : Phrases.get().automaton().wordSets().all()) {
            if (!Cases.takes(place++, 25)) {
                continue;
            }
            String hostile = (word + " ").repeat(TextParts.WINDOW / (word.length() + 1) + 1);
            int steps = Phrases.get().find(ReadText.of(hostile)).steps();
            assertTrue(steps < 2 * PhraseAutomaton.MOST_STEPS, word + ": " + steps);
        }
    }

    /** A long text is no way around the bound of a short one. */
    @Test
    void theWorkOfALongTextIsBounded() {
        String dense = "please do you not know who of all the people on this list has the number of me and my wife ";
        for (String text :
                List.of(dense.repeat(50), "Oh. ".repeat(2_000), "m3n x1m b*1c ".repeat(500), "e n o t ".repeat(800))) {
            int steps = Phrases.get().findInAChat(ReadText.of(text)).steps();
            assertTrue(steps <= Phrases.MOST_STEPS + 2 * PhraseAutomaton.MOST_STEPS, text.substring(0, 20) + steps);
        }
    }

    @Test
    void theWorkDoesNotGrowWithTheText() {
        String word = "never stop texting ";
        int once = Phrases.get().find(ReadText.of(word.repeat(1_000))).steps();
        assertEquals(once, Phrases.get().find(ReadText.of(word.repeat(100_000))).steps());
        assertEquals(List.of(), TextWords.first("\u200B".repeat(100_000)).all());
    }
}
