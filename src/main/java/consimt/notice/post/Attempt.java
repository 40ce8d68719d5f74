package consimt.notice.post;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One request to one endpoint: lookup, connection, TLS, request, status. One thread runs it, and another thread can cut
 * it off.
 */
final class Attempt {

    /** A second address of a name is tried if the first takes no connection. */
    private static final int MOST_ADDRESSES = 2;

    /** A lost first packet is sent again after a second. */
    private static final int CONNECT_MILLIS = 2_000;

    /** How long the rest of an answer may pause before the connection is closed. Nobody needs that rest. */
    private static final int PAUSE_MILLIS = 250;

    private final NoticeUrl url;
    private final byte[] request;
    private final CheckedAddresses checked;
    private final Dial dial;
    private final Tls tls;

    private @Nullable Socket connection;
    private boolean isCut;
    private OptionalInt status = OptionalInt.empty();

    Attempt(NoticeUrl url, byte[] request, CheckedAddresses checked, Dial dial, Tls tls) {
        this.url = url;
        this.request = request;
        this.checked = checked;
        this.dial = dial;
        this.tls = tls;
    }

    /**
     * Returns when nothing is open any more.
     *
     * @throws NotPosted if no status came
     */
    int run() throws NotPosted {
        try (Socket plain = connected(checked.of(url));
                Socket secured = url.isPlain() ? plain : secured(plain)) {
            return exchange(secured);
        } catch (NotPosted why) {
            throw why;
        } catch (IOException e) {
            return known().orElseThrow(() -> new NotPosted(PostProblem.CUT_OFF));
        }
    }

    /** Closes the connection. The thread that runs the attempt fails at once, unless a name server keeps it waiting. */
    synchronized void cut() {
        isCut = true;
        if (connection != null) {
            close(connection);
        }
    }

    /** The status, as soon as it came. */
    synchronized OptionalInt known() {
        return status;
    }

    private Socket connected(List<InetAddress> addresses) throws NotPosted {
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            // Without this argument the settings of the JVM could name a proxy.
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                hold(socket);
                dial.connect(socket, new InetSocketAddress(address, url.port()), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                close(socket);
            }
        }
        throw new NotPosted(PostProblem.NO_CONNECTION);
    }

    private Socket secured(Socket plain) throws NotPosted {
        try {
            return tls.over(plain, url);
        } catch (IOException e) {
            throw new NotPosted(PostProblem.TLS_FAILED);
        }
    }

    private int exchange(Socket secured) throws IOException {
        secured.getOutputStream().write(request);
        secured.getOutputStream().flush();
        AnswerStart answer = new AnswerStart(secured.getInputStream());
        int came = answer.status();
        keep(came);
        secured.setSoTimeout(PAUSE_MILLIS);
        answer.rest();
        return came;
    }

    private synchronized void keep(int came) {
        status = OptionalInt.of(came);
    }

    private synchronized void hold(Socket socket) throws IOException {
        if (isCut) {
            throw new SocketException("cut");
        }
        connection = socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost: nobody uses it any more.
        }
    }

    /** Connects a socket to an address that was checked. */
    @FunctionalInterface
    interface Dial {

        Dial TCP = Socket::connect;

        /** @param millis how long it may take */
        void connect(Socket socket, InetSocketAddress address, int millis) throws IOException;
    }
}
