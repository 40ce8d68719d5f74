package consimt.local.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.permission.Permission;
import consimt.refusal.RefusalClassifier;
import consimt.relation.BusinessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the pages: each text in each language, and no text that nobody uses. */
class PageWordsTest {

    private static final Path PAGES = Path.of("src", "pages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private static final Set<String> ALL = Set.of("ar", "de", "en", "es", "fr", "pt", "ro");

    /** The languages of a page that does not speak all. */
    private static final Map<String, Set<String>> LANGUAGES = Map.of(
            "desk",
            Set.of("de", "en", "es", "fr", "pt", "ro"),
            "playground",
            Set.of("de", "en", "es", "fr", "pt", "ro"));

    /** The plural categories of each language (CLDR), of those that whole numbers have. */
    private static final Map<String, Set<String>> PLURALS = Map.of(
            "ar", Set.of("zero", "one", "two", "few", "many", "other"),
            "ro", Set.of("one", "few", "other"));

    @Test
    void everyLanguageHasEveryTextWithTheSamePlaceholders() throws IOException {
        for (Path folder : folders()) {
            Map<String, JsonNode> all = read(folder);
            String page = folder.getParent().getFileName().toString();
            assertEquals(LANGUAGES.getOrDefault(page, ALL), all.keySet(), folder::toString);
            JsonNode english = all.get("en");
            all.forEach((language, words) -> {
                assertEquals(names(english), names(words), language);
                english.fieldNames()
                        .forEachRemaining(key -> assertEquals(
                                placeholders(english.get(key)),
                                placeholders(words.get(key)),
                                () -> language + " " + key));
            });
        }
    }

    /** The playground shows every rule. A rule without words would leave the page empty. */
    @Test
    void thePlaygroundHasWordsForEveryRule() throws IOException {
        JsonNode english = read(PAGES.resolve("playground/words")).get("en");
        for (Permission.Reason reason : Permission.Reason.values()) {
            assertTrue(english.has("rule." + reason), reason::name);
        }
    }

    @Test
    void aTextByNumberHasAFormForEachPluralOfTheLanguage() throws IOException {
        for (Path folder : folders()) {
            read(folder)
                    .forEach((language, words) -> words.forEach(text -> {
                        if (text.isObject()) {
                            assertEquals(
                                    PLURALS.getOrDefault(language, Set.of("one", "other")),
                                    Set.copyOf(names(text)),
                                    language);
                        }
                    }));
        }
    }

    /** Nobody stops, asks for or gets marketing: they are messages. One thing has one word, which a native would use. */
    @Test
    void theWordsAreThoseOfANative() throws IOException {
        Map<String, Pattern> foreign = Map.of(
                "en",
                Pattern.compile(
                        "[Mm]arketing(?! (messages?|list)\\b)|[Tt]oken|by this way|\\b(stop that was said|learns? of)\\b"),
                "ro",
                Pattern.compile(
                        "[Mm]arketingul|(?<!de )marketing\\b|[Jj]eton|[Ll]ucrare|hotăr|pe (această cale|listă)|obligat\\b|întrebat de ce"));
        for (Path folder : folders()) {
            Map<String, JsonNode> all = read(folder);
            foreign.forEach((language, words) -> all.get(language)
                    .properties()
                    .forEach(text -> assertFalse(
                            words.matcher(text.getValue().toString()).find(),
                            () -> folder + " " + language + " " + text)));
        }
    }

    /** Some keys are put together from a beginning and a name. */
    @Test
    void everyTextIsUsed() throws IOException {
        String modules;
        try (Stream<Path> files = Files.walk(PAGES)) {
            modules = files.filter(file -> file.toString().endsWith(".js"))
                    .map(PageWordsTest::text)
                    .collect(Collectors.joining());
        }
        Set<String> unused = new TreeSet<>();
        for (Path folder : folders()) {
            for (String key : names(read(folder).get("en"))) {
                String beginning = key.substring(0, key.lastIndexOf('.') + 1);
                String first = key.substring(0, key.indexOf('.') + 1);
                boolean isUsed = modules.contains("'" + key + "'")
                        || (!first.isEmpty()
                                && Stream.of(beginning, first).anyMatch(part -> modules.contains("`" + part + "${")))
                        || modules.contains(
                                "}" + key.substring(key.lastIndexOf('.') < 0 ? 0 : key.lastIndexOf('.')) + "`");
                if (!isUsed) {
                    unused.add(key);
                }
            }
        }
        assertEquals(Set.of(), unused);
        assertTrue(modules.length() > 10_000);
    }

    /** A person who reads a verb of refusal on a button believes that they refused. "Cancel" is such a verb by law. */
    @Test
    void noButtonThatCancelsHasAVerbThatRefuses() throws IOException {
        RefusalClassifier judge = RefusalClassifier.of(Business.unconfigured(new BusinessId("librarie")));
        Map<String, JsonNode> shared = read(PAGES.resolve("shared").resolve("words"));
        Map<String, JsonNode> person = read(PAGES.resolve("person").resolve("words"));
        assertEquals(ALL, shared.keySet());
        shared.forEach((language, words) -> {
            String cancel = words.get("cancel").textValue();
            assertFalse(judge.ofText("", cancel).mayRefuse(), () -> language + " " + cancel);
            for (String key : List.of("stop", "stop.send", "block", "report", "report.send")) {
                String refuses = person.get(language).get(key).textValue();
                assertNotEquals(verb(refuses), verb(cancel), () -> language + " " + key);
            }
        });
        // These words were there once.
        for (String once : List.of("Cancel", "Renunțați", "إلغاء")) {
            assertTrue(judge.ofText("", once).mayRefuse(), once);
        }
    }

    private static String verb(String label) {
        return label.split(" ")[0].toLowerCase(Locale.ROOT);
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(PAGES)) {
            List<Path> folders = all.filter(each -> each.endsWith("words") && Files.isDirectory(each))
                    .toList();
            assertTrue(folders.size() >= 2);
            return folders;
        }
    }

    /** By language. */
    private static Map<String, JsonNode> read(Path folder) throws IOException {
        Map<String, JsonNode> words = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                words.put(
                        file.getFileName().toString().replace(".json", ""),
                        new ObjectMapper().readTree(Files.readString(file)));
            }
        }
        return words;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(JsonNode words) {
        return words.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** Of a text by number, those of the form for most numbers. */
    private static Set<String> placeholders(JsonNode text) {
        return PLACEHOLDER
                .matcher(text.isObject() ? text.get("other").textValue() : text.textValue())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
