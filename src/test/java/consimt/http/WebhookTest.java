package consimt.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhook at a real address, with raw bodies. */
@QuarkusTest
class WebhookTest {

    private static final Platform PLATFORM = new Platform(Platform.SECRET);

    private final String person = World.somebody();

    @BeforeEach
    void settle() {
        Http.server().body("""
                        {"businessId":"wa-shop","name":"A","country":"RO","removal":{"mode":"AUTOMATIC"},
                         "whatsapp":{"phoneNumberIds":["1070001"]}}""").post("/configure-business").then().statusCode(200);
    }

    @Test
    void isProvedByGet() {
        Map<String, String> query = Map.of(
                "hub.mode", "subscribe",
                "hub.challenge", "1158201444",
                "hub.verify_token", "a token for one's own machine");
        Http.server()
                .queryParams(query)
                .get("/receive-whatsapp")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(equalTo("1158201444"));
        Http.server().get("/receive-whatsapp").then().statusCode(403);
        Http.server().delete("/receive-whatsapp").then().statusCode(405);
    }

    @Test
    void takesWhatIsSignedOverTheBytesAsTheyAre() throws IOException, InterruptedException {
        long now = Instant.now().getEpochSecond();
        byte[] body = Envelopes.of(Envelopes.message("1070001", person, "wamid." + person, "Stop. Mulțumesc 🙏", now));
        URI here = URI.create("http://localhost:"
                + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class) + "/receive-whatsapp");
        assertEquals(200, PLATFORM.post(here, body));
        relation("OPTED_OUT");
        assertEquals(401, new Platform("another secret").post(here, body));
        assertEquals(413, PLATFORM.post(here, new byte[3 * 1024 * 1024 + 1]));
        assertEquals(400, PLATFORM.post(here, "hello".getBytes(StandardCharsets.UTF_8)));
        byte[] large = new String(Envelopes.of(), StandardCharsets.UTF_8)
                .replace("[]", "[" + " ".repeat(2_900_000) + "]")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(200, PLATFORM.post(here, large));
    }

    @Test
    void takesTheEventsOfATopicToo() throws IOException {
        Http.server()
                .body(Files.readString(ApiDocument.FOLDER.resolve("events/receive-whatsapp-sns.json"))
                        .replace("1060001", "1070001")
                        .replace("40701110001", person))
                .post("/receive-whatsapp-sns")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("RECORDED"))
                .body("updates", equalTo(1));
        relation("OPTED_OUT");
        Http.server().body("{}").post("/receive-whatsapp-sns").then().statusCode(400);
    }

    private ValidatableResponse relation(String marketing) {
        return Http.server()
                .body("{\"businessId\":\"wa-shop\",\"userId\":\"%s\"}".formatted(person))
                .post("/read-relation")
                .then()
                .body("relation.marketing", equalTo(marketing))
                .body("relation.conversation", equalTo("ACCEPTED"));
    }
}
