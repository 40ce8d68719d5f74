package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.TestClock;
import consimt.notice.post.NoticePost.Reply;
import consimt.secret.TestSecrets;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No spelling of a host and no answer of a name server leads to an address that is not public. */
class HostileAddressesTest {

    /** What a port of this machine, listening on all of its addresses, could be reached by. */
    private static final List<String> THIS_MACHINE = List.of("""
            127.0.0.1 127.0.0.1. 127.0.0.2 127.255.255.254 127.1 127.0.1 127.1. 2130706433 2130706433. 0177.0.0.1
            0177.1 017700000001 00177.00.00.01 127.0.0.01 0x7f.0.0.1 0X7F.0x0.0x0.0x1 0x7f.1 0x7f000001 0x7F000001.
            127.0.0.0x1 0x 127.0.0.1:80:80 127。0。0。1 127\uff0e0\uff0e0\uff0e1 １２７.０.０.１ ①②⑦.⓪.⓪.① %31%32%37.0.0.1
            127%2e0%2e0%2e1 127.0.0.1%00.shop.example localhost LOCALHOST localhost. LocalHost. ⓛⓞⓒⓐⓛⓗⓞⓢⓣ %6cocalhost
            localhost%00 localhost%20 shop.example@127.0.0.1 shop.example:443@127.0.0.1 127.0.0.1\\@shop.example
            0.0.0.0 0 0.0 00000000 0x0 [::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [::]
            [::1%25lo] [::1%lo] [::1%1] [::127.0.0.1] [::7f00:1] [::ffff:127.0.0.1] [::FFFF:7F00:1]
            [0:0:0:0:0:ffff:127.0.0.1] [::ffff:0:127.0.0.1] [::ffff:0.0.0.0]
            """.strip().split("\\s+"));

    private static final List<String> ELSEWHERE = List.of("""
            10.0.0.1 167772161 012.0.0.1 0xa.1 100.64.0.1 100.100.100.200 169.254.169.254 169.254.169.254. 2852039166
            0xa9fea9fe 0251.0376.0251.0376 169.254.43518 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1
            192.88.99.1 192.168.1.1 3232235777 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
            255.255.255.255 4294967295 [::ffff:a9fe:a9fe] [::ffff:169.254.169.254] [::a9fe:a9fe]
            [64:ff9b::169.254.169.254] [64:ff9b::a9fe:a9fe] [64:ff9b::7f00:1] [64:ff9b:1::a9fe:a9fe]
            [64:ff9b:1:ffff::8.8.8.8] [2002:a9fe:a9fe::1] [2002:7f00:1::] [2002:808:808::1] [2001::1]
            [2001:0:4136:e378:8000:63bf:5601:5601] [2001:2::1] [2001:10::1] [2001:20::1] [2001:db8::1] [3fff::1]
            [5f00::1] [100::1] [fc00::1] [fd00:ec2::254] [fd12:3456:789a::1] [fe80::1] [fe80::1%25eth0] [fec0::1]
            [ff02::1] [ff0e::1] [0:0:0:0:0:5efe:a00:1]
            """.strip().split("\\s+"));

    /** What a name server may say of a name that looks innocent. */
    private static final List<String> ANSWERS = List.of("""
            7f000001 7f000002 00000000 0a000001 64400001 a9fea9fe ac100001 c0a80001 c6120001 e0000001 f0000001
            ffffffff 00000000000000000000000000000001 00000000000000000000000000000000
            00000000000000000000ffff7f000001 00000000000000000000ffffa9fea9fe 0000000000000000000000007f000001
            0064ff9b0000000000000000a9fea9fe 0064ff9b0001000000000000a9fea9fe 20027f00000100000000000000000001
            20010000a9fea9fe0000000000000001 fd000ec2000000000000000000000254 fe800000000000000000000000000001
            fec00000000000000000000000000001 ff020000000000000000000000000001
            """.strip().split("\\s+"));

    static Stream<String> literals() {
        return Stream.concat(THIS_MACHINE.stream(), ELSEWHERE.stream());
    }

    static Stream<String> answers() {
        return ANSWERS.stream();
    }

