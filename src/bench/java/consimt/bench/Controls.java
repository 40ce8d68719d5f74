package consimt.bench;

import consimt.zip.FunctionZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the functions are compared with. */
final class Controls {

    /** The jars that the SDK's client for DynamoDB needs. */
    private static final List<String> OF_THE_CLIENT =
            List.of("software.amazon.", "org.reactivestreams.", "org.slf4j.slf4j-api");

    private static final List<String> OF_THE_RUNTIME = List.of("software.amazon.awssdk.utils-lite");

    private Controls() {}

    /**
     * With the jar that AWS's runtime has inside its client, and that ours has in its zip.
     *
     * @param zip as {@code src/bench/empty} makes it
     */
    static FunctionZip empty(Path zip, FunctionZip ours, Path folder) throws IOException {
        FunctionZip empty = FunctionZip.unpack(zip, folder);
        copyJars(ours, OF_THE_RUNTIME, folder.resolve("lib"));
        return empty;
    }

    /** The plain handler with the client's jars of our zip. */
    static FunctionZip plain(FunctionZip ours, Path folder) throws IOException {
        String handler = PlainCheck.class.getName().replace('.', '/') + ".class";
        Path copy = folder.resolve(handler);
        Files.createDirectories(copy.getParent());
        try (InputStream file = PlainCheck.class.getClassLoader().getResourceAsStream(handler)) {
            Files.copy(file, copy);
        }
        copyJars(ours, OF_THE_CLIENT, Files.createDirectories(folder.resolve("lib")));
        return FunctionZip.unpacked(folder, PlainCheck.class.getName() + "::handleRequest");
    }

    private static void copyJars(FunctionZip ours, List<String> names, Path lib) throws IOException {
        for (Path jar : ours.libraries()) {
            String name = jar.getFileName().toString();
            if (names.stream().anyMatch(name::startsWith)) {
                Files.copy(jar, lib.resolve(name));
            }
        }
    }
}
