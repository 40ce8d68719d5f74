package consimt.zip;

import io.quarkus.funqy.Funq;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jboss.jandex.Indexer;

/** The deployment zip, unpacked. */
public final class FunctionZip {

    private static final String FUNQY = "io.quarkus.funqy.lambda.FunqyStreamHandler";

    private final Path folder;
    private final Path classes;
    private final String handler;

    private FunctionZip(Path folder, Path classes, String handler) {
        this.folder = folder;
        this.classes = classes;
        this.handler = handler;
    }

    /** What a zip would hold whose handler is a plain one: classes, and jars in {@code lib}. */
    public static FunctionZip unpacked(Path folder, String handler) {
        return new FunctionZip(folder, folder, handler);
    }

    public static FunctionZip unpack(Path zip, Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return new FunctionZip(folder, folder, FUNQY);
    }

    /** The same with its own classes in a jar too: a JVM keeps those of jars ready, and of no folder. */
    FunctionZip inJars(Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(folder);
                JarOutputStream packed = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("lib"))) {
                    packed.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                    Files.copy(file, packed);
                }
            }
        }
        return new FunctionZip(folder, jar, handler);
    }

    /**
     * As Lambda's Java runtime starts it, with its own jars first.
     *
     * @param java the home of the JDK that runs it
     */
    public Program program(RuntimeClient client, Path java) throws IOException {
        String classPath = Stream.of(client.jars(), List.of(classes), libraries())
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return new Program(
                List.of(
                        java.resolve("bin").resolve("java").toString(),
                        // As short-lived as it is, compiling well would cost more than it gives.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        client.libraryOption(),
                        "-cp",
                        classPath,
                        RuntimeClient.MAIN,
                        handler),
                folder);
    }

    public Path folder() {
        return folder;
    }

    /** The jars in {@code lib}. */
    public List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** All that a class loader finds: the files beside {@code lib}, and those in its jars. */
    Set<String> resources() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(all::add);
        }
        for (Path library : libraries()) {
            try (JarFile jar = new JarFile(library.toFile())) {
                jar.stream().map(ZipEntry::getName).forEach(all::add);
            }
        }
        return all;
    }

    /** The names of the functions that its classes hold. */
    public Set<String> exports() throws IOException {
        Indexer types = new Indexer();
        try (Stream<Path> files = Files.walk(folder.resolve("consimt"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                try (InputStream type = Files.newInputStream(file)) {
                    types.index(type);
                }
            }
        }
        return types.complete().getAnnotations(Funq.class).stream()
                .map(function -> function.value().asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
