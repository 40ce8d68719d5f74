package consimt.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.cli.Served.Ran;
import consimt.kit.LocalServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWayTest {

    /** Each would send the token in clear, to somebody else, or to another path than the caller reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "HTTP://example.org",
                "http://localhost:80@example.org",
                "http://localhost@example.org/",
                "http://127.0.0.1:8080@example.org/",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org:80/",
                "http://localhost\\@example.org",
                "http:\\\\localhost",
                "http://localhost%40example.org",
                "http://localhost#@example.org",
                "http://localhost?@example.org",
                "http://[::1]@example.org",
                "http://[::2]",
                "http://0.0.0.0",
                "http:localhost",
                "http:///localhost",
                "//localhost",
                "localhost:8080",
                "https:example.org",
                "https:///example.org",
                "https://localhost@example.org",
                "https://user:word@example.org",
                "https://example.org/live?x=1",
                "https://example.org/live#x",
                "https://example.org/ live",
                "https://example.org\n",
                "ftp://localhost",
                " https://example.org",
                ""
            })
    void aTokenIsSentToNobodyByPlainHttpAndToNobodyElse(String url) {
        String said = assertThrows(Trouble.class, () -> new HttpWay(url, "t")).getMessage();
        assertEquals("--url takes an address", said.substring(0, 22));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "HTTPS://Example.org:8443/live/",
                "http://localhost",
                "http://LOCALHOST:8080/",
                "http://127.0.0.1:8080/live",
                "http://[::1]:8080"
            })
    void anAddressWithTlsOrOfTheOwnMachineIsOne(String url) {
        new HttpWay(url, "t");
    }

    @Test
    void theTokenFollowsNoRedirect() throws IOException {
        List<String> elsewhere = new ArrayList<>();
        try (LocalServer other = new LocalServer(call -> {
                    elsewhere.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
                    LocalServer.answer(call, 200, "{}");
                });
                LocalServer moved = new LocalServer(call -> {
                    call.getResponseHeaders()
                            .set("Location", other.uri() + call.getRequestURI().getPath());
                    LocalServer.answer(call, 307, "");
                });
                Served served = Served.agreeing()) {
            served.variables.put("CONSIMT_TOKEN", "secret");
            served.variables.put("CONSIMT_URL", moved.uri() + "/");
            byte[] list = "40755500001\n".getBytes(StandardCharsets.UTF_8);
            String why = "consimt: filter-audience refuses the call, HTTP 307\n";
            assertEquals(new Ran(Consimt.NOT_BEGUN, "", why), served.with(list, "filter", "-", "--business", "b"));
            assertEquals(List.of(), elsewhere);
        }
    }

    @Test
    void anAddressInCapitalsIsCalledByTls() {
        List<String> inClear = new ArrayList<>();
        try (LocalServer plain = new LocalServer(call -> {
            inClear.add(call.getRequestMethod());
            LocalServer.answer(call, 200, "{}");
        })) {
            HttpWay way = new HttpWay("HTTPS://127.0.0.1:" + plain.port(), "t");
            assertThrows(IOException.class, () -> way.send("read-settings", new byte[0]));
            assertEquals(List.of(), inClear);
        }
    }

    @Test
    void whatIsWrongIsSaidWithoutTheAddress() {
        try (Served served = Served.agreeing()) {
            for (String url : List.of("http://localhost:80@example.org", "https://user:word@example.org")) {
                Ran ran = served.run("filter", "-", "--business", "b", "--url", url);
                assertEquals(
                        new Ran(
                                Consimt.NOT_BEGUN,
                                "",
                                url.startsWith("https")
                                        ? "consimt: --url takes an address without a user, a query and a fragment\n"
                                        : "consimt: --url takes an address that begins with https://\n"),
                        ran);
            }
        }
    }
}
