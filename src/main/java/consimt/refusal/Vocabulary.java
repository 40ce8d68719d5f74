package consimt.refusal;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.runtime.PackagedFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The words of all languages in their plain form, read once, at the first message.
 *
 * @param optOut words that are an opt-out as a whole message, by language; with the labels of the platform's button,
 *     because some people write what the button says
 * @param further such words of languages without phrases, by language
 * @param notOnButtons those of these words that mean something else on a button: cancel an order, leave a menu
 * @param labels the platform's labels in every language, because the button uses the language of the person's phone
 * @param courtesy in every language, because people thank in their own
 */
record Vocabulary(
        Map<String, Set<String>> optOut,
        Map<String, Set<String>> further,
        Set<String> notOnButtons,
        Set<String> labels,
        Set<String> courtesy) {

    /** ISO 639-1; each has a file in {@code words}. */
    public static final List<String> LANGUAGES = List.of("en", "ro", "es", "pt", "fr", "de", "it", "hi", "id", "ar");

    /** Of many languages: opt-out words and courtesy. */
    static final String FURTHER = "more-languages.json";

    private static final Vocabulary READ = read();

    static Vocabulary get() {
        return READ;
    }

    private static Vocabulary read() {
        ObjectMapper json = new ObjectMapper();
        Set<String> notOnButtons = new HashSet<>();
        Set<String> labels = new HashSet<>();
        Set<String> courtesy = new HashSet<>();
        Map<String, Set<String>> optOut = LANGUAGES.stream()
                .collect(toUnmodifiableMap(Function.identity(), language -> {
                    JsonNode file = file(json, language);
                    Set<String> own = plain(file.get("labels"));
                    labels.addAll(own);
                    file.get("notOnButtons").forEach(word -> notOnButtons.addAll(PlainForm.allOf(word.textValue())));
                    courtesy.addAll(plain(file.get("courtesy")));
                    own.addAll(plain(file.get("optOut")));
                    return own;
                }));
        JsonNode file = further(json);
        courtesy.addAll(plain(file.get("courtesy")));
        return new Vocabulary(optOut, further(file.get("optOut")), notOnButtons, labels, courtesy);
    }

    /** A language may have several codes: "nb no nn". */
    private static Map<String, Set<String>> further(JsonNode languages) {
        Map<String, Set<String>> further = new HashMap<>();
        languages.properties().forEach(each -> {
            Set<String> words = plain(each.getValue());
            for (String language : each.getKey().split(" ")) {
                further.put(language, words);
            }
        });
        return further;
    }

    private static Set<String> plain(JsonNode words) {
        Set<String> plain = new HashSet<>();
        words.fieldNames().forEachRemaining(word -> plain.addAll(PlainForm.allOf(word)));
        return plain;
    }

    static JsonNode further(ObjectMapper json) {
        return PackagedFile.read(Vocabulary.class, FURTHER, json::readTree);
    }

    static JsonNode file(ObjectMapper json, String language) {
        return PackagedFile.read(Vocabulary.class, "words/" + language + ".json", json::readTree);
    }
}
