package consimt.notice.post;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of an endpoint for notices. Its path may hold a key of the receiver, so it has no readable text.
 *
 * @param isPlain whether it is {@code http}, without TLS
 * @param target for the request line: path and query, in ASCII
 */
public record NoticeUrl(UrlHost host, boolean isPlain, int port, String target) {

    /** In characters. */
    public static final int LONGEST = 2_048;

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[^]]*]|[^]\\[/?#@:\\\\]+)(:(?<port>[0-9]{1,5}))?(?<target>[/?].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads a text that is a whole {@code https} URL: without user information and fragment, and with a host. The
     * addresses of the host are not looked up here.
     *
     * @param local whether {@code http} to this machine is a URL for notices too
     * @return empty if the text is no such URL
     */
    static Optional<NoticeUrl> read(String text, boolean local) {
        Matcher parts = PARTS.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        boolean isPlain = parts.group("scheme").length() == "http".length();
        Optional<UrlHost> host = UrlHost.read(parts.group("host"));
        String given = parts.group("port");
        int port = given == null ? defaultPort(isPlain) : Integer.parseInt(given);
        Optional<String> target = target(parts.group("target"));
        if (host.isEmpty() || target.isEmpty() || port < 1 || port > HIGHEST_PORT) {
            return Optional.empty();
        }
        return isPlain && !(local && isThisMachine(host.get()))
                ? Optional.empty()
                : Optional.of(new NoticeUrl(host.get(), isPlain, port, target.get()));
    }

    private static boolean isThisMachine(UrlHost host) {
        return host.address() == null
                ? host.name().equals("localhost")
                : host.name().equals("127.0.0.1") || host.name().equals("0:0:0:0:0:0:0:1");
    }

    private static int defaultPort(boolean isPlain) {
        return isPlain ? 80 : 443;
    }

    /** Path and query in ASCII. */
    private static Optional<String> target(@Nullable String given) {
        String path = given == null ? "/" : given.startsWith("/") ? given : "/" + given;
        try {
            URI uri = new URI(new URI("x://x" + path).toASCIIString());
            return uri.getRawFragment() == null
                    ? Optional.of(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** For the {@code Host} header. */
    String authority() {
        return port == defaultPort(isPlain) ? host.inUrl() : host.inUrl() + ":" + port;
    }

    @Override
    public String toString() {
        return "notice url";
    }
}
