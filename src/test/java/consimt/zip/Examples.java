package consimt.zip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The events with which functions are primed. */
public final class Examples {

    private static final Path FILE = Path.of("src/main/resources/consimt/priming/examples.json");

    private Examples() {}

    public static JsonNode of(String export) throws IOException {
        return new ObjectMapper().readTree(FILE.toFile()).at("/events/" + export);
    }
}
