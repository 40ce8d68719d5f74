package consimt.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Messages as people write them, each labelled as a refusal or as talk.
 *
 * @param language of a file, as its name says
 */
record Corpus(String language, List<String> refusals, List<String> talk) {

    private static final Path FOLDER = Path.of("src/test/resources/consimt/refusal/corpus");

    /** Who writes phrases counts what is misjudged of these, and never reads them. No weight is made from them. */
    static final Set<String> UNSEEN = Set.of("measure", "shop-measure");

    static List<String> parts() throws IOException {
        try (Stream<Path> parts = Files.list(FOLDER)) {
            return parts.map(part -> part.getFileName().toString()).sorted().toList();
        }
    }

    static List<Corpus> of(String part) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Corpus> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(part))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                Corpus corpus = new Corpus(name.substring(0, name.indexOf('.')), new ArrayList<>(), new ArrayList<>());
                all.add(corpus);
                if (name.endsWith(".txt")) {
                    // Talk alone: to whom it is written, a tab, and the message.
                    Files.readAllLines(file).forEach(line -> corpus.talk.add(line.substring(line.indexOf('\t') + 1)));
                    continue;
                }
                JsonNode messages = json.readTree(file.toFile());
                for (JsonNode pair : messages.path("pairs")) {
                    corpus.refusals.add(pair.get("refusal").textValue());
                    corpus.talk.add(pair.get("talk").textValue());
                }
                messages.path("refusals").forEach(message -> corpus.refusals.add(message.textValue()));
                messages.path("talk").forEach(message -> corpus.talk.add(message.textValue()));
            }
        }
        return all;
    }

    /** The texts of one part of a file beside the corpus. No weight is made from them. */
    static List<String> texts(String file, String part) throws IOException {
        List<String> texts = new ArrayList<>();
        new ObjectMapper()
                .readTree(FOLDER.resolveSibling(file).toFile())
                .get(part)
                .forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
