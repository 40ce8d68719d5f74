package consimt.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that keeps development's data between runs. */
final class DevData {

    /** Held as long as this JVM runs: two engines on one file would damage it silently. */
    private static final List<FileLock> HELD = new ArrayList<>();

    private DevData() {}

    /** @param fresh whether to begin anew */
    static Path file(boolean fresh) {
        Path folder = Project.folder().resolve(".consimt");
        try {
            Files.createDirectories(folder);
            lock(folder.resolve("lock"));
            Path file = folder.resolve("dev.db");
            if (fresh) {
                delete(folder, "dev.db");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("resource") // kept open on purpose
    private static void lock(Path path) throws IOException {
        FileLock lock = new RandomAccessFile(path.toFile(), "rw").getChannel().tryLock();
        if (lock == null) {
            throw new IllegalStateException(
                    "The development data in " + path.getParent() + " is in use: stop the other quarkus:dev first.");
        }
        HELD.add(lock);
    }

    /** With the files that the engine keeps beside its own. */
    private static void delete(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
