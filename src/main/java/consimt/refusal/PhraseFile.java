package consimt.refusal;

import consimt.runtime.PackagedFile;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The phrases of one language, as people write them: one a line, below a section that says how they count. What begins with # is for the reader alone. */
record PhraseFile(Map<String, List<String>> sections) {

    /** @param language one of {@link Vocabulary#LANGUAGES} */
    static PhraseFile of(String language) {
        return read(PackagedFile.read(PhraseFile.class, name(language), InputStream::readAllBytes));
    }

    static String name(String language) {
        return "phrases/" + language + ".txt";
    }

    private static PhraseFile read(byte[] file) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String written : new String(file, StandardCharsets.UTF_8).split("\n")) {
            String line = written.strip();
            if (line.startsWith("[")) {
                lines = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(line);
            }
        }
        return new PhraseFile(sections);
    }

    /** A reader that knows the spellings and the lists of the file. */
    PhraseReader reader() {
        PhraseReader reader = new PhraseReader();
        forEach(
                "spellings",
                (word, others) -> reader.addSpellings(
                        word, List.of(others.replace(" ", "").split("\\|"))));
        forEach("lists", reader::addList);
        return reader;
    }

    List<String> lines(String section) {
        return sections.getOrDefault(section, List.of());
    }

    private void forEach(String section, BiConsumer<String, String> taker) {
        for (String line : lines(section)) {
            int colon = line.indexOf(':');
            taker.accept(line.substring(0, colon), line.substring(colon + 1));
        }
    }
}
