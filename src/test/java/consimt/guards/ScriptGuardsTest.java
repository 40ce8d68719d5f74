package consimt.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.Cases;
import consimt.kit.Npm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The guards that are no Java, by the test runners of their own languages. */
class ScriptGuardsTest {

    private static final int SENDS = Cases.of(2_000, 20_000);

    @Test
    void theGuardOfJavaScriptHolds() {
        String otherwise = "nobody tried the guard of JavaScript";
        Npm.folder("@aws-sdk/client-sesv2", otherwise);
        String node = Npm.needed("node", otherwise).toString();
        holds(Npm.FOLDER, node, "--test", "guard.test.mjs", "guard-opens.test.mjs", "guard-show.test.mjs");
    }

    @Test
    void theGuardOfPythonHolds() {
        // Debian's packages are those of its own Python, which need not be the first on the path.
        Optional<Path> python = Stream.concat(
                        Npm.onPath("python3").stream(), Stream.of(Path.of("/usr/bin/python3")))
                .filter(Files::isExecutable)
                .filter(each -> run(Path.of("."), each.toString(), "-c", "import boto3").exit == 0)
                .findFirst();
        Assumptions.assumeTrue(
                python.isPresent(), "no python3 with boto3 (python3-boto3) here: nobody tried the guard of Python");
        holds(Path.of("src", "test", "python"), python.get().toString(), "-m", "unittest", "discover", "-b");
    }

    private static void holds(Path folder, String... command) {
        Ended ended = run(folder, command);
        assertEquals(0, ended.exit, ended.said);
    }

    private static Ended run(Path folder, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
            builder.environment().put("GUARD_SENDS", String.valueOf(SENDS));
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private record Ended(int exit, String said) {}
}
