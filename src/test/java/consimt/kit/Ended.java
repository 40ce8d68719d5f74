package consimt.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How a program ended.
 *
 * @param said all that it wrote, faults among it
 */
public record Ended(int exit, String said) {

    /** Runs it to its end, with this input. */
    public static Ended run(ProcessBuilder program, String input) {
        try {
            Process process = program.redirectErrorStream(true).start();
            try (var given = process.getOutputStream()) {
                given.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What it wrote; it must have ended well. */
    public String well() {
        assertEquals(0, exit, said);
        return said.strip();
    }
}
