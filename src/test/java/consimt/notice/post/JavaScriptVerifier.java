package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The JavaScript library of Standard Webhooks, from npm by the lock file in {@code src/test/npm}, run by node. */
public final class JavaScriptVerifier {

    private static final Path FOLDER = Path.of("src", "test", "npm").toAbsolutePath();

    private final String node;

    private JavaScriptVerifier(String node) {
        this.node = node;
    }

    /** The test is left out where there is no node. */
    public static JavaScriptVerifier onThisMachine() {
        Optional<Path> node = onPath("node");
        Optional<Path> npm = onPath("npm");
        Assumptions.assumeTrue(
                node.isPresent() && npm.isPresent(), "no node and npm here: the JavaScript library did not verify");
        fetch(npm.get());
        return new JavaScriptVerifier(node.get().toString());
    }

    public boolean accepts(String secret, Map<String, String> headers, String body) {
        try {
            Process process = new ProcessBuilder(node, "verify.js")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var input = process.getOutputStream()) {
                new ObjectMapper().writeValue(input, Map.of("secret", secret, "headers", headers, "body", body));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertEquals(0, process.waitFor(), said);
            return switch (said) {
                case "accepted" -> true;
                case "refused" -> false;
                default -> throw new AssertionError(said);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void fetch(Path npm) {
        try (RandomAccessFile file =
                        new RandomAccessFile(FOLDER.resolve("package-lock.json").toFile(), "rw");
                FileLock oneAtATime = file.getChannel().lock()) {
            if (oneAtATime.isValid() && !Files.exists(FOLDER.resolve("node_modules/standardwebhooks/package.json"))) {
                int exit = new ProcessBuilder(List.of(npm.toString(), "ci", "--ignore-scripts"))
                        .directory(FOLDER.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                assertEquals(0, exit, "npm ci in src/test/npm");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("", ".exe", ".cmd").map(end -> Path.of(folder, program + end)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
