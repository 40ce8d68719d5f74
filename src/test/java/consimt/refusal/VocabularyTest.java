package consimt.refusal;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of words: each line with its source, none twice, none both a word and a courtesy. */
class VocabularyTest {

    private static final List<String> LANGUAGES = Vocabulary.LANGUAGES;
    private static final List<String> SECTIONS = List.of("optOut", "labels", "courtesy");
    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @ParameterizedTest
    @ValueSource(strings = {"words", "phrases"})
    void everyFileIsOfALanguageThatIsReadAndEveryLanguageHasAFile(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/consimt/refusal", folder))) {
            assertEquals(
                    new TreeSet<>(LANGUAGES),
                    files.map(file -> file.getFileName().toString().replaceAll("[.].*", ""))
                            .collect(toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyLineHasASourceAndEverySourceALine(String language) {
        JsonNode file = Vocabulary.file(STRICT, language);
        Set<String> used = new HashSet<>();
        for (String section : SECTIONS) {
            assertFalse(file.get(section).isEmpty(), section);
            for (Map.Entry<String, JsonNode> line : file.get(section).properties()) {
                used.add(line.getValue().textValue());
            }
        }
        Set<String> known = new HashSet<>();
        for (Map.Entry<String, JsonNode> source : file.get("sources").properties()) {
            known.add(source.getKey());
            assertFalse(source.getValue().textValue().isBlank(), source.getKey());
        }
        assertEquals(known, used);
        assertEquals(5, file.size());
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void whatMeansSomethingElseOnAButtonIsAWordAllTheSame(String language) {
        JsonNode file = Vocabulary.file(STRICT, language);
        for (JsonNode word : file.get("notOnButtons")) {
            assertTrue(file.get("optOut").has(word.textValue()), word.textValue());
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void noLineIsThereTwiceInAnotherSpelling(String language) {
        JsonNode file = Vocabulary.file(STRICT, language);
        for (String section : SECTIONS) {
            Set<String> plain = new HashSet<>();
            file.get(section).fieldNames().forEachRemaining(word -> {
                assertTrue(plain.add(PlainForm.of(word)), word);
                assertFalse(PlainForm.of(word).isEmpty(), word);
                assertEquals(Normalizer.normalize(word, Normalizer.Form.NFC), word);
            });
        }
    }

    @Test
    void everyWordOfAFurtherLanguageHasASourceAndStandsThereOnce() {
        JsonNode file = Vocabulary.further(STRICT);
        Set<String> used = new HashSet<>();
        file.get("courtesy").forEach(source -> used.add(source.textValue()));
        for (Map.Entry<String, JsonNode> language : file.get("optOut").properties()) {
            Set<String> plain = new HashSet<>();
            for (Map.Entry<String, JsonNode> word : language.getValue().properties()) {
                used.add(word.getValue().textValue());
                assertTrue(plain.add(PlainForm.of(word.getKey())), word.getKey());
                assertEquals(Normalizer.normalize(word.getKey(), Normalizer.Form.NFC), word.getKey());
            }
        }
        Set<String> known = new HashSet<>();
        file.get("sources").fieldNames().forEachRemaining(known::add);
        assertEquals(known, used);
        assertEquals(3, file.size());
    }

    @Test
    void noOptOutWordOfALanguageIsACourtesyInAny() {
        Set<String> words = new TreeSet<>();
        Vocabulary.get().optOut().values().forEach(words::addAll);
        Vocabulary.get().further().values().forEach(words::addAll);
        words.retainAll(Vocabulary.get().courtesy());
        assertEquals(Set.of(), words);
    }

    @Test
    void stopIsAWordOfEveryLanguage() {
        for (String language : LANGUAGES) {
            assertTrue(Vocabulary.get().optOut().get(language).contains("stop"), language);
        }
    }

    @Test
    void romanianHasCommasBelowAndNoCedillas() {
        String file = Vocabulary.file(STRICT, "ro").toString();
        assertTrue(Pattern.compile("[șț]").matcher(file).find());
        assertFalse(Pattern.compile("[şţŞŢ]").matcher(file).find());
    }
}
