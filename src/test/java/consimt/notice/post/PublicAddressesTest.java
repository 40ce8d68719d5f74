package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    /** The first and the last address of each block, and their neighbours, where these are public. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            -,               0.0.0.0,         0.255.255.255,   1.0.0.0
            9.255.255.255,   10.0.0.0,        10.255.255.255,  11.0.0.0
            100.63.255.255,  100.64.0.0,      100.127.255.255, 100.128.0.0
            126.255.255.255, 127.0.0.0,       127.255.255.255, 128.0.0.0
            169.253.255.255, 169.254.0.0,     169.254.255.255, 169.255.0.0
            172.15.255.255,  172.16.0.0,      172.31.255.255,  172.32.0.0
            191.255.255.255, 192.0.0.0,       192.0.0.255,     192.0.1.0
            192.0.1.255,     192.0.2.0,       192.0.2.255,     192.0.3.0
            192.31.195.255,  192.31.196.0,    192.31.196.255,  192.31.197.0
            192.52.192.255,  192.52.193.0,    192.52.193.255,  192.52.194.0
            192.88.98.255,   192.88.99.0,     192.88.99.255,   192.88.100.0
            192.167.255.255, 192.168.0.0,     192.168.255.255, 192.169.0.0
            192.175.47.255,  192.175.48.0,    192.175.48.255,  192.175.49.0
            198.17.255.255,  198.18.0.0,      198.19.255.255,  198.20.0.0
            198.51.99.255,   198.51.100.0,    198.51.100.255,  198.51.101.0
            203.0.112.255,   203.0.113.0,     203.0.113.255,   203.0.114.0
            223.255.255.255, 224.0.0.0,       239.255.255.255, -
            -,               240.0.0.0,       255.255.255.255, -
            -,               ::,              1fff:ffff::1,    2000::
            2000:ffff::,     2001::,          2001:1ff:ffff::, 2001:200::
            2001:db7:ffff::, 2001:db8::,      2001:db8:ffff::, 2001:db9::
            2001:ffff::,     2002::,          2002:ffff::,     2003::
            2620:4f:7fff::,  2620:4f:8000::,  2620:4f:8000:ffff::, 2620:4f:8001::
            3ffe:ffff::,     3fff::,          3fff:fff:ffff::, 3fff:1000::
            3fff:ffff::,     4000::,          ffff:ffff::,     -
            """)
    void leaveOutEverySpecialBlock(String before, String first, String last, String after) {
        assertFalse(PublicAddresses.contain(Posting.address(first)));
        assertFalse(PublicAddresses.contain(Posting.address(last)));
        assertTrue(before.equals("-") || PublicAddresses.contain(Posting.address(before)));
        assertTrue(after.equals("-") || PublicAddresses.contain(Posting.address(after)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "93.184.215.14",
                "2606:4700::1111",
                "2a00:1450:4001:813::200e",
                "64:ff9b::808:808",
            })
    void containHostsOfTheInternet(String address) {
        assertTrue(PublicAddresses.contain(Posting.address(address)));
    }

    @ParameterizedTest
    @CsvSource({
        "64:ff9b::7f00:1, false", // 127.0.0.1
        "64:ff9b::a9fe:a9fe, false", // 169.254.169.254
        "64:ff9b::a00:1, false", // 10.0.0.1
        "64:ff9b::5db8:d70e, true", // 93.184.215.14
        "64:ff9b:0:0:0:1:5db8:d70e, false",
        "64:ff9b:1::5db8:d70e, false",
    })
    void takeTheAddressBehindANat64GatewayForWhatItIs(String address, boolean isPublic) {
        assertEquals(isPublic, PublicAddresses.contain(Posting.address(address)));
    }

    /** The JDK turns mapped addresses into IPv4, except those that are made like this. */
    @Test
    void leaveOutIpv4AddressesInsideOfOthers() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = mapped[13] = mapped[14] = mapped[15] = 8;
        assertFalse(PublicAddresses.contain(Inet6Address.getByAddress(null, mapped, -1)));
        assertFalse(PublicAddresses.contain(Posting.address("::8.8.8.8")));
        assertFalse(PublicAddresses.contain(Posting.address("2002:808:808::1")));
    }
}
