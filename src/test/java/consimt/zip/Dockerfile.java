package consimt.zip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What of a Dockerfile can be done without an image: its copies, its one command of the build, and that of the start. */
record Dockerfile(List<String> lines) {

    private static final Pattern BASE = Pattern.compile("FROM eclipse-temurin:(\\d+)-jre AS \\w+");

    static Dockerfile read(Path file) throws IOException {
        return new Dockerfile(Files.readAllLines(file));
    }

    /** The Java release of the base image. */
    String release() {
        List<String> bases = lines.stream()
                .flatMap(line -> BASE.matcher(line).results())
                .map((MatchResult base) -> base.group(1))
                .toList();
        return only(bases);
    }

    /** From the folder of the build: what, and at the end where to. */
    List<List<String>> copies() {
        return lines.stream()
                .filter(line -> line.startsWith("COPY ") && !line.startsWith("COPY --from="))
                .map(line -> Arrays.asList(line.substring("COPY ".length()).split(" ")))
                .toList();
    }

    List<String> run() {
        return command("RUN ");
    }

    List<String> entryPoint() {
        return command("ENTRYPOINT ");
    }

    private List<String> command(String instruction) {
        String found =
                only(lines.stream().filter(line -> line.startsWith(instruction)).toList());
        try {
            return new ObjectMapper().readValue(found.substring(instruction.length()), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError("not in exec form: " + found, e);
        }
    }

    private static String only(List<String> found) {
        if (found.size() != 1) {
            throw new AssertionError("not one but " + found);
        }
        return found.get(0);
    }
}
