package consimt.notice.post;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The addresses that belong to hosts on the public internet.
 *
 * <p>The source is IANA's registries of special-purpose addresses (IPv4 and IPv6, as of October 2025). Every block there
 * is refused, also those few that are globally reachable: they serve protocols, and no receiver has such an address.
 */
final class PublicAddresses {

    private static final Block[] SPECIAL_IPV4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by the customers of a provider
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of cloud machines
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and the broadcast address

    /** All that IANA has ever given to hosts. Every other kind of IPv6 address is outside of it. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private static final Block[] SPECIAL_IPV6 = blocks(
            "2001::/23", // protocols; Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    /** Here the last four bytes are an IPv4 address, to which a NAT64 gateway connects. */
    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isInNone(SPECIAL_IPV4, bytes);
        }
        return NAT64.contains(bytes)
                ? isInNone(SPECIAL_IPV4, Arrays.copyOfRange(bytes, 12, 16))
                : GLOBAL_UNICAST.contains(bytes) && isInNone(SPECIAL_IPV6, bytes);
    }

    private static boolean isInNone(Block[] blocks, byte[] address) {
        return Arrays.stream(blocks).noneMatch(block -> block.contains(address));
    }

    private static Block[] blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toArray(Block[]::new);
    }

    private record Block(byte[] first, int bits) {

        static Block of(String text) {
            int slash = text.indexOf('/');
            try {
                return new Block(
                        InetAddress.getByName(text.substring(0, slash)).getAddress(),
                        Integer.parseInt(text.substring(slash + 1)));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("no address: " + text, e);
            }
        }

        boolean contains(byte[] address) {
            int whole = bits / 8;
            int mask = 0xff00 >> bits % 8;
            return Arrays.equals(first, 0, whole, address, 0, whole)
                    && (bits % 8 == 0 || ((first[whole] ^ address[whole]) & mask & 0xff) == 0);
        }
    }
}
