package consimt.notice.post;

import consimt.notice.post.Attempt.Dial;
import consimt.notice.post.CheckedAddresses.Resolver;
import consimt.runtime.Setting;
import consimt.secret.Secrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends one notice to one endpoint, and says what came back. It neither tries again nor remembers anything.
 *
 * @param local whether {@code http} to this machine is allowed: on a developer's own machine only
 * @param version of this software, for the {@code User-Agent} header
 */
@Singleton
public record NoticePost(
        Secrets secrets,
        Clock clock,
        boolean local,
        Optional<String> version,
        Resolver resolver,
        Dial dial,
        Tls tls,
        TimeLimit limit) {

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
        this(secrets, clock, local, version, Resolver.SYSTEM, Dial.TCP, new Tls(null), new TimeLimit(LIMIT));
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
            limit.run(() -> checked().of(url), () -> {});
            return Optional.empty();
        } catch (NotPosted why) {
            return Optional.of(why.problem());
        }
    }

    /**
     * Sends a notice. The addresses are looked up and checked again at each call.
     *
     * @param secretName the name of the secret that signs the notice
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

    private CheckedAddresses checked() {
        return new CheckedAddresses(resolver, local);
    }

    private Map<String, String> headers(String secretName, String id, Instant at, String body) throws NotPosted {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", version.map(text -> "consimt/" + text).orElse("consimt"));
        headers.putAll(new NoticeSignature(secrets).headers(secretName, id, at, body));
        return headers;
    }

    private int post(NoticeUrl url, Map<String, String> headers, String body) throws NotPosted {
        byte[] request = request(url, headers, body.getBytes(StandardCharsets.UTF_8));
        Attempt attempt = new Attempt(url, request, checked(), dial, tls);
        try {
            return limit.run(attempt::run, attempt::cut);
        } catch (NotPosted why) {
            // The status counts, even if the rest of the answer did not come in time.
            return attempt.known().orElseThrow(() -> why);
        }
    }

    /**
     * The bytes of one POST over a connection that is used only once.
     *
     * @param headers in ASCII, without line breaks
     */
    private static byte[] request(NoticeUrl url, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(url.target()).append(" HTTP/1.1\r\n");
        append(head, "Host", url.authority());
        append(head, "Connection", "close");
        append(head, "Content-Length", Integer.toString(body.length));
        headers.forEach((name, value) -> append(head, name, value));
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** A clock that is set back may not give a time below zero. */
    private long since(long start) {
        return Math.max(0, clock.millis() - start);
    }
}
