package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.notice.post.NoticePost.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection goes to an address, and the certificate must have the name. */
class CertificateNamesTest {

    private static final Reply DELIVERED = Reply.of(204, 0);
    private static final Reply REFUSED = Reply.of(PostProblem.TLS_FAILED, 0);

    private static final String IPV6 = "2606:4700::1111";

    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of("https://shop.test/", "dns:shop.test", DELIVERED),
                Arguments.of("https://SHOP.test./", "dns:shop.test", DELIVERED),
                Arguments.of("https://shop.test/", "dns:other.test,dns:shop.test", DELIVERED),
                Arguments.of("https://a.shop.test/", "dns:*.shop.test", DELIVERED),
                Arguments.of("https://shop.test/", "dns:*.shop.test", REFUSED),
                Arguments.of("https://shop.test/", "dns:other.test", REFUSED),
                Arguments.of("https://shop.test/", "ip:" + Posting.PUBLIC, REFUSED),
                Arguments.of("https://shop.test/", "ip:127.0.0.1,dns:localhost", REFUSED),
                Arguments.of("https://" + Posting.PUBLIC + "/", "ip:" + Posting.PUBLIC, DELIVERED),
                Arguments.of("https://" + Posting.PUBLIC + "/", "ip:127.0.0.1", REFUSED),
                Arguments.of("https://" + Posting.PUBLIC + "/", "dns:shop.test", REFUSED),
                Arguments.of("https://[" + IPV6 + "]/", "ip:" + IPV6, DELIVERED),
                Arguments.of("https://[" + IPV6 + "]/", "ip:::1", REFUSED),
                Arguments.of("https://[" + IPV6 + "]/", "dns:shop.test", REFUSED));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void mustBeForTheHostOfTheUrl(String url, String names, Reply told) {
        try (Receiver receiver = Receiver.with(Certificates.of(names), CertificateNamesTest::answer)) {
            Posting posting = shop(receiver);
            assertEquals(told, posting.send(url));
            assertEquals(told.isDelivered() ? 1 : 0, receiver.requests().size(), "who is not the one gets nothing");
        }
    }

    @Test
    void mustBeValidNowAndOfAnAuthorityThatIsTrusted() {
        for (SSLContext certificate :
                List.of(Certificates.expired("dns:shop.test"), Certificates.selfSigned("dns:shop.test"))) {
            try (Receiver receiver = Receiver.with(certificate, CertificateNamesTest::answer)) {
                assertEquals(REFUSED, shop(receiver).send("https://shop.test/"));
                assertEquals(List.of(), receiver.requests());
            }
        }
    }

    /** A session that one name began must not let the other one in. */
    @Test
    void isVerifiedAgainForAnotherNameAtTheSameAddressAndPort() {
        try (Receiver receiver = Receiver.with(Certificates.of("dns:shop.test"), CertificateNamesTest::answer)) {
            Posting posting = shop(receiver).name("other.test", Posting.address(Posting.PUBLIC));
            NoticePost post = posting.post();
            for (int i = 0; i < 5; i++) {
                assertEquals(DELIVERED, Posting.send(post, "https://shop.test/"));
                assertEquals(REFUSED, Posting.send(post, "https://other.test/"));
            }
            assertEquals(5, receiver.requests().size());
            assertEquals(1, posting.called().stream().distinct().count());
        }
    }

    @Test
    void theReceiverIsToldWhichNameIsMeant() {
        AtomicReference<Object> names = new AtomicReference<>();
        try (Receiver receiver = Receiver.with(Certificates.of("dns:shop.test"), (self, connection) -> {
            answer(self, connection);
            names.set(((ExtendedSSLSession) ((SSLSocket) connection).getSession()).getRequestedServerNames());
        })) {
            assertEquals(DELIVERED, shop(receiver).send("https://Shop.test./"));
        }
        assertEquals("[type=host_name (0), value=shop.test]", names.toString());
    }

    /** Over IPv6, to the machine's own address in place of the public one. */
    @Test
    void anIpv6AddressIsCalled() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(loopback, 0));
        } catch (IOException e) {
            Assumptions.abort("this machine has no IPv6");
        }
        try (Receiver receiver = Receiver.on(loopback, Certificates.of("ip:" + IPV6), CertificateNamesTest::answer)) {
            Posting posting = new Posting().way(IPV6, receiver);
            assertEquals(DELIVERED, posting.send("https://[" + IPV6 + "]:8443/hook"));
            assertEquals(List.of(new InetSocketAddress(IPV6, 8443)), posting.called());
            assertEquals(
                    "[2606:4700::1111]:8443",
                    receiver.requests().get(0).headers().get("host"));
        }
        try (Receiver receiver = Receiver.on(loopback, null, CertificateNamesTest::answer)) {
            assertEquals(DELIVERED, new Posting().local().send("http://[::1]:" + receiver.port() + "/"));
        }
    }

    /** What speaks no TLS, and what is trusted by the JDK of whoever runs the tests, is not this authority. */
    @Test
    void aReceiverWithoutTlsGetsNothing() {
        try (Receiver receiver = Receiver.with(
                null,
                (self, connection) -> connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertEquals(REFUSED, shop(receiver).send("https://shop.test/"));
            assertTrue(receiver.connections() > 0);
        }
    }

    private static Posting shop(Receiver receiver) {
        return new Posting()
                .to("shop.test", receiver)
                .name("a.shop.test", Posting.address(Posting.PUBLIC))
                .way(IPV6, receiver);
    }

    private static void answer(Receiver receiver, Socket connection) throws IOException {
        Receiver.answering("HTTP/1.1 204 \r\n\r\n").with(receiver, connection);
    }
}
