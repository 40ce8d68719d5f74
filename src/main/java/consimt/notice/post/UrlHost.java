package consimt.notice.post;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL: a name, or an IP address.
 *
 * @param name in ASCII and lower case, without a dot at the end; an IPv6 address without brackets
 * @param address null for a name
 */
record UrlHost(String name, @Nullable InetAddress address) {

    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)]");

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*", Pattern.DOTALL);

    /** Browsers take such a host for an IPv4 address, even {@code 127.1} and {@code 0x7f000001}. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    /**
     * @param text as it stands in the URL
     * @return empty if it is no host, or an IPv4 address that is not written as four decimal numbers
     */
    static Optional<UrlHost> read(String text) {
        return text.startsWith("[") ? ipv6(text) : nameOrIpv4(text);
    }

    /** The host as a URL and a {@code Host} header have it. */
    String inUrl() {
        return address instanceof Inet6Address ? "[" + name + "]" : name;
    }

    private static Optional<UrlHost> ipv6(String text) {
        return IPV6.matcher(text).matches()
                ? literal(text).filter(host -> host.address instanceof Inet6Address)
                : Optional.empty();
    }

    private static Optional<UrlHost> nameOrIpv4(String text) {
        String ascii;
        try {
            // The same mapping as in browsers, which also turns other digits and dots into those of ASCII.
            ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        if (ENDS_IN_A_NUMBER.matcher(name).matches()) {
            return IPV4.matcher(name).matches() ? literal(name) : Optional.empty();
        }
        return Optional.of(new UrlHost(name, null));
    }

    /** No name server is asked: the JDK reads such a text as an address, or refuses it. */
    private static Optional<UrlHost> literal(String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return Optional.of(new UrlHost(address.getHostAddress(), address));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
