package consimt.notice.post;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of an endpoint for notices. Its path may hold a key of the receiver, so it has no readable text.
 *
 * @param uri in ASCII, with scheme and host in lower case, without a dot at the end of the host and without a port that
 *     goes without saying
 */
public record NoticeUrl(URI uri) {

    /** In characters. */
    public static final int LONGEST = 2_048;

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>https?)://(?<host>\\[[0-9a-f:.]+]|[^]\\[/?#@:\\\\]+)(:(?<port>[0-9]{1,5}))?(?<target>([/?][^#]*)?)",
            Pattern.CASE_INSENSITIVE);

    /** What ends in a number is an IPv4 address for some, also {@code 127.1}, {@code 0177.0.0.1} and {@code 0x7f000001}. */
    private static final Pattern HOST =
            Pattern.compile("\\[.*]|(?=.{1,253}$)(.*\\.)?[a-z][^.]*|(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads a text that is a whole {@code https} URL: without user information and fragment, and with a host. The
     * addresses of the host are not looked up here.
     *
     * @param local whether {@code http} to this machine is a URL for notices too
     * @return empty if the text is no such URL
     */
    static Optional<NoticeUrl> read(String text, boolean local) {
        Matcher parts = PARTS.matcher(text);
        boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (text.length() > LONGEST || !isText || !parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NoticeUrl(uri(parts))).filter(url -> url.isComplete() && url.mayBeOf(local));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI uri(Matcher parts) throws URISyntaxException {
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String port = parts.group("port");
        boolean isUsual = port == null || Integer.parseInt(port) == usualPort(scheme);
        String target = parts.group("target");
        String text = scheme + "://" + ascii(parts.group("host")) + (isUsual ? "" : ":" + port)
                + (target.startsWith("/") ? "" : "/") + target;
        return new URI(new URI(text).toASCIIString()).parseServerAuthority();
    }

    /** The same mapping as in browsers, which also turns other digits and dots into those of ASCII. */
    private static String ascii(String host) {
        String ascii = host.startsWith("[") ? host : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
        return (ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii).toLowerCase(Locale.ROOT);
    }

    private static int usualPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    private boolean isComplete() {
        return uri.getHost() != null && HOST.matcher(host()).matches() && port() >= 1 && port() <= HIGHEST_PORT;
    }

    private boolean mayBeOf(boolean local) {
        return !isPlain() || local && THIS_MACHINE.contains(host());
    }

    /** Whether it is {@code http}, without TLS. */
    boolean isPlain() {
        return uri.getScheme().equals("http");
    }

    /** A name, or an IP address; around that of IPv6 are brackets. */
    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() < 0 ? usualPort(uri.getScheme()) : uri.getPort();
    }

    String authority() {
        return uri.getRawAuthority();
    }

    /** For the request line: path and query. */
    String target() {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    @Override
    public String toString() {
        return "notice url";
    }
}
