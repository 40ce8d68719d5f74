package consimt.zip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What of the image's Dockerfile can be done without an image: its one command of the build, and that of its start. */
record Dockerfile(List<String> run, List<String> entryPoint) {

    static Dockerfile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new Dockerfile(only(lines, "RUN "), only(lines, "ENTRYPOINT "));
    }

    private static List<String> only(List<String> lines, String instruction) {
        List<String> found =
                lines.stream().filter(line -> line.startsWith(instruction)).toList();
        if (found.size() != 1) {
            throw new AssertionError("not one but " + found);
        }
        try {
            return new ObjectMapper().readValue(found.get(0).substring(instruction.length()), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("not in exec form: " + found, e);
        }
    }
}
