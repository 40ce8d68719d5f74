package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.Receiver.Manners;
import consimt.notice.post.Receiver.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that answer well, badly, slowly, and not at all. */
class ReceiversTest {

    private static final SSLContext SHOP = Certificates.of("dns:shop.test");

    private static final Duration SHORT = Duration.ofMillis(700);

    /** Some minute, in pauses of a receiver. If nobody cuts it off it ends by itself, and then the answer is another. */
    private static final int MOST_PAUSES = 600;

    @Test
    void getsOneSignedPost() {
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering("HTTP/1.1 200 OK\r\n\r\n"))) {
            Posting posting = new Posting().to("shop.test", receiver);
            assertEquals(Reply.of(200, 0), posting.send("https://Shop.test:8443/hook/%C8%99?a=b"));
            Request request = receiver.requests().get(0);
            assertEquals("POST /hook/%C8%99?a=b HTTP/1.1", request.line());
            assertEquals(Posting.BODY, request.body());
            assertEquals(
                    List.of(
                            "host",
                            "connection",
                            "content-length",
                            "content-type",
                            "user-agent",
                            "webhook-id",
                            "webhook-timestamp",
                            "webhook-signature"),
                    List.copyOf(request.headers().keySet()));
            assertEquals("shop.test:8443", request.headers().get("host"));
            assertEquals("application/json", request.headers().get("content-type"));
            assertEquals("consimt/1.2.3", request.headers().get("user-agent"));
            assertEquals("msg_1", request.headers().get("webhook-id"));
            assertEquals("1795687200", request.headers().get("webhook-timestamp"));
            assertEquals(1, receiver.connections());
            assertEquals(List.of(new InetSocketAddress(Posting.PUBLIC, 8443)), posting.called());
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {200, 201, 202, 204, 299, 300, 301, 302, 304, 307, 308, 400, 401, 404, 407, 410, 429, 500, 503, 999})
    void everyStatusIsTold(int status) {
        String answer = "HTTP/1.1 " + status
                + " \r\nLocation: https://169.254.169.254/latest/meta-data\r\nContent-Length: 2\r\n"
                + "WWW-Authenticate: Basic\r\nProxy-Authenticate: Basic\r\nSet-Cookie: a=b\r\n\r\nno";
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering(answer))) {
            Posting posting = new Posting().to("shop.test", receiver);
            NoticePost post = posting.post();
            for (int i = 0; i < 2; i++) {
                Reply reply = Posting.send(post, "https://shop.test/");
                assertEquals(Reply.of(status, 0), reply);
                assertEquals(status < 300, reply.isDelivered());
            }
            assertEquals(2, posting.called().size(), "nobody follows a redirect, and nobody asks again");
            assertFalse(receiver.requests().get(1).headers().containsKey("cookie"));
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                told("HTTP/1.1 204\r\n\r\n", 204),
                told("HTTP/1.0 200 OK\n\n", 200),
                told(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 202 \r\n\r\n",
                        202),
                told("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthe rest was cut", 200),
                told("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 200),
                told("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(3_000_000), 200),
                told("HTTP/1.1 200 OK\r\nA: " + "a".repeat(16_000) + "\r\n\r\n", 200),
                not("HTTP/1.1 200 OK\r\nA: " + "a".repeat(16_384) + "\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(500_000) + "\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 100 Continue\r\n\r\n".repeat(100_000), PostProblem.NOT_HTTP),
                not("", PostProblem.CUT_OFF),
                not("HT", PostProblem.CUT_OFF),
                not("HTTP/1.1 200 OK", PostProblem.CUT_OFF),
                not("HTTP/1.1 200 OK\r\n", PostProblem.CUT_OFF),
                not("HTTP/1.1 200 OK\r\nContent-Le", PostProblem.CUT_OFF),
                not("HTTP/1.1 100 Continue\r\n\r\n", PostProblem.CUT_OFF),
                not("\r\n\r\n", PostProblem.NOT_HTTP),
                not("220 mail.example ESMTP\r\n", PostProblem.NOT_HTTP),
                not("SSH-2.0", PostProblem.NOT_HTTP),
                not("HTTP/2 200 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("http/1.1 200 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 2000 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 -20 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 20 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 0200 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1  200 OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("HTTP/1.1 ٢٠٠ OK\r\n\r\n", PostProblem.NOT_HTTP),
                not("a".repeat(3_000_000), PostProblem.NOT_HTTP),
                not("\0".repeat(100), PostProblem.NOT_HTTP));
    }

    private static Arguments told(String answer, int status) {
        return Arguments.of(answer, Reply.of(status, 0));
    }

    private static Arguments not(String answer, PostProblem problem) {
        return Arguments.of(answer, Reply.of(problem, 0));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("answers")
    void anAnswerIsAStatusOrAFixedWord(String answer, Reply told) {
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering(answer))) {
            assertEquals(told, new Posting().to("shop.test", receiver).send("https://shop.test/"));
        }
        try (Receiver receiver = Receiver.with(null, Receiver.answering(answer))) {
            Posting local = new Posting().local().name("localhost", Posting.address("127.0.0.1"));
            assertEquals(told, local.send("http://localhost:" + receiver.port() + "/"), "by http");
        }
    }

    static Stream<Arguments> slowOnes() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return Stream.of(
                Arguments.of("hangs before TLS", null, (Manners) ReceiversTest::hang),
                Arguments.of("dribbles before TLS", null, dribbling("\u0016\u0003\u0003\u0040\u0000" + "a".repeat(9))),
                Arguments.of("never reads", SHOP, (Manners) ReceiversTest::hang),
                Arguments.of("never answers", SHOP, after("")),
                Arguments.of("hangs in the status", SHOP, after("HTTP/1.1 20")),
                Arguments.of("hangs in the headers", SHOP, after(ok + "A: b")),
                Arguments.of("dribbles the status", SHOP, dribbling(ok)),
                Arguments.of("dribbles the headers", SHOP, dribbling(ok, "A: b\r\n")));
    }

    /** Without the limit each of them would take a minute, and be told otherwise. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slowOnes")
    void takesNoLongerThanTheLimit(String name, SSLContext certificates, Manners manners) {
        try (Receiver receiver = Receiver.with(certificates, manners)) {
            assertEquals(
                    Reply.of(PostProblem.TIMED_OUT, 0),
                    new Posting().limit(SHORT).to("shop.test", receiver).send("https://shop.test/"));
        }
    }

    /** On a busy machine the handshake alone may take a short limit, so a longer one is tried then. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a"})
    void aBodyThatDoesNotEndIsNotWaitedForLongerThanTheLimit(String slowly) {
        String head = "HTTP/1.1 200 OK\r\n\r\n";
        Manners manners = slowly.isEmpty() ? after(head + "abc") : dribbling(head, slowly);
        try (Receiver receiver = Receiver.with(SHOP, manners)) {
            Reply reply = null;
            for (int tries = 0; tries < 6 && (reply == null || !reply.isDelivered()); tries++) {
                reply = new Posting()
                        .limit(SHORT.multipliedBy(1L << tries))
                        .to("shop.test", receiver)
                        .send("https://shop.test/");
            }
            assertEquals(Reply.of(200, 0), reply);
        }
    }

    /** A body larger than all buffers between the two, and a receiver that reads nothing of it. */
    @Test
    void aReceiverThatReadsNothingDoesNotHoldTheSender() {
        try (Receiver receiver = Receiver.with(SHOP, ReceiversTest::hang)) {
            Posting posting = new Posting().limit(SHORT).to("shop.test", receiver);
            NoticePost post = posting.post();
            assertEquals(
                    Reply.of(PostProblem.TIMED_OUT, 0),
                    post.send(
                            post.url("https://shop.test/").orElseThrow(),
                            Posting.SECRET_NAME,
                            "msg_1",
                            Clock.systemUTC().instant(),
                            "a".repeat(30_000_000)));
        }
    }

    @Test
    void hasFiveSeconds() {
        assertEquals(Duration.ofSeconds(5), NoticePost.LIMIT);
    }

    @Test
    void aSecondAddressIsTriedIfTheFirstTakesNoConnection() throws IOException {
        int closed = closedPort();
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering("HTTP/1.1 204 \r\n\r\n"))) {
            Posting posting = new Posting()
                    .name("shop.test", Posting.address(Posting.PUBLIC), Posting.address(Posting.OTHER_PUBLIC))
                    .way(Posting.PUBLIC, new InetSocketAddress("127.0.0.1", closed))
                    .way(Posting.OTHER_PUBLIC, receiver);
            assertEquals(Reply.of(204, 0), posting.send("https://shop.test/"));
            assertEquals(
                    List.of(
                            new InetSocketAddress(Posting.PUBLIC, 443),
                            new InetSocketAddress(Posting.OTHER_PUBLIC, 443)),
                    posting.called());
        }
    }

    @Test
    void aThirdAddressIsNot() throws IOException {
        InetSocketAddress closed = new InetSocketAddress("127.0.0.1", closedPort());
        Posting posting = new Posting()
                .name("shop.test", Posting.address("8.8.8.1"), Posting.address("8.8.8.2"), Posting.address("8.8.8.3"));
        for (int i = 1; i <= 3; i++) {
            posting.way("8.8.8." + i, closed);
        }
        assertEquals(Reply.of(PostProblem.NO_CONNECTION, 0), posting.send("https://shop.test/"));
        assertEquals(2, posting.called().size());
    }

    /** A receiver that has the connection may have the notice. */
    @Test
    void aSecondAddressIsNotTriedIfTheFirstTookTheConnection() {
        for (Manners manners : List.<Manners>of(Receiver.answering(""), (receiver, connection) -> {})) {
            try (Receiver receiver = Receiver.with(SHOP, manners)) {
                Posting posting = new Posting()
                        .name("shop.test", Posting.address(Posting.PUBLIC), Posting.address(Posting.OTHER_PUBLIC))
                        .way(Posting.PUBLIC, receiver)
                        .way(Posting.OTHER_PUBLIC, receiver);
                Reply reply = posting.send("https://shop.test/");
                assertFalse(reply.isDelivered());
                assertEquals(1, posting.called().size());
            }
        }
    }

    @Test
    void aNameThatIsNotThereHasAWordOfItsOwn() {
        Posting posting = new Posting().name("empty.test");
        NoticePost post = posting.post();
        for (String name : List.of("none.test", "empty.test")) {
            assertEquals(
                    Optional.of(PostProblem.NAME_NOT_RESOLVED),
                    post.problemOf(post.url("https://" + name + "/").orElseThrow()));
            assertEquals(Reply.of(PostProblem.NAME_NOT_RESOLVED, 0), Posting.send(post, "https://" + name + "/"));
        }
        assertEquals(List.of(), posting.called());
    }

    @Test
    void anEndpointThatMayBeCalledHasNoProblemAndIsNotCalled() {
        Posting posting = new Posting().name("shop.test", Posting.address(Posting.PUBLIC));
        NoticePost post = posting.post();
        assertEquals(
                Optional.empty(), post.problemOf(post.url("https://shop.test/").orElseThrow()));
        assertEquals(List.of(), posting.called());
    }

    /** What the settings of the JVM say of proxies leads nowhere. */
    @Test
    void noProxyIsUsed() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        List<String> properties = List.of("https.proxyHost", "http.proxyHost", "socksProxyHost");
        try (ServerSocket proxy = new ServerSocket(0);
                Receiver receiver = Receiver.with(SHOP, Receiver.answering("HTTP/1.1 204 \r\n\r\n"))) {
            proxy.setSoTimeout(1);
            properties.forEach(name -> System.setProperty(name, "127.0.0.1"));
            properties.forEach(name -> System.setProperty(name.replace("Host", "Port"), "" + proxy.getLocalPort()));
            ProxySelector.setDefault(new Everything(new Proxy(Proxy.Type.SOCKS, proxy.getLocalSocketAddress())));
            assertEquals(
                    Reply.of(204, 0), new Posting().to("shop.test", receiver).send("https://shop.test/"));
        } finally {
            ProxySelector.setDefault(before);
            properties.forEach(System::clearProperty);
            properties.forEach(name -> System.clearProperty(name.replace("Host", "Port")));
        }
    }

    private static final class Everything extends ProxySelector {

        private final Proxy proxy;

        Everything(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            throw new AssertionError("the proxy was called");
        }
    }

    static void hang(Receiver receiver, Socket connection) {
        receiver.pause(60_000);
    }

    /** Reads the request, says this, and then nothing more. */
    private static Manners after(String text) {
        return (receiver, connection) -> {
            receiver.read(connection);
            connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            receiver.pause(60_000);
        };
    }

    private static Manners dribbling(String slowly) {
        return dribbling("", slowly);
    }

    /** Says the first text at once, and the second again and again, with pauses between its bytes. */
    private static Manners dribbling(String first, String slowly) {
        return (receiver, connection) -> {
            connection.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
            for (int next = 0; next < MOST_PAUSES && receiver.pause(first.isEmpty() ? 400 : 100); next++) {
                connection.getOutputStream().write(slowly.charAt(next % slowly.length()));
            }
        };
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
