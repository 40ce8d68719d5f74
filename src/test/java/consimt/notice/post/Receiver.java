package consimt.notice.post;

import static consimt.kit.Texts.lineOf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A receiver of notices on this machine, well behaved or not. */
final class Receiver implements AutoCloseable {

    /** What a receiver does with a connection. */
    @FunctionalInterface
    interface Manners {

        void with(Receiver receiver, Socket connection) throws IOException;
    }

    /** One request, as it came. */
    record Request(String line, Map<String, String> headers, String body) {}

    private final ServerSocket listening;
    private final Manners manners;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Receiver(ServerSocket listening, Manners manners) {
        this.listening = listening;
        this.manners = manners;
        Thread thread = new Thread(this::accept, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param certificates null for one without TLS */
    static Receiver on(InetAddress address, @Nullable SSLContext certificates, Manners manners) {
        try {
            ServerSocket listening = certificates == null
                    ? new ServerSocket()
                    : certificates.getServerSocketFactory().createServerSocket();
            listening.bind(new InetSocketAddress(address, 0), 200);
            return new Receiver(listening, manners);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receiver with(@Nullable SSLContext certificates, Manners manners) {
        return on(InetAddress.getLoopbackAddress(), certificates, manners);
    }

    /** Reads the request, and then answers with this text. */
    static Manners answering(String text) {
        return (receiver, connection) -> {
            receiver.read(connection);
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void read(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        String first = lineOf(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = lineOf(in); !header.isEmpty(); header = lineOf(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        requests.add(new Request(first, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8)));
    }

    /** @return false if the receiver was closed in the meantime */
    boolean pause(long millis) {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(connection), "receiver");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            manners.with(this, connection);
        } catch (IOException e) {
            // The other side has gone.
        }
    }
}