    @ParameterizedTest
    @MethodSource("literals")
    void noSpellingIsCalled(String host) {
        Posting posting = new Posting().local();
        posting.name("localhost", Posting.address("127.0.0.1"));
        NoticePost post = posting.post();
        Optional<NoticeUrl> url = post.url("https://" + host + "/hook");
        if (url.isPresent()) {
            assertEquals(Optional.of(PostProblem.NOT_ALLOWED_ADDRESS), post.problemOf(url.get()));
            assertEquals(Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0), Posting.send(post, "https://" + host + "/hook"));
        }
        assertEquals(List.of(), posting.called());
    }

    /** With the real resolver and real connections, to a port that counts who comes. */
    @Test
    void noSpellingReachesThisMachine() throws IOException {
        Clock clock = new TestClock("2026-11-26T10:00:00Z");
        NoticePost post = new NoticePost(
                new TestSecrets().with(Posting.SECRET_NAME, Posting.SECRET).secrets(clock),
                clock,
                true,
                Optional.empty());
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(0)).configureBlocking(false);
            int port = listening.socket().getLocalPort();
            for (String host : THIS_MACHINE) {
                post.url("https://" + host + ":" + port + "/hook")
                        .ifPresent(url -> assertEquals(
                                Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0),
                                post.send(url, Posting.SECRET_NAME, "msg_1", clock.instant(), Posting.BODY),
                                host));
                assertEquals(null, listening.accept(), host);
            }
            assertTrue(post.url("http://127.0.0.1:" + port).isPresent(), "and it can be reached");
            listening.configureBlocking(true);
            Posting.send(post, "http://127.0.0.1:" + port + closing(listening));
        }
    }

    /** Takes one connection and closes it, so that the one call that is allowed gets an end. */
    private static String closing(ServerSocketChannel listening) {
        Thread thread = new Thread(() -> {
            try {
                listening.accept().close();
            } catch (IOException e) {
                // The test has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return "/hook";
    }

    @ParameterizedTest
    @MethodSource("answers")
    void noAnswerOfANameServerIsCalled(String answer) throws UnknownHostException {
        InetAddress hostile = address(answer);
        for (List<InetAddress> addresses : List.of(
                List.of(hostile),
                List.of(hostile, Posting.address(Posting.PUBLIC)),
                List.of(Posting.address(Posting.PUBLIC), Posting.address(Posting.OTHER_PUBLIC), hostile))) {
            Posting posting = new Posting().local().name("shop.test", addresses.toArray(InetAddress[]::new));
            assertEquals(Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0), posting.send("https://shop.test/hook"));
            assertEquals(List.of(), posting.called());
        }
    }

    @Test
    void thereAreManyOfThem() {
        assertTrue(literals().distinct().count() + answers().distinct().count() >= 140);
    }

    /** A name that gets another address between the check and the call. */
    @Test
    void theAddressThatWasCheckedIsTheOneThatIsCalled() {
        try (Receiver receiver = Receiver.with(
                Certificates.of("dns:shop.test"), Receiver.answering("HTTP/1.1 204 No Content\r\n\r\n"))) {
            Posting posting = new Posting().to("shop.test", receiver);
            posting.resolver(name ->
                    List.of(Posting.address(posting.lookups().size() == 1 ? Posting.PUBLIC : "169.254.169.254")));
            NoticePost post = posting.post();
            assertEquals(Reply.of(204, 0), Posting.send(post, "https://shop.test/hook"));
            assertEquals(List.of("shop.test"), posting.lookups(), "looked up once");
            assertEquals(List.of(new InetSocketAddress(Posting.PUBLIC, 443)), posting.called());
            assertEquals(
                    Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0),
                    Posting.send(post, "https://shop.test/hook"),
                    "no earlier answer is kept");
            assertEquals(1, posting.called().size());
        }
    }

    /** On a developer's machine {@code localhost} is this machine, and no other that a name server makes of it. */
    @Test
    void localhostIsThisMachineOnly() {
        Posting posting = new Posting().local();
        for (String address : List.of("10.0.0.1", "169.254.169.254", Posting.PUBLIC)) {
            posting.name("localhost", Posting.address("127.0.0.1"), Posting.address(address));
            assertEquals(Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0), posting.send("http://localhost/hook"));
        }
        assertEquals(List.of(), posting.called());
    }

    @Test
    void aUrlThatWasReadOnADevelopersMachineIsOfNoUseElsewhere() {
        Posting posting = new Posting().name("localhost", Posting.address("127.0.0.1"));
        NoticeUrl url = NoticeUrl.read("http://localhost/hook", true).orElseThrow();
        assertEquals(
                Optional.of(PostProblem.NOT_ALLOWED_ADDRESS), posting.post().problemOf(url));
    }

    private static InetAddress address(String hex) throws UnknownHostException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return bytes.length == 4
                ? InetAddress.getByAddress("shop.test", bytes)
                : Inet6Address.getByAddress("shop.test", bytes, -1);
    }
}
