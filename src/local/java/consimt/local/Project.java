package consimt.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this project. Development and tests run somewhere inside it. */
public final class Project {

    private Project() {}

    public static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve("src/local/npm/package.json"))) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw new IllegalStateException("run this inside the project's folder");
    }
}
