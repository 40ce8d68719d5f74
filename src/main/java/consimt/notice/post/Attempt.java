package consimt.notice.post;

import consimt.notice.post.PostProblem.NotPosted;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One request to one endpoint: connection, TLS, request, status. Its socket is that of a channel. So whoever interrupts
 * the thread closes the connection in the same moment, and no setting of the JVM names a proxy.
 */
final class Attempt {

    /** A second address of a name is tried if the first takes no connection. */
    private static final int MOST_ADDRESSES = 2;

    /** How long the rest of an answer may pause before the connection is closed. Nobody needs that rest. */
    private static final int PAUSE_MILLIS = 250;

    private final NoticeUrl url;
    private final byte[] request;
    private final Network network;

    private volatile int status;

    Attempt(NoticeUrl url, byte[] request, Network network) {
        this.url = url;
        this.request = request;
        this.network = network;
    }

    /**
     * @param addresses that were checked
     * @throws NotPosted if no status came
     */
    int run(List<InetAddress> addresses) throws NotPosted {
        PostProblem failing = PostProblem.NO_CONNECTION;
        try (Socket plain = connected(addresses)) {
            failing = PostProblem.TLS_FAILED;
            try (Socket secured = url.isPlain() ? plain : secured(plain)) {
                failing = PostProblem.CUT_OFF;
                exchange(secured);
            }
        } catch (NotPosted why) {
            throw why;
        } catch (IOException e) {
            if (status == 0) {
                throw new NotPosted(failing);
            }
        }
        return status;
    }

    /** As soon as it came; before that 0. */
    int status() {
        return status;
    }

    private Socket connected(List<InetAddress> addresses) throws IOException {
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            Socket socket = SocketChannel.open().socket();
            try {
                network.connect(socket, new InetSocketAddress(address, url.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
            }
        }
        throw new NotPosted(PostProblem.NO_CONNECTION);
    }

    /**
     * The certificate must be valid for the host of the URL. Every connection has a context of its own. A resumed session
     * is not verified again, so no session may be shared between two endpoints.
     */
    private Socket secured(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, network.trusted(), null);
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, url.host(), url.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private void exchange(Socket secured) throws IOException {
        secured.getOutputStream().write(request);
        AnswerStart answer = new AnswerStart(secured.getInputStream());
        status = answer.status();
        secured.setSoTimeout(PAUSE_MILLIS);
        answer.rest();
    }

    /** The first bytes of an HTTP answer. No more of it is ever read. */
    static final class AnswerStart {

        /** In bytes. */
        private static final int MOST = 16 * 1024;

        private static final String PROTOCOL = "HTTP/1.";

        private static final Pattern STATUS = Pattern.compile("[01] ([1-9][0-9]{2})( .*)?");

        private final InputStream in;
        private final byte[] bytes = new byte[MOST];
        private int length;
        private int position;

        AnswerStart(InputStream in) {
            this.in = in;
        }

        /**
         * Reads up to the end of the headers. Answers from 100 to 199 are only announcements, and are passed over.
         *
         * @throws NotPosted if the answer is not HTTP, or ends too early
         */
        int status() throws IOException {
            int status = 0;
            while (status < 200) {
                for (int i = 0; i < PROTOCOL.length(); i++) {
                    check(next() == PROTOCOL.charAt(i));
                }
                Matcher start = STATUS.matcher(line());
                check(start.matches());
                status = Integer.parseInt(start.group(1));
                while (!line().isEmpty()) {}
            }
            return status;
        }

        /** Reads on, to the end of the answer or to the most that is read. */
        void rest() throws IOException {
            in.readNBytes(bytes, length, MOST - length);
        }

        /** The rest of a line, without its end. */
        private String line() throws IOException {
            int start = position;
            while (next() != '\n') {}
            int end = position - (position - start > 1 && bytes[position - 2] == '\r' ? 2 : 1);
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }

        private byte next() throws IOException {
            if (position == length) {
                check(length < MOST);
                int read = in.read(bytes, length, MOST - length);
                if (read < 0) {
                    throw new NotPosted(PostProblem.CUT_OFF);
                }
                length += read;
            }
            return bytes[position++];
        }

        private static void check(boolean isHttp) throws NotPosted {
            if (!isHttp) {
                throw new NotPosted(PostProblem.NOT_HTTP);
            }
        }
    }

    interface Network {

        Network REAL = new Network() {};

        /**
         * Looks up a host. It cannot be interrupted.
         *
         * @param host a name, or an address that stands for itself
         * @return at least one address
         * @throws UnknownHostException if the name has no address, or no name server answered
         */
        default List<InetAddress> addresses(String host) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(host));
        }

        /** Connects a socket to an address that was checked. A lost first packet is sent again after a second. */
        default void connect(Socket socket, InetSocketAddress address) throws IOException {
            socket.connect(address, 2_000);
        }

        /** Who vouches for certificates: null for those whom the JDK trusts. */
        default TrustManager @Nullable [] trusted() {
            return null;
        }
    }
}
