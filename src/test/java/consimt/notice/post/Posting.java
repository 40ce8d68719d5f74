package consimt.notice.post;

import consimt.kit.TestClock;
import consimt.notice.post.Attempt.Network;
import consimt.notice.post.NoticePost.Reply;
import consimt.secret.TestSecrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sends notices with names of the test's own. A public address that is called leads to a receiver on this machine, and is
 * written down.
 */
final class Posting implements Network {

    static final String SECRET_NAME = "consimt/notices/shop";
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String BODY = "{\"type\":\"consimt.marketing.opted_out\",\"name\":\"Zoë\"}";

    /** Public ones, that are never really called. */
    static final String PUBLIC = "93.184.215.14";

    static final String OTHER_PUBLIC = "93.184.215.15";

    private final TestSecrets secrets = new TestSecrets().with(SECRET_NAME, SECRET);
    private final List<InetSocketAddress> called = new CopyOnWriteArrayList<>();
    private final List<String> lookups = new CopyOnWriteArrayList<>();
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
    private final Map<InetAddress, InetSocketAddress> ways = new ConcurrentHashMap<>();
    private @Nullable Function<String, List<InetAddress>> resolver;
    /** So long that no busy machine meets it. */
    private Duration limit = Duration.ofMinutes(1);

    private Clock clock = new TestClock("2026-11-26T10:00:00Z");
    private boolean local;

    Posting name(String name, InetAddress... addresses) {
        names.put(name, List.of(addresses));
        return this;
    }

    /** Calls of this address lead to the receiver. */
    Posting way(String address, Receiver receiver) {
        return way(address, receiver.address());
    }

    /** Calls of this address lead to that one. */
    Posting way(String address, InetSocketAddress other) {
        ways.put(address(address), other);
        return this;
    }

    /** A name with a public address, that leads to the receiver. */
    Posting to(String name, Receiver receiver) {
        return name(name, address(PUBLIC)).way(PUBLIC, receiver);
    }

    Posting resolver(Function<String, List<InetAddress>> other) {
        resolver = other;
        return this;
    }

    Posting limit(Duration other) {
        limit = other;
        return this;
    }

    Posting clock(Clock other) {
        clock = other;
        return this;
    }

    Posting local() {
        local = true;
        return this;
    }

    TestSecrets secrets() {
        return secrets;
    }

    List<InetSocketAddress> called() {
        return List.copyOf(called);
    }

    List<String> lookups() {
        return List.copyOf(lookups);
    }

    NoticePost post() {
        return new NoticePost(secrets.secrets(clock), clock, local, Optional.of("1.2.3"), this, new TimeLimit(limit));
    }

    Reply send(String url) {
        NoticePost post = post();
        return send(post, url);
    }

    static Reply send(NoticePost post, String url) {
        return post.send(
                post.url(url).orElseThrow(), SECRET_NAME, "msg_1", Instant.parse("2026-11-26T10:00:00Z"), BODY);
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        if (host.matches("[0-9.]+|\\[.*")) {
            return List.of(address(host));
        }
        lookups.add(host);
        List<InetAddress> known = resolver == null ? names.getOrDefault(host, List.of()) : resolver.apply(host);
        if (known.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return known;
    }

    /** No test calls a machine of somebody else. */
    @Override
    public void connect(Socket socket, InetSocketAddress address) throws IOException {
        called.add(address);
        InetSocketAddress way = address.getAddress().isLoopbackAddress() ? address : ways.get(address.getAddress());
        if (way == null) {
            throw new ConnectException("no way");
        }
        Network.REAL.connect(socket, way);
    }

    @Override
    public TrustManager[] trusted() {
        return Certificates.trusted();
    }
}
