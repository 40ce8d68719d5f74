package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeUrlTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://shop.example,                     shop.example,                             shop.example,       443,   /
            https://shop.example/,                    shop.example,                             shop.example,       443,   /
            HTTPS://Shop.EXAMPLE:443/Hook,            shop.example,                             shop.example,       443,   /Hook
            https://shop.example:8443/a/b?c=d&e,      shop.example,                             shop.example:8443,  8443,  /a/b?c=d&e
            https://shop.example:65535?c,             shop.example,                             shop.example:65535, 65535, /?c
            https://shop.example./x,                  shop.example,                             shop.example,       443,   /x
            https://shop.example/a%20b/../c@d:e,      shop.example,                             shop.example,       443,   /a%20b/../c@d:e
            https://librărie.example/știri?q=ă,       xn--librrie-c4a.example,                  xn--librrie-c4a.example, 443, /%C8%99tiri?q=%C4%83
            https://例え。テスト/,                      xn--r8jz45g.xn--zckzah,                   xn--r8jz45g.xn--zckzah, 443, /
            https://8.8.8.8/,                         8.8.8.8,                                  8.8.8.8,            443,   /
            https://[2606:4700::1111]:444/x,          [2606:4700::1111],                       [2606:4700::1111]:444, 444, /x
            https://1.example/,                       1.example,                                1.example,          443,   /
            """)
    void isHttpsWithAHost(String text, String name, String authority, int port, String target) {
        NoticeUrl url = NoticeUrl.read(text, false).orElseThrow();
        assertEquals(
                List.of(name, authority, port, target), List.of(url.host(), url.authority(), url.port(), url.target()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://shop.example/\ud800",
                "shop.example",
                "//shop.example/",
                "http://shop.example/",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "jar:https://shop.example/!/",
                "https:shop.example",
                "https:/shop.example",
                "https:///shop.example",
                "https://",
                "https://:443/",
                "https://user@shop.example/",
                "https://user:word@shop.example/",
                "https://@shop.example/",
                "https://shop.example@127.0.0.1/",
                "https://shop.example#x",
                "https://shop.example/#",
                "https://shop.example/?a#b",
                "https://shop.example\\@127.0.0.1/",
                "https://shop.example/a\\b",
                "https://shop.example/a b",
                "https://shop.example/a\r\nHost: other",
                "https://shop.example/a\u0000",
                "https://shop.example/%zz",
                "https://shop.example/{a}",
                " https://shop.example/",
                "https://shop.example/\n",
                "https://shop.example:/",
                "https://shop.example:0/",
                "https://shop.example:65536/",
                "https://shop.example:999999/",
                "https://shop.example:-1/",
                "https://shop.example:8443x/",
                "https://shop..example/",
                "https://.shop.example/",
                "https://shop.example../",
                "https://-shop.example/",
                "https://shop_1.example/",
                "https://%73hop.example/",
                "https://shop%2eexample/",
                "https://shop.example%00.other/",
                "https://shop℀.example/",
                "https://shop.example\uff0fother/",
                "https://shop.example\uff20other/",
                "https://shop.example\uff03other/",
                "https://\ud800.example/",
                "https://[]/",
                "https://[::1/",
                "https://::1/",
                "https://[2606:4700::1111]x/",
                "https://[shop.example]/",
                "https://[8.8.8.8]/",
                "https://[2606:4700::1111%25eth0]/",
                "https://[2606:4700::1111%1]/",
                "https://[v1.a]/",
            })
    void isNothingElse(String text) {
        assertEquals(Optional.empty(), NoticeUrl.read(text, false));
        assertEquals(Optional.empty(), NoticeUrl.read(text, true));
    }

    @Test
    void hasAtMost2048Characters() {
        String longest = "https://shop.example/" + "a".repeat(2_048 - "https://shop.example/".length());
        assertTrue(NoticeUrl.read(longest, false).isPresent());
        assertEquals(Optional.empty(), NoticeUrl.read(longest + "a", false));
        assertEquals(Optional.empty(), NoticeUrl.read("https://" + "a".repeat(64) + ".example/", false));
        assertEquals(Optional.empty(), NoticeUrl.read("https://" + "a.".repeat(127) + "example/", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:8080/x",
                "http://LOCALHOST.:8080/",
                "http://127.0.0.1:9/",
                "http://[::1]/"
            })
    void isAlsoHttpToTheMachineItselfWhereThatIsAllowed(String text) {
        assertTrue(NoticeUrl.read(text, true).orElseThrow().isPlain());
        assertEquals(Optional.empty(), NoticeUrl.read(text, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2/",
                "http://127.1/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://localhost.example/",
                "http://a.localhost/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://user@localhost/",
                "http://localhost/#a",
                "ftp://localhost/"
            })
    void isNoOtherHttpEvenThere(String text) {
        assertEquals(Optional.empty(), NoticeUrl.read(text, true));
    }

    @Test
    void hasNoReadableText() {
        assertEquals(
                "notice url",
                NoticeUrl.read("https://shop.example/key", false).orElseThrow().toString());
    }
}
