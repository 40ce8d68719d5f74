package consimt.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder of this project, or of the local server, which has the files that are read in the same folders. Development
 * and tests run somewhere inside it; the server's jar lies in it.
 */
public final class Project {

    private Project() {}

    public static Path folder() {
        // With java -jar the class path is the jar.
        return Stream.of("", System.getProperty("java.class.path"))
                .flatMap(start -> Stream.iterate(Path.of(start).toAbsolutePath(), Objects::nonNull, Path::getParent))
                .filter(folder -> Files.exists(folder.resolve("src/local/npm/package.json")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("run this inside the project's folder"));
    }
}
