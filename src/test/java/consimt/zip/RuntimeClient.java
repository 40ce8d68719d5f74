package consimt.zip;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** AWS's runtime interface client, the program that Lambda's Java runtime starts a function under. */
public final class RuntimeClient {

    static final String MAIN = AWSLambda.class.getName();

    /** Names the native library; without it each start writes one file in /tmp that all share, and can break another. */
    private static final String LIBRARY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path library;

    private RuntimeClient(Path library) {
        this.library = library;
    }

    /** @param folder gets the native library */
    static RuntimeClient unpack(Path folder) throws IOException {
        Path library = folder.resolve("libaws-lambda-jni.so");
        String name = "/jni/libaws-lambda-jni." + platform() + ".so";
        try (InputStream file = AWSLambda.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name);
            }
            Files.copy(file, library);
        }
        return new RuntimeClient(library);
    }

    /** Asked of their classes, since the test's class path may hide in a manifest or be no path at all. */
    List<Path> jars() {
        return Stream.of(AWSLambda.class, RequestStreamHandler.class, PojoSerializer.class)
                .map(RuntimeClient::jarOf)
                .toList();
    }

    String libraryOption() {
        return "-D" + LIBRARY + "=" + library;
    }

    private static String platform() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
        return (musl ? "linux_musl-" : "linux-") + (arm ? "aarch_64" : "x86_64");
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("no path to the jar of " + type, e);
        }
    }
}
