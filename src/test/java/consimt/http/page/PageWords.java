package consimt.http.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The words of the pages in a language. */
record PageWords(JsonNode shared, JsonNode own) {

    static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "pt", "ro");

    static PageWords ofPage(String page, String language) {
        return new PageWords(read("shared", language), read(page, language));
    }

    static JsonNode read(String page, String language) {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Path.of("src/pages", page, "words", language + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String of(String key) {
        JsonNode found = own.has(key) ? own.get(key) : shared.path(key);
        if (!found.isTextual()) {
            throw new IllegalArgumentException(key + " is no text");
        }
        return found.textValue();
    }

    /** @param value of the one placeholder; a direction of its own ends with it */
    String of(String key, String value) {
        return of(key).replaceFirst("\\{\\w+}", "\u2068" + value.replace("$", "\\$") + "\u2069");
    }

    /** A text by number, in English or Romanian. */
    String of(String key, int count) {
        boolean isFew = own.get(key).has("few") && (count == 0 || (count % 100 > 0 && count % 100 < 20));
        String category = count == 1 ? "one" : isFew ? "few" : "other";
        return own.get(key).get(category).textValue().replace("{count}", Integer.toString(count));
    }
}
