package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.kit.Npm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The JavaScript library of Standard Webhooks, from npm by the lock file in {@code src/test/npm}, run by node. */
public final class JavaScriptVerifier {

    private static final String OTHERWISE = "the JavaScript library did not verify";

    private final String node;

    private JavaScriptVerifier(String node) {
        this.node = node;
    }

    /** The test is left out where there is no node. */
    public static JavaScriptVerifier onThisMachine() {
        Npm.folder("standardwebhooks", OTHERWISE);
        return new JavaScriptVerifier(Npm.needed("node", OTHERWISE).toString());
    }

    public boolean accepts(String secret, Map<String, String> headers, String body) {
        try {
            Process process = new ProcessBuilder(node, "verify.js")
                    .directory(Npm.FOLDER.toFile())
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
}
