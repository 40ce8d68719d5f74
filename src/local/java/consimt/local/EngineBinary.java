package consimt.local;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the engine's program: on the PATH, or fetched once through npm by the lock file in {@code src/local/npm}, which
 * has its hash.
 */
final class EngineBinary {

    private static final boolean ON_WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final String NAME = ON_WINDOWS ? "dynoxide.exe" : "dynoxide";
    private static final String NPM = ON_WINDOWS ? "npm.cmd" : "npm";

    private EngineBinary() {}

    static Path find() {
        return onPath(NAME).or(EngineBinary::fetched).orElseGet(EngineBinary::fetch);
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> fetched() {
        Path packages = Project.folder().resolve("src/local/npm/node_modules/@dynoxide");
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        try (Stream<Path> platforms = Files.list(packages)) {
            return platforms
                    .map(platform -> platform.resolve(NAME))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path fetch() {
        Path npm = onPath(NPM).orElseThrow(() -> new EngineMissing("npm is not installed"));
        Path folder = Project.folder().resolve("src/local/npm");
        try (RandomAccessFile file =
                        new RandomAccessFile(folder.resolve("package-lock.json").toFile(), "rw");
                FileLock oneAtATime = file.getChannel().lock()) {
            if (oneAtATime.isValid() && fetched().isEmpty()) {
                int exit = new ProcessBuilder(
                                List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                if (exit != 0) {
                    throw new EngineMissing("npm ci in " + folder + " failed");
                }
            }
        } catch (IOException e) {
            throw new EngineMissing("npm could not run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineMissing("interrupted");
        }
        return fetched()
                .orElseThrow(() -> new EngineMissing("npm has no package of it for " + System.getProperty("os.name")
                        + " on " + System.getProperty("os.arch")));
    }
}
