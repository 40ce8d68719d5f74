package consimt.guards;

import consimt.kit.Cases;
import consimt.kit.Ended;
import consimt.kit.Npm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The tests of a guard that is no Java, and the program that runs them. A test is left out where that is missing. */
record Scripts(Path folder, Path program) {

    private static final int SENDS = Cases.of(150, 20_000);

    static Scripts ofNode() {
        String otherwise = "nobody tried the guard of JavaScript";
        Npm.folder("@aws-sdk/client-sesv2", otherwise);
        return new Scripts(Npm.FOLDER, Npm.needed("node", otherwise));
    }

    /** Debian's packages are those of its own Python, which need not be the first on the path. */
    static Scripts ofPython() {
        Path folder = Path.of("src", "test", "python");
        Optional<Scripts> found = Stream.concat(Npm.onPath("python3").stream(), Stream.of(Path.of("/usr/bin/python3")))
                .filter(Files::isExecutable)
                .map(program -> new Scripts(folder, program))
                .filter(each -> each.run("", "-c", "import boto3").exit() == 0)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "no python3 with boto3 (python3-boto3) here: nobody tried the guard of Python");
        return found.get();
    }

    /** What it writes. */
    String said(String input, String... arguments) {
        return run(input, arguments).well();
    }

    private Ended run(String input, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GUARD_SENDS", String.valueOf(SENDS), "PYTHONDONTWRITEBYTECODE", "1", "NODE_NO_WARNINGS", "1"));
        return Ended.run(builder, input);
    }
}
