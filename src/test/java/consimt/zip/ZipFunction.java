package consimt.zip;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One function of the zip, running in a JVM of its own as Lambda's Java runtime starts it, or the image's command. */
public final class ZipFunction implements AutoCloseable {

    /** A start takes some two seconds; a busy machine may need many times that. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
     * @param export the function's name
     * @param store where DynamoDB listens
     * @param services its environment for what else it calls
     * @param log the file that gets all it prints
     */
    static ZipFunction start(Program program, String export, URI store, Map<String, String> services, Path log)
            throws IOException {
        Files.createDirectories(log.getParent());
        RuntimeApi api = new RuntimeApi();
        ProcessBuilder jvm = new ProcessBuilder(program.command())
                .directory(program.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // Nothing of this machine's own: a QUARKUS_ or AWS_ setting here would be one there.
        jvm.environment().clear();
        jvm.environment().putAll(environment(program, api));
        jvm.environment().put("AWS_LAMBDA_FUNCTION_NAME", "consimt-" + export);
        jvm.environment().put("QUARKUS_FUNQY_EXPORT", export);
        jvm.environment().put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", store.toString());
        jvm.environment().putAll(services);
        jvm.environment().putAll(program.environment());
        return new ZipFunction(api, jvm.start(), log);
    }

    /** Waits until it is ready for its snapshot. */
    public void awaitSnapshot() {
        await(api.readyForSnapshot(), "was not ready for its snapshot", "ended before its snapshot");
    }

    public void restore() {
        api.restore();
    }

    public Reply ask(String event) {
        CompletableFuture<Reply> reply = api.invoke(event);
        await(reply, "did not answer", "ended before it answered");
        return reply.join();
    }

    private void await(CompletableFuture<?> what, String late, String ended) {
        try {
            CompletableFuture.anyOf(what, process.onExit()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw lost(late + " within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new AssertionError("no reply of " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw lost("was not waited for");
        }
        if (!what.isDone()) {
            throw lost(ended);
        }
    }

    /** The processor time that its JVM took so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** All that it printed so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError("no log " + log, e);
        }
    }

    /** Waits for as long as its JVM writes a file before it ends. */
    void end() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
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

    /** What every function in Lambda is given. */
    private static Map<String, String> environment(Program program, RuntimeApi api) {
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                Map.entry("_HANDLER", program.command().get(program.command().size() - 1)),
                Map.entry("LAMBDA_TASK_ROOT", program.folder().toString()),
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
