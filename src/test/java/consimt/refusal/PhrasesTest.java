package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.refusal.PhraseReader.PhrasePattern;
import consimt.refusal.PhraseReader.PhrasePattern.OneOf;
import consimt.refusal.PhraseReader.PhrasePattern.OneWord;
import consimt.refusal.PhraseReader.PhrasePattern.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of phrases: each heading with its source, each phrase found in a text that has it. */
class PhrasesTest {

    private static final List<String> LANGUAGES = Vocabulary.LANGUAGES;
    private static final List<String> SENTENCES = List.of("anywhere", "not on buttons");
    private static final Set<String> SECTIONS =
            Set.of("spellings", "lists", "anywhere", "not on buttons", "bare no", "whole", "talk", "courtesy");
    private static final Pattern SOURCE = Pattern.compile("# (\\w+): .+");
    private static final Pattern HEADING = Pattern.compile("# .+ \\((\\w+)\\)");

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everySectionIsRead(String language) {
        assertEquals(SECTIONS, PhraseFile.of(language).sections().keySet());
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyPhraseOfASentenceHasASourceAndEverySourceAPhrase(String language) throws IOException {
        Set<String> known = new HashSet<>();
        Set<String> used = new HashSet<>();
        boolean isOfASentence = false;
        boolean hasHeading = false;
        for (String line : lines(language)) {
            Matcher source = SOURCE.matcher(line);
            Matcher heading = HEADING.matcher(line);
            if (line.startsWith("[")) {
                isOfASentence = SENTENCES.contains(line.substring(1, line.length() - 1));
                hasHeading = false;
            } else if (heading.matches()) {
                used.add(heading.group(1));
                hasHeading = true;
            } else if (source.matches()) {
                known.add(source.group(1));
            } else if (isOfASentence && !line.isEmpty()) {
                assertTrue(hasHeading, line);
            }
        }
        assertEquals(known, used);
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyListIsUsed(String language) throws IOException {
        String text = String.join("\n", lines(language));
        for (String list : PhraseFile.of(language).lines("lists")) {
            String name = list.substring(0, list.indexOf(':'));
            assertTrue(text.contains("<" + name + ">"), name);
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void noNameIsThereTwice(String language) {
        for (String section : List.of("spellings", "lists")) {
            Set<String> names = new HashSet<>();
            for (String line : PhraseFile.of(language).lines(section)) {
                assertTrue(names.add(line.substring(0, line.indexOf(':'))), line);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void noPhraseIsThereTwice(String language) {
        Set<String> all = new HashSet<>();
        for (String section : SENTENCES) {
            PhraseFile.of(language).lines(section).forEach(phrase -> assertTrue(all.add(phrase), phrase));
        }
        for (String section : List.of("bare no", "whole", "talk")) {
            Set<String> its = new HashSet<>();
            PhraseFile.of(language).lines(section).forEach(phrase -> assertTrue(its.add(phrase), phrase));
        }
    }

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void everyPhraseIsFoundInATextOfItsWords(String language) {
        PhraseFile file = PhraseFile.of(language);
        PhraseReader reader = file.reader();
        List<String> lost = new ArrayList<>();
        for (String section : SENTENCES) {
            for (String phrase : file.lines(section)) {
                PhrasePattern pattern = reader.read(phrase);
                if (!Phrases.get().find(ReadText.of(example(pattern))).isSome()) {
                    lost.add(example(pattern) + "  <- " + phrase);
                }
            }
        }
        assertEquals(List.of(), lost);
    }

    private static List<String> lines(String language) throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/consimt/refusal", PhraseFile.name(language)));
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
}
