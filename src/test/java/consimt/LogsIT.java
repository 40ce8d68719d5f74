package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads every line that the whole suite logged: no phone number is in it, and bad input left no stack trace. */
class LogsIT {

    private static final Path LOGS = Path.of("target", "surefire-reports");

    /** Every person in the tests has such a number. */
    private static final Pattern NUMBER = Pattern.compile("4070\\d{7}");

    private static final Pattern STACK = Pattern.compile("^\\s+at \\S+\\(.*\\)$");

    @Test
    void noLineOfTheSuiteHoldsAPhoneNumber() throws IOException {
        assertEquals(List.of(), lines("").stream().filter(NUMBER.asPredicate()).toList());
    }

    @Test
    void badInputLeftNoStackTrace() throws IOException {
        assertEquals(
                List.of(),
                lines("http.BadInputTest").stream().filter(STACK.asPredicate()).toList());
    }

    /** The look at the logs would find what it looks for, and there are logs to look at. */
    @Test
    void thereIsSomethingToRead() throws IOException {
        assertTrue(NUMBER.matcher("told " + World.somebody() + " so").find());
        assertTrue(STACK.matcher("\tat consimt.LogsIT.lines(LogsIT.java:40)").find());
        assertTrue(lines("").stream()
                .anyMatch(line -> line.contains("checkPermission: the store did not answer (SdkClientException)")));
        assertTrue(Files.exists(LOGS.resolve("consimt.http.BadInputTest-output.txt")));
    }

    private static List<String> lines(String test) throws IOException {
        try (Stream<Path> files = Files.list(LOGS)) {
            return files.filter(file -> file.toString().endsWith(test + "-output.txt"))
                    .flatMap(LogsIT::read)
                    .toList();
        }
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
