package consimt.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running process of the embedded engine, dynoxide. It ends with this JVM, also after a kill. */
public final class Engine {

    private static final int TRIES = 5;
    private static final int READY_WITHIN_MILLIS = 10_000;

    /**
     * Waits on its own input, which the operating system closes when this JVM ends, even after a kill -9. Then it ends
     * the engine.
     */
    private static final String WATCH =
            "\"$@\" <&- & p=$!; trap \"kill $p\" TERM; cat >/dev/null; kill $p 2>/dev/null; wait $p";

    private final Process process;
    private final URI endpoint;

    private Engine(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        // This also keeps the process reachable. If it were garbage-collected, its input would close and the engine
        // would end.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    public URI endpoint() {
        return endpoint;
    }

    /**
     * Starts an engine on a free port.
     *
     * @param data the file that keeps its data, or null to keep the data in memory
     * @throws EngineMissing with one sentence that says what to do
     */
    public static Engine start(@Nullable Path data) {
        Path binary = EngineBinary.find();
        for (int tries = 0; tries < TRIES; tries++) {
            int port = freePort();
            Process process = launch(binary, port, data);
            if (isReady(process, port)) {
                return new Engine(process, URI.create("http://127.0.0.1:" + port));
            }
            process.destroy();
        }
        throw new IllegalStateException("The local engine " + binary + " did not start.");
    }

    public void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static Process launch(Path binary, int port, @Nullable Path data) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WATCH, "sh", binary.toString(), "serve"));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        if (data != null) {
            command.addAll(List.of("--db-path", data.toString()));
        }
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReady(Process process, int port) {
        long giveUp = System.nanoTime() + READY_WITHIN_MILLIS * 1_000_000L;
        while (process.isAlive() && System.nanoTime() < giveUp) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected() && process.isAlive();
            } catch (IOException notYet) {
                pause();
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local engine started", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
