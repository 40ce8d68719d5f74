package consimt.zip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the container image would hold, made as its Dockerfile says, but for the base image: a JDK of here is in its place. */
public record ImageFolder(Path folder, List<String> command) {

    private static final Path CONTEXT = Path.of(System.getProperty("consimt.container", "target/container"));
    private static final int MOST_MINUTES = 5;

    /** A JDK of the release that the Dockerfile names. */
    public record Jdk(Path home) {

        /** The JDK that runs this, or one that is installed beside it. */
        public static Optional<Jdk> find() throws IOException {
            String version = "JAVA_VERSION=\"" + dockerfile().release();
            Path own = Path.of(System.getProperty("java.home"));
            try (Stream<Path> others = Files.list(own.getParent())) {
                return Stream.concat(Stream.of(own), others.sorted())
                        .filter(home -> isOf(version, home))
                        .findFirst()
                        .map(Jdk::new);
            }
        }

        private static boolean isOf(String version, Path home) {
            try {
                return Files.exists(home.resolve("release"))
                        && Files.readString(home.resolve("release")).contains(version);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A command that begins with {@code java}. */
        List<String> command(List<String> command) {
            List<String> own = new ArrayList<>(command);
            own.set(0, home.resolve("bin").resolve(command.get(0)).toString());
            return own;
        }
    }

    /**
     * @param options further options of each JVM, which do not change what is made
     * @param log the file that gets all that the training prints
     */
    static ImageFolder build(Jdk jdk, Path folder, String options, Path log) throws IOException {
        Dockerfile dockerfile = dockerfile();
        Files.createDirectories(folder);
        Files.createDirectories(log.getParent());
        for (List<String> copy : dockerfile.copies()) {
            int last = copy.size() - 1;
            for (String what : copy.subList(0, last)) {
                copy(CONTEXT.resolve(what), folder.resolve(copy.get(last)).normalize());
            }
        }
        ProcessBuilder training = new ProcessBuilder(jdk.command(dockerfile.run()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        training.environment().clear();
        training.environment().put("PATH", jdk.home().resolve("bin").toString());
        training.environment().put("JAVA_TOOL_OPTIONS", options);
        await(training.start(), log);
        return new ImageFolder(folder, jdk.command(dockerfile.entryPoint()));
    }

    /** As its command starts it. */
    public Program program(RuntimeClient client) {
        return new Program(command, folder).withOption(client.libraryOption()).asDeployed();
    }

    private static Dockerfile dockerfile() throws IOException {
        return Dockerfile.read(CONTEXT.resolve("Dockerfile"));
    }

    /** Of a folder what is in it, as in a Dockerfile. */
    private static void copy(Path what, Path to) throws IOException {
        Files.createDirectories(to);
        if (Files.isRegularFile(what)) {
            Files.copy(what, to.resolve(what.getFileName()));
            return;
        }
        try (Stream<Path> files = Files.list(what)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void await(Process training, Path log) throws IOException {
        try {
            if (!training.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || training.exitValue() != 0) {
                throw new AssertionError("The training failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The training was not waited for", e);
        } finally {
            training.destroy();
        }
    }
}
