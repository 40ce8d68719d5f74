package consimt.http.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The words of the pages in a language. */
record PageWords(JsonNode shared, JsonNode person) {

    static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "pt", "ro");

    static PageWords in(String language) {
        return new PageWords(read("shared", language), read("person", language));
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
        JsonNode found = person.has(key) ? person.get(key) : shared.path(key);
        if (!found.isTextual()) {
            throw new IllegalArgumentException(key + " is no text");
        }
        return found.textValue();
    }

    /** @param value of the one placeholder; a direction of its own ends with it */
    String of(String key, String value) {
        return of(key).replaceFirst("\\{\\w+}", "\u2068" + value.replace("$", "\\$") + "\u2069");
    }
}
