package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.refusal.PhrasePattern.OneOf;
import consimt.refusal.PhrasePattern.OneWord;
import consimt.refusal.PhrasePattern.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of phrases: each group with its source, each phrase found in a text that has it. */
class PhrasesTest {

    private static final List<String> LANGUAGES = Vocabulary.LANGUAGES;
    private static final ObjectMapper STRICT = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyGroupHasASourceAndEverySourceAGroup(String language) {
        JsonNode file = Phrases.file(STRICT, language);
        Set<String> used = new HashSet<>();
        for (JsonNode group : file.get("phrases")) {
            assertFalse(group.get("what").textValue().isBlank());
            used.add(group.get("source").textValue());
        }
        assertEquals(Set.copyOf(names(file.get("sources"))), used);
        assertEquals(
                Set.of("sources", "spellings", "lists", "phrases", "no", "whole", "courtesy", "talk", "mail"),
                Set.copyOf(names(file)));
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyListIsUsed(String language) {
        JsonNode file = Phrases.file(STRICT, language);
        String text = file.toString();
        for (String list : names(file.get("lists"))) {
            assertTrue(text.contains("<" + list + ">"), list);
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void noPhraseIsThereTwice(String language) {
        Set<String> all = new HashSet<>();
        for (JsonNode group : Phrases.file(STRICT, language).get("phrases")) {
            group.get("say").forEach(phrase -> assertTrue(all.add(phrase.textValue()), phrase.textValue()));
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyPhraseIsFoundInATextOfItsWords(String language) {
        JsonNode file = Phrases.file(STRICT, language);
        PhraseReader reader = Phrases.reader(file);
        List<String> lost = new ArrayList<>();
        for (JsonNode group : file.get("phrases")) {
            for (JsonNode phrase : group.get("say")) {
                PhrasePattern pattern = reader.read(phrase.textValue());
                if (!Phrases.get().find(ReadText.of(example(pattern))).isSome()) {
                    lost.add(example(pattern) + "  <- " + phrase.textValue());
                }
            }
        }
        assertEquals(List.of(), lost);
    }

    /** Its words without what is optional, each time the first alternative. */
    private static String example(PhrasePattern pattern) {
        if (pattern instanceof OneWord word) {
            return word.spellings().get(0).replace("*", "");
        }
        if (pattern instanceof OneOf choice) {
            return example(choice.parts().get(0));
        }
        if (pattern instanceof Sequence sequence) {
            return String.join(
                    " ", sequence.parts().stream().map(PhrasesTest::example).toList());
        }
        return pattern instanceof PhrasePattern.Border ? "," : "";
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a)", "a||b", "<none> a", "", "..", "^ ..", "a - b"})
    void aPhraseThatIsWrittenWronglyIsAProblem(String phrase) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new PhraseAutomatonBuilder().add(0, new PhraseReader().read(phrase)));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
