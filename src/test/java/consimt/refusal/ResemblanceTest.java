package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.runtime.PackagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dmake} writes the weights, after a change of the corpus. */
class ResemblanceTest {

    private static final Path FILE = Path.of("src/main/resources/consimt/refusal", Resemblance.FILE);

    @Test
    void theWeightsAreMadeFromAllOfTheCorpusThatMayBeSeen() throws IOException {
        Training training = new Training();
        for (String part : Corpus.parts()) {
            if (!Corpus.UNSEEN.contains(part)) {
                training.add(Corpus.of(part));
            }
        }
        byte[] made = training.weights();
        if (System.getProperty("make") != null) {
            Files.write(FILE, made);
        } else {
            byte[] now = PackagedFile.read(Resemblance.class, Resemblance.FILE, InputStream::readAllBytes);
            assertArrayEquals(made, now, "after a change of the corpus: ./mvnw test -Dtest=ResemblanceTest -Dmake");
        }
    }

    /** No line here is of the corpus, and no phrase finds it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Je n'ai acheté qu'une fois chez vous, ce n'est pas une raison pour m'écrire chaque semaine",
                "Ich hab einmal was gekauft, deswegen brauch ich nicht jede Woche drei Nachrichten",
            })
    void findsWhatNoPhraseForesaw(String message) {
        assertFalse(Phrases.get().find(ReadText.of(message)).isSome(), message);
        assertTrue(PossibleRefusal.isOne(message), message);
        assertTrue(PossibleRefusal.isOneInAChat(message), message);
    }

    /** The weights alone take each of them for talk. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi, thanks for the flowers, they were lovely and my mum was so happy, but please stop texting me",
                "My order came on Tuesday and the bread was still warm and please take my number off your list",
                "See you at eight, bring the red jacket, and by the way I don't want any more adverts from you",
                "Der Tisch am Samstag um acht passt, und bitte schreiben Sie mir nicht mehr wegen Angeboten",
                "Merci pour les chaises, le livreur était très gentil, mais arrêtez de m'envoyer des messages",
                "Grazie per la pizza di ieri sera, era buonissima, però non mandatemi più messaggi",
                "khana bahut accha tha aur bhaiya bhi time pe aaye the, lekin mujhe ab message mat bhejo",
            })
    void noFriendlyWordsHideARefusalThatAPhraseFinds(String message) {
        assertTrue(PossibleRefusal.isOne(message), message);
        assertTrue(PossibleRefusal.isOneInAChat(message), message);
    }

    @Test
    void aSentenceAmongOthersIsFound() {
        assertTrue(PossibleRefusal.isOne(
                "Alles gut angekommen, vielen Dank! Ich hab einmal was gekauft, deswegen brauch ich"
                        + " nicht jede Woche drei Nachrichten. Schönen Abend noch"));
    }

    @Test
    void oneWordAndALongTextAreLeftToThePhrases() {
        assertFalse(Resemblance.get().isRefusal("nervt"));
        assertFalse(Resemblance.get().isRefusal("you keep on pestering me every single day ".repeat(8)));
    }

    @Test
    void spellingsOfOneMessageHaveTheSamePieces() {
        assertEquals(6, Pieces.of("Hört auf!! Es ist genug???").words());
        for (String spelling : List.of("hoert auf es ist genug ?", "HÖRT AUF, es ist genuuuug?")) {
            assertArrayEquals(
                    Pieces.of("Hört auf!! Es ist genug???").ofWords(),
                    Pieces.of(spelling).ofWords());
        }
    }
}
