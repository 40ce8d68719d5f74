package consimt.notice.post;

import consimt.notice.post.Attempt.Network;
import consimt.notice.post.PostProblem.NotPosted;
import consimt.runtime.Setting;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one notice to one endpoint, and says what came back. It neither tries again nor remembers anything.
 *
 * @param local whether {@code http} to this machine is allowed: on a developer's own machine only
 * @param version of this software, for the {@code User-Agent} header
 */
@Singleton
public record NoticePost(
        Secrets secrets, Clock clock, boolean local, Optional<String> version, Network network, TimeLimit limit) {

    /** For the lookup, the connection, TLS, the request and the answer together. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    @Inject
    NoticePost(Secrets secrets, Clock clock) {
        this(
                secrets,
                clock,
                Setting.of("consimt.notices.local", Boolean.class),
                Setting.find("quarkus.application.version"));
    }

    public NoticePost(Secrets secrets, Clock clock, boolean local, Optional<String> version) {
        this(secrets, clock, local, version, Network.REAL, new TimeLimit(LIMIT));
    }

    /**
     * Reads the URL of an endpoint. Its addresses are not looked up: see {@link #problemOf}.
     *
     * @return empty if the text is no URL that notices may be sent to
     */
    public Optional<NoticeUrl> url(String text) {
        return NoticeUrl.read(text, local);
    }

    /**
     * Whether an endpoint may be called, as its addresses are now. Nothing is sent.
     *
     * @return empty if it may be; otherwise NOT_ALLOWED_ADDRESS, NAME_NOT_RESOLVED, TIMED_OUT or INTERRUPTED
     */
    public Optional<PostProblem> problemOf(NoticeUrl url) {
        try {
            limit.run(() -> addresses(url));
            return Optional.empty();
        } catch (NotPosted why) {
            return Optional.of(why.problem());
        }
    }

    /**
     * Sends a notice. The addresses are looked up and checked again at each call.
     *
     * @param id the same at each try; visible ASCII without a dot, at most 256 characters
     * @param at the time of this try; receivers refuse a notice with a time of over five minutes ago
     * @param body JSON
     * @throws consimt.runtime.StoreUnavailable if the secrets cannot be read; nothing was sent
     * @throws IllegalArgumentException if the id is not like that
     */
    public Reply send(NoticeUrl url, String secretName, String id, Instant at, String body) {
        long start = clock.millis();
        try {
            int status = post(url, headers(secretName, id, at, body), body);
            return Reply.of(status, since(start));
        } catch (NotPosted why) {
            return Reply.of(why.problem(), since(start));
        }
    }

    /**
     * One lookup. What it returns may be called, and nothing else.
     *
     * @throws NotPosted if there is no address, or if one of them may not be called
     */
    private List<InetAddress> addresses(NoticeUrl url) throws NotPosted {
        try {
            List<InetAddress> addresses = network.addresses(url.host());
            if (!addresses.stream().allMatch(address -> mayBeCalled(url, address))) {
                throw new NotPosted(PostProblem.NOT_ALLOWED_ADDRESS);
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw new NotPosted(PostProblem.NAME_NOT_RESOLVED);
        }
    }

    private boolean mayBeCalled(NoticeUrl url, InetAddress address) {
        return url.isPlain() ? local && address.isLoopbackAddress() : PublicAddresses.contain(address);
    }

    private int post(NoticeUrl url, Map<String, String> headers, String body) throws NotPosted {
        Attempt attempt = new Attempt(url, request(url, headers, body), network);
        try {
            return limit.run(() -> attempt.run(addresses(url)));
        } catch (NotPosted why) {
            // The status counts, even if the rest of the answer did not come in time.
            if (attempt.status() == 0) {
                throw why;
            }
            return attempt.status();
        }
    }

    private Map<String, String> headers(String secretName, String id, Instant at, String body) throws NotPosted {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Connection", "close");
        headers.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", version.map(text -> "consimt/" + text).orElse("consimt"));
        headers.putAll(new NoticeSignature(secrets).headers(secretName, id, at, body));
        return headers;
    }

    /** @param headers in ASCII, without line breaks */
    private static byte[] request(NoticeUrl url, Map<String, String> headers, String body) {
        StringBuilder request = new StringBuilder("POST " + url.target() + " HTTP/1.1\r\nHost: " + url.authority());
        headers.forEach((name, value) ->
                request.append("\r\n").append(name).append(": ").append(value));
        return request.append("\r\n\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A clock that is set back may not give a time below zero. */
    private long since(long start) {
        return Math.max(0, clock.millis() - start);
    }

    /**
     * @param status of the HTTP answer; null if there was none
     * @param problem why there was none; else null
     * @param millis how long it took, in milliseconds
     */
    public record Reply(@Nullable Integer status, @Nullable PostProblem problem, long millis) {

        public static Reply of(int status, long millis) {
            return new Reply(status, null, millis);
        }

        public static Reply of(PostProblem problem, long millis) {
            return new Reply(null, problem, millis);
        }

        /** Whether the receiver has taken the notice: it answered with a status from 200 to 299. */
        public boolean isDelivered() {
            return status != null && status >= 200 && status < 300;
        }
    }
}
