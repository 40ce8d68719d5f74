package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.relation.BusinessId;
import consimt.whatsapp.Shop;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole messages as people write them: for each language what opts out, and what comes near and does not. */
class OptOutWordsTest {

    private static final OptOutWords ALL = OptOutWords.of(List.of(), List.of());

    @ParameterizedTest
    @MethodSource
    void optsOut(String line) {
        String language = line.substring(0, 2);
        String message = line.substring(4);
        assertTrue(OptOutWords.of(List.of(Locale.forLanguageTag(language)), List.of())
                .isOptOut(message));
        assertTrue(ALL.isOptOut(message));
    }

    static List<String> optsOut() throws IOException {
        return Corpus.texts("opt-out-words.json", "optOut");
    }

    @ParameterizedTest
    @MethodSource
    void whatCannotBeSeenMakesNoDifference(String message) {
        assertTrue(ALL.isOptOut(message));
    }

    static List<String> whatCannotBeSeenMakesNoDifference() throws IOException {
        return Corpus.texts("opt-out-words.json", "unseen");
    }

    @ParameterizedTest
    @MethodSource
    void isANearMissAndDoesNotOptOut(String message) {
        assertFalse(ALL.isOptOut(message));
    }

    static List<String> isANearMissAndDoesNotOptOut() throws IOException {
        return Corpus.texts("opt-out-words.json", "nearMisses");
    }

    @ParameterizedTest(name = "{0}, at a business whose languages are {1}: {2}")
    @CsvSource({
        "STOP,        ja,       true",
        "Unsubscribe, ja,       true",
        "Dezabonare,  ro,       true",
        "Dezabonare,  ro-MD,    true",
        "Dezabonare,  de,       false",
        "Dezabonare,  ja,       false",
        "Dezabonare,  de ro,    true",
        "Dezabonare,  '',       true",
        "Parar,       pt-PT,    true",
        "Parar,       pt-BR,    true",
        "Stopp,       de-AT,    true",
        "berhenti,    id,       true",
        "berhenti,    in,       true",
        "Stopp,       en,       false",
        "Stop Danke,  ro,       true",
        "Parar promoções, pt,   true",
        "Parar promoções, ro,   false"
    })
    void theWordsAreThoseOfTheBusinessesLanguagesAndAlwaysTheEnglishOnes(
            String message, String languages, boolean optsOut) {
        List<Locale> locales = languages.isEmpty()
                ? List.of()
                : List.of(languages.split(" ")).stream()
                        .map(Locale::forLanguageTag)
                        .toList();
        assertEquals(optsOut, OptOutWords.of(locales, List.of()).isOptOut(message));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Gata!,           true",
        "'gata, mersi',   true",
        "GATA GATA,       true",
        "gata cu asta,    false",
        "iptal,           true",
        "İPTAL,           true",
        "IPTAL,           true",
        "ıptal,           true",
        "やめて,             true",
        "やめてください,         false",
        "2,               true",
        "2️⃣,              true",
        "22,              false",
        "lista afara,     true",
        "Listă – afară,   true",
        "stop,            true",
        "thanks,          true",
        "stop thanks,     true",
        "mersi,           false"
    })
    void aBusinessHasWordsOfItsOwn(String message, boolean optsOut) {
        OptOutWords words = OptOutWords.of(
                List.of(Locale.forLanguageTag("tr")),
                List.of("gata", "İptal", "やめて", "2", "Listă afară", "Thanks", "🛑"));
        assertEquals(optsOut, words.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP.\nSent from my iPhone",
                "Stop\n\nGet Outlook for Android",
                "stop\r\nTrimis de pe iPhone-ul meu",
                "STOP\n-- \nJohn",
                "STOP\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n> New lamps!",
                "STOP\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop <a@shop.example> wrote:\n\nNew lamps! To end this, answer STOP",
                "Stop\n-----Ursprüngliche Nachricht-----\nNeue Lampen!"
            })
    void whatAProgramAddsMakesNoDifference(String message) {
        assertTrue(ALL.isOptOut(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yes please\n\nOn Mon, 3 Mar 2025 at 10:02, A Shop wrote:\n\nSTOP",
                "> STOP\nWhat does that mean?",
                "Sent from my iPhone",
                "Stop\nat the corner"
            })
    void whatIsOnlyQuotedDoesNotOptOut(String message) {
        assertFalse(ALL.isOptOut(message));
    }

    @Test
    void theyAreTakenFromTheSettings() {
        Business defaults = Business.unconfigured(new BusinessId("b"));
        assertTrue(OptOutWords.of(defaults).isOptOut("Dezabonare"));
        assertFalse(OptOutWords.of(defaults).isOptOut("gata"));
        OptOutWords words = OptOutWords.of(Shop.with(List.of(Locale.GERMAN), List.of("gata"), null));
        assertTrue(words.isOptOut("Gata"));
        assertTrue(words.isOptOut("Abmelden"));
        assertFalse(words.isOptOut("Dezabonare"));
        assertTrue(OptOutWords.of(Shop.with(List.of(Locale.GERMAN), null, null)).isOptOut("Abmelden"));
    }

    @Test
    void theLongestOwnWordFitsWithCourtesy() {
        // 40 letters of two units each.
        String longest = "\uD83A\uDD00".repeat(40);
        OptOutWords words = OptOutWords.of(List.of(), List.of(longest));
        assertTrue(words.isOptOut(longest + ", please!"));
    }

    @Test
    void aLongTextIsNoKeyword() {
        assertTrue(ALL.isOptOut("stop" + " ".repeat(OptOutWords.LONGEST - 4)));
        assertFalse(ALL.isOptOut("stop" + " ".repeat(OptOutWords.LONGEST - 3)));
        String threeMegabytes = "stop ".repeat(600_000);
        assertFalse(ALL.isOptOut(threeMegabytes));
        assertFalse(OptOutButtons.isStopLabel(threeMegabytes));
    }
}
