package consimt.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training of the image's cache, with a program in the place of the functions. */
class TrainTest {

    private static final int MOST_SECONDS = 300;

    /** Prints a line, and asks to be restored. */
    private static final String FUNCTION = """
            class Function {
                public static void main(String[] line) throws Exception {
                    System.out.println(line[0]);
                    var next = java.net.URI.create("http://" + System.getenv("AWS_LAMBDA_RUNTIME_API")
                            + "/2018-06-01/runtime/restore/next");
                    next.toURL().openStream().close();
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aFunctionThatAsksToBeRestoredIsTrained() throws Exception {
        assertEquals(0, train("{\"PermissionsAsked\":1}"));
    }

    /** The image would be made with half of the cache, and nobody would know. */
    @Test
    void aRehearsalThatFailedFailsTheTraining() throws Exception {
        assertEquals(1, train("{\"PrimingFailed\":1}"));
    }

    private int train(String line) throws IOException, InterruptedException {
        Path function = Files.writeString(folder.resolve("Function.java"), FUNCTION);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process training = new ProcessBuilder(java, "infra/container/Train.java", java, function.toString(), line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertTrue(training.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "it did not end");
            return training.exitValue();
        } finally {
            training.destroyForcibly();
        }
    }
}
