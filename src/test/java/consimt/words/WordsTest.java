package consimt.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.business.Business.NumberLabel;
import consimt.business.Business.OfferedReason;
import consimt.business.Business.Offering;
import consimt.business.Business.Profile;
import consimt.business.Business.Topic;
import consimt.business.Business.WhatsApp;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class WordsTest {

    private static final List<String> LANGUAGES = Messages.LANGUAGES;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]*}");

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyLanguageHasTheSameMessagesWithTheSamePlaceholders(String language) {
        Messages english = Messages.in("en");
        Messages other = Messages.in(language);
        assertEquals(
                sorted(english.texts().stringPropertyNames()),
                sorted(other.texts().stringPropertyNames()));
        for (String key : english.texts().stringPropertyNames()) {
            assertEquals(placeholders(english.get(key)), placeholders(other.get(key)), key);
            assertFalse(other.get(key).isBlank(), key);
        }
    }

    @Test
    void romanianHasCommasBelowAndNoCedillas() {
        StringBuilder all = new StringBuilder();
        Messages.in("ro")
                .texts()
                .stringPropertyNames()
                .forEach(key -> all.append(Messages.in("ro").get(key)));
        assertTrue(Pattern.compile("[șț]").matcher(all).find());
        assertFalse(Pattern.compile("[şţŞŢ]").matcher(all).find());
    }

    @ParameterizedTest(name = "{0}, at a business of {1}: {2}")
    @CsvSource({
        "ro,      de,    Blocați",
        "ro-MD,   de,    Blocați",
        "pt-BR,   de,    Bloquear",
        "fr,      ,      Bloquer",
        "de-AT,   ro,    Blockieren",
        "es-419,  ro,    Bloquear",
        "ja,      ro,    Blocați",
        ",        ro,    Blocați",
        "ja,      ko,    Block",
        ",        ,      Block",
        "en-GB,   ro,    Block"
    })
    void theLanguageIsTheOneAskedForElseTheBusinessesFirstElseEnglish(String asked, String business, String block) {
        List<Locale> languages = business == null ? List.of() : List.of(Locale.forLanguageTag(business), Locale.FRENCH);
        Words words = Words.of(business(languages), asked == null ? null : Locale.forLanguageTag(asked));
        assertEquals(block, words.say("choice.BLOCK.label"));
    }

    @Test
    void theConfirmationNamesTheBusinessAndTheLastDay() {
        Words words = Words.of(business(List.of()), Locale.forLanguageTag("ro"));
        assertEquals(
                "Nu veți mai primi mesaje de marketing de la Librăria.", words.optOutConfirmation(Scope.ALL, null));
        assertTrue(words.optOutConfirmation(Scope.ALL, LocalDate.parse("2026-12-03"))
                .contains("până la 3 decembrie 2026."));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void aNameThatLooksLikeAPlaceholderIsShownAsItIs(String language) {
        String name = "{day}{business} $1 \\\\{text}";
        Words words = Words.of(business(name, List.of()), Locale.forLanguageTag(language));
        Words plain = Words.of(business("NAME", List.of()), Locale.forLanguageTag(language));
        LocalDate day = LocalDate.parse("2026-12-03");
        assertEquals(
                plain.optOutConfirmation(Scope.ALL, day).replace("NAME", name),
                words.optOutConfirmation(Scope.ALL, day));
        assertEquals(
                plain.optOutConfirmation(Scope.ALL, null).replace("NAME", name),
                words.optOutConfirmation(Scope.ALL, null));
        assertEquals(plain.say("unsubscribe.question").replace("NAME", name), words.say("unsubscribe.question"));
        assertEquals(plain.say("choice.BLOCK.effect").replace("NAME", name), words.say("choice.BLOCK.effect"));
        assertTrue(plain.optOutConfirmation(Scope.ALL, day).contains("NAME"));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void whatWasStoppedIsNamedByTopicAndChannel(String language) {
        Words words = Words.of(withOffers(), Locale.forLanguageTag(language));
        for (Channel channel : Channel.values()) {
            Scope scope = new Scope(channel, null, "offers");
            String named = "{day} & Co, " + Messages.in(language).get("channel." + channel.word());
            assertEquals(named, words.what(scope));
            assertTrue(words.unsubscribeOnly(scope).endsWith(" " + named), words.unsubscribeOnly(scope));
            LocalDate day = LocalDate.parse("2026-12-03");
            for (String text : List.of(
                    words.optOutConfirmation(scope, null),
                    words.optOutConfirmation(scope, day),
                    words.optInConfirmation(scope))) {
                assertTrue(text.contains(": " + named + "."), text);
                assertTrue(text.contains("Librăria"), text);
            }
            assertTrue(words.optOutConfirmation(scope, day).contains("2026"));
        }
        assertEquals("{day} & Co", words.what(Scope.ofTopic("offers")));
    }

    /** One number of several is not all of WhatsApp. */
    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void aNumberIsNamedByItsLabel(String language) {
        Scope first = Scope.of(Channel.WHATSAPP, "1001");
        Scope second = Scope.of(Channel.WHATSAPP, "1002");
        Words labelled = Words.of(withNumbers("1001", "1002"), Locale.forLanguageTag(language));
        assertEquals("WhatsApp 0212 555 010", labelled.what(first));
        assertEquals(Messages.in(language).get("channel.whatsapp.number"), labelled.what(second));
        assertEquals("WhatsApp", labelled.what(Scope.of(Channel.WHATSAPP)));
        assertEquals(
                "WhatsApp",
                Words.of(withNumbers("1002"), Locale.forLanguageTag(language)).what(second));
        assertTrue(labelled.optOutGoesOn(List.of(first, Scope.of(Channel.SMS))).contains("WhatsApp 0212 555 010; "));
    }

    @Test
    void aReasonOfTheBusinessesOwnIsInTheNearestLanguageItHas() {
        OfferedReason reason =
                new OfferedReason("X", Map.of(Locale.forLanguageTag("ro"), "Da", Locale.forLanguageTag("hu"), "Igen"));
        Business business = business(List.of(Locale.forLanguageTag("hu")));
        assertEquals("Da", Words.of(business, Locale.forLanguageTag("ro-RO")).ownReason(reason));
        assertEquals("Igen", Words.of(business, Locale.forLanguageTag("de")).ownReason(reason));
        assertEquals("Igen", Words.of(business(List.of()), Locale.JAPANESE).ownReason(reason));
    }

    private static Business business(List<Locale> languages) {
        return business("Librăria", languages);
    }

    private static Business withOffers() {
        return business(
                "Librăria", List.of(), List.of(new Topic("offers", Map.of(Locale.JAPANESE, "{day} & Co"), null)));
    }

    private static Business business(String name, List<Locale> languages) {
        return business(name, languages, null);
    }

    private static Business withNumbers(String... numbers) {
        return business(
                "Librăria",
                List.of(),
                null,
                new WhatsApp(
                        List.of(numbers),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(new NumberLabel("1001", "0212 555 010", null)),
                        null));
    }

    private static Business business(String name, List<Locale> languages, @Nullable List<Topic> topics) {
        return business(name, languages, topics, null);
    }

    private static Business business(
            String name, List<Locale> languages, @Nullable List<Topic> topics, @Nullable WhatsApp whatsapp) {
        Business defaults = Business.unconfigured(new BusinessId("b"));
        return new Business(
                defaults.businessId(),
                new Profile(name, "RO", defaults.timeZone(), languages, null),
                defaults.removal(),
                defaults.terms(),
                new Offering(null, null, List.of(), topics),
                null,
                whatsapp,
                null);
    }

    private static TreeSet<String> sorted(Iterable<String> keys) {
        TreeSet<String> sorted = new TreeSet<>();
        keys.forEach(sorted::add);
        return sorted;
    }

    private static List<String> placeholders(String message) {
        return PLACEHOLDER
                .matcher(message)
                .results()
                .map(match -> match.group())
                .distinct()
                .sorted()
                .toList();
    }
}
