import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Starts the functions for the JVM to learn what to cache. It answers for Lambda as before a snapshot, which is when a
 * function exercises itself, and ends the function when it asks to be restored.
 *
 * <p>Usage: {@code java Train COMMAND...}, the command being {@code java} and its arguments.
 */
final class Train {

    private static final long MOST_MINUTES = 5;
    private static final String PASSWORD = "of a training";

    /** A metric. A function goes on without what could not be rehearsed, and its cache would lack the classes. */
    private static final String FAILED = "\"PrimingFailed\"";

    private static final byte[] NOTHING = {'{', '}'};

    private Train() {}

    public static void main(String[] command) throws Exception {
        Path keys = Files.createTempDirectory("training").resolve("keys");
        makeKey(keys);
        CompletableFuture<String> end = new CompletableFuture<>();
        HttpServer lambda = lambda(end);
        HttpServer store = store(keys);
        Process function = start(command, lambda, store, keys);
        CompletableFuture<Boolean> failed = CompletableFuture.supplyAsync(() -> passOn(function));
        function.onExit().thenRun(() -> end.complete("it ended by itself"));
        String problem = waitFor(end);
        // By its handle: the process itself would close what it prints, too.
        function.toHandle().destroy();
        if (!function.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            function.destroyForcibly();
            problem = "it did not end";
        } else if (problem.isEmpty() && failed.get(MOST_MINUTES, TimeUnit.MINUTES)) {
            problem = "not all classes were used";
        }
        lambda.stop(0);
        store.stop(0);
        if (!problem.isEmpty()) {
            System.err.println("The training failed: " + problem);
            System.exit(1);
        }
    }

    /** What went wrong, or nothing. */
    private static String waitFor(CompletableFuture<String> end) throws InterruptedException, ExecutionException {
        try {
            return end.get(MOST_MINUTES, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            return "it was not ready within " + MOST_MINUTES + " minutes";
        }
    }

    /** Prints what the function prints, and says whether it told of a rehearsal that failed. */
    private static boolean passOn(Process function) {
        boolean failed = false;
        try (BufferedReader lines = function.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                failed |= line.contains(FAILED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return failed;
    }

    private static Process start(String[] command, HttpServer lambda, HttpServer store, Path keys) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(
                1,
                List.of(
                        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                        "-Djavax.net.ssl.trustStore=" + keys,
                        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
        ProcessBuilder function = new ProcessBuilder(all).redirectErrorStream(true);
        function.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", address(lambda),
                        "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                        "AWS_LAMBDA_FUNCTION_NAME", "training",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "training",
                        "AWS_SECRET_ACCESS_KEY", "training",
                        "QUARKUS_FUNQY_EXPORT", "check-permission",
                        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", "https://" + address(store)));
        return function.start();
    }

    /** The Runtime API, as far as a function uses it before its snapshot. */
    private static HttpServer lambda(CompletableFuture<String> end) throws IOException {
        HttpServer lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/2018-06-01/runtime/restore/next", asked -> end.complete(""));
        lambda.createContext("/2018-06-01/runtime/init/error", asked -> {
            end.complete(new String(asked.getRequestBody().readAllBytes()));
            answer(asked);
        });
        lambda.start();
        return lambda;
    }

    /** A table without items, over TLS as in AWS. */
    private static HttpServer store(Path keys) throws IOException, GeneralSecurityException {
        HttpsServer store = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
        store.createContext("/", Train::answer);
        store.start();
        return store;
    }

    private static void answer(HttpExchange asked) throws IOException {
        asked.getRequestBody().readAllBytes();
        asked.sendResponseHeaders(200, NOTHING.length);
        asked.getResponseBody().write(NOTHING);
        asked.close();
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    /** A key of one's own with its certificate. The same file is what the function trusts. */
    private static void makeKey(Path keys) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "store",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("no key was made");
        }
    }
}
