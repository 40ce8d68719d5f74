package consimt.kit;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What tests need of npm, by the lock file in {@code src/test/npm}, and the programs of this machine. */
public final class Npm {

    public static final Path FOLDER = Path.of("src", "test", "npm").toAbsolutePath();

    private Npm() {}

    /**
     * The folder of a package of the lock file. All of them are fetched once, and again after a change of the lock file. The
     * test is left out where there is no npm.
     *
     * @param otherwise what the test does not show then
     */
    public static Path folder(String name, String otherwise) {
        Path npm = needed("npm", otherwise);
        Path folder = FOLDER.resolve("node_modules").resolve(name);
        Path lock = FOLDER.resolve("package-lock.json");
        try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw");
                FileLock oneAtATime = file.getChannel().lock()) {
            if (oneAtATime.isValid() && !areFetched(lock)) {
                ProcessBuilder install = new ProcessBuilder(npm.toString(), "ci", "--ignore-scripts");
                Ended.run(install.directory(FOLDER.toFile()), "").well();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** npm writes a file of what it fetched at the end. */
    private static boolean areFetched(Path lock) throws IOException {
        Path fetched = FOLDER.resolve("node_modules/.package-lock.json");
        return Files.exists(fetched)
                && Files.getLastModifiedTime(fetched).compareTo(Files.getLastModifiedTime(lock)) >= 0;
    }

    /** A program that the test is left out without. */
    public static Path needed(String program, String otherwise) {
        Optional<Path> found = onPath(program);
        Assumptions.assumeTrue(found.isPresent(), "no " + program + " here: " + otherwise);
        return found.get();
    }

    public static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("", ".exe", ".cmd").map(end -> Path.of(folder, program + end)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
