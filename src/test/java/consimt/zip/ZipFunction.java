package consimt.zip;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One function of the zip, running in a JVM of its own as Lambda's Java runtime starts it, or the image's command. */
final class ZipFunction implements AutoCloseable {

    private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";

    /** A start takes some two seconds; a busy machine may need many times that. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration TIME_TO_END = Duration.ofSeconds(5);
    private static final int TAIL = 40;

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private ZipFunction(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and does not wait until it is ready: the first event does.
     *
     * @param client what runs it
     * @param export the function's name
     * @param store where DynamoDB listens
     * @param services its environment for what else it calls
     * @param log the file that gets all it prints
     */
    static ZipFunction start(
            RuntimeClient client, FunctionZip zip, String export, URI store, Map<String, String> services, Path log)
            throws IOException {
        return start(client, zip, export, store, log, List.of(), services);
    }

    /**
     * Starts it as Lambda does before it takes a snapshot of it. It goes on when it is {@link #restore restored}.
     *
     * @param services as in {@link #start}
     * @param loaded the file that gets the name of each class that it loads
     */
    static ZipFunction startForSnapshot(
            RuntimeClient client,
            FunctionZip zip,
            String export,
            URI store,
            Map<String, String> services,
            Path log,
            Path loaded)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(services);
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return start(
                client,
                zip,
                export,
                store,
                log,
                List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", "-Xlog:class+load:file=" + loaded),
                environment);
    }

    private static ZipFunction start(
            RuntimeClient client,
            FunctionZip zip,
            String export,
            URI store,
            Path log,
            List<String> options,
            Map<String, String> more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As short-lived as it is, compiling well would cost more than it gives.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                client.libraryOption()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(client, zip), RuntimeClient.MAIN, HANDLER));
        return start(command, zip.folder(), export, store, log, more);
    }

    /**
     * Starts it as the image does.
     *
     * @param services as in {@link #start}
     * @param loaded the file that gets the name of each class that it loads
     */
    static ZipFunction startOfImage(
            RuntimeClient client,
            ImageFolder image,
            String export,
            URI store,
            Map<String, String> services,
            Path log,
            Path loaded)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(services);
        // Beside the command, which stays as it is.
        environment.put("JAVA_TOOL_OPTIONS", client.libraryOption() + " -Xlog:class+load:file=" + loaded);
        return start(image.command(), image.folder(), export, store, log, environment);
    }

    private static ZipFunction start(
            List<String> command, Path folder, String export, URI store, Path log, Map<String, String> more)
            throws IOException {
        Files.createDirectories(log.getParent());
        RuntimeApi api = new RuntimeApi();
        ProcessBuilder jvm = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Nothing of this machine's own: a QUARKUS_ or AWS_ setting here would be one there.
        jvm.environment().clear();
        jvm.environment().putAll(environment(folder, api));
        jvm.environment().put("AWS_LAMBDA_FUNCTION_NAME", "consimt-" + export);
        jvm.environment().put("QUARKUS_FUNQY_EXPORT", export);
        jvm.environment().put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", store.toString());
        jvm.environment().putAll(more);
        return new ZipFunction(api, jvm.start(), log);
    }

    /** Waits until it is ready for its snapshot. */
    void awaitSnapshot() {
        try {
            api.awaitSnapshot(PATIENCE);
        } catch (TimeoutException e) {
            throw lost("was not ready for its snapshot within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost("was not waited for");
        }
    }

    void restore() {
        api.restore();
    }

    Reply ask(String event) {
        CompletableFuture<Reply> reply = api.invoke(event);
        try {
            CompletableFuture.anyOf(reply, process.onExit()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw lost("did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new AssertionError("no reply of " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost("was not waited for");
        }
        if (!reply.isDone()) {
            throw lost("ended before it answered");
        }
        return reply.join();
    }

    /** All that it printed so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError("no log " + log, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIME_TO_END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
    }

    private AssertionError lost(String what) {
        List<String> lines = log().lines().toList();
        return new AssertionError("The function " + what + ". Of its start it said: " + api.failedStart()
                + ". The end of "
                + log + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
    }

    /** The runtime's own jars come first, as in Lambda. */
    private static String classPath(RuntimeClient client, FunctionZip zip) throws IOException {
        return Stream.of(client.jars(), List.of(zip.folder()), zip.libraries())
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What every function in Lambda is given. */
    private static Map<String, String> environment(Path folder, RuntimeApi api) {
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                Map.entry("_HANDLER", HANDLER),
                Map.entry("LAMBDA_TASK_ROOT", folder.toString()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/consimt"),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
                Map.entry("AWS_REGION", "eu-central-1"),
                Map.entry("AWS_DEFAULT_REGION", "eu-central-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("CONSIMT_PUBLIC_ADDRESS", "https://consimt.example"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"));
    }
}
