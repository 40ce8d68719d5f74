package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.kit.OneOf;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every word of the files, in whatever way people may write it. */
class OptOutMessagesTest {

    private static final Locale TURKISH = Locale.forLanguageTag("tr");
    private static final OptOutWords ALL = OptOutWords.of(List.of(), List.of());

    private record Line(String language, String text) {

        OptOutWords words() {
            return OptOutWords.of(List.of(Locale.forLanguageTag(language)), List.of());
        }
    }

    @Property(tries = 5_000)
    @OneOf(5)
    void aWordMayBeDecorated(
            @ForAll("words") Line word,
            @ForAll("spellings") UnaryOperator<String> spelling,
            @ForAll("ends") String before,
            @ForAll("ends") String after) {
        String message = before + spelling.apply(word.text()) + after;
        Assume.that(message.length() <= OptOutWords.LONGEST); // a longer one is a sentence
        assertTrue(word.words().isOptOut(message), message);
        assertTrue(ALL.isOptOut(message), message);
    }

    @Property(tries = 5_000)
    @OneOf(5)
    void aWordMayComeWithCourtesy(
            @ForAll("words") Line word,
            @ForAll("courtesies") Line courtesy,
            @ForAll("spellings") UnaryOperator<String> spelling,
            @ForAll("gaps") String gap,
            @ForAll boolean first) {
        String message =
                spelling.apply(first ? courtesy.text() + gap + word.text() : word.text() + gap + courtesy.text());
        Assume.that(message.length() <= OptOutWords.LONGEST);
        assertTrue(word.words().isOptOut(message), message);
    }

    @Property(tries = 5_000)
    @OneOf(5)
    void aWordWithinLettersIsNone(
            @ForAll("words") Line word,
            @ForAll("strange") String strange,
            @ForAll("spellings") UnaryOperator<String> spelling,
            @ForAll boolean first) {
        String message = spelling.apply(first ? strange + word.text() : word.text() + strange);
        assertFalse(ALL.isOptOut(message), message);
    }

    @Property(tries = 5_000)
    @OneOf(5)
    void aWordWithinASentenceIsNone(
            @ForAll("words") Line word,
            @ForAll("strange") String strange,
            @ForAll("gaps") String gap,
            @ForAll("spellings") UnaryOperator<String> spelling,
            @ForAll boolean first) {
        String message = spelling.apply(first ? strange + gap + word.text() : word.text() + gap + strange);
        assertFalse(ALL.isOptOut(message), message);
    }

    @Property(tries = 5_000)
    @OneOf(5)
    void anyTextIsDecided(@ForAll String text) {
        String plain = PlainForm.of(text);
        assertEquals(plain, PlainForm.of(plain));
        assertEquals(plain.strip(), plain);
        assertFalse(plain.contains("  "));
        if (text.length() <= OptOutWords.LONGEST && plain.length() <= OptOutWords.LONGEST) {
            assertEquals(ALL.isOptOut(plain), ALL.isOptOut(text));
        }
        if (text.length() > OptOutWords.LONGEST) {
            assertFalse(ALL.isOptOut(text));
        }
        OptOutButtons.isStopLabel(text);
    }

    @Provide
    Arbitrary<Line> words() {
        return Arbitraries.of(lines("optOut"));
    }

    @Provide
    Arbitrary<Line> courtesies() {
        return Arbitraries.of(lines("courtesy"));
    }

    @Provide
    Arbitrary<UnaryOperator<String>> spellings() {
        return Arbitraries.of(List.<UnaryOperator<String>>of(
                text -> text,
                text -> text.toUpperCase(Locale.ROOT),
                text -> text.toUpperCase(TURKISH),
                text -> text.toUpperCase(Locale.ROOT).toLowerCase(TURKISH),
                text -> text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1),
                text -> Normalizer.normalize(text, Normalizer.Form.NFD),
                OptOutMessagesTest::withoutDiacritics,
                OptOutMessagesTest::fullWidth,
                text -> text.replace(" ", " \u00A0\t"),
                text -> String.join("\u200B", text.split("(?<=\\p{L})(?=\\p{L})"))));
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of(
                        "", " ", ".", ",", "!", "?", "…", "\"", "'", "«", "»", "„", "”", "-", "–", "—", "*", "_", "~",
                        "\n", "\u200F", "\u2069", "\uFEFF", "।", "،", "؟", "。", "¡", "🙏", "👍🏽", "✋\uFE0F")
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> gaps() {
        return Combinators.combine(ends(), Arbitraries.of(" ", "\n", ", ", ". ", "!", "\u3000"), ends())
                .as((before, apart, after) -> before + apart + after);
    }

    /** In no language a word, nor the beginning or the end of one. */
    @Provide
    Arbitrary<String> strange() {
        return Arbitraries.strings().withChars('q', 'x', '7').ofMinLength(3).ofMaxLength(8);
    }

    private static List<Line> lines(String section) {
        List<Line> lines = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String language : Vocabulary.LANGUAGES) {
            JsonNode file = Vocabulary.file(json, language);
            file.get(section).fieldNames().forEachRemaining(text -> lines.add(new Line(language, text)));
        }
        return lines;
    }

    private static String withoutDiacritics(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[\\u0300-\\u036F\\u064B-\\u065F\\u093C]", "");
    }

    private static String fullWidth(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(c -> wide.append((char) (c > ' ' && c < 0x7F ? c - ' ' + 0xFF00 : c)));
        return wide.toString();
    }
}
