package consimt.http;

import static org.hamcrest.Matchers.equalTo;

import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Signature;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhook at a real address, with raw bodies. */
@QuarkusTest
class WebhookTest {

    private static final Platform PLATFORM = new Platform(Platform.SECRET);

    private final String person = World.somebody();

    @BeforeEach
    void settle() {
        String shop = "{'businessId':'wa-shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},%s}";
        Http.post(Http.functions(), "configure-business", shop, "'whatsapp':{'phoneNumberIds':['1070001']}")
                .statusCode(200);
    }

    @Test
    void isProvedByGet() {
        Map<String, String> query = Map.of(
                "hub.mode", "subscribe",
                "hub.challenge", "1158201444",
                "hub.verify_token", "a token for one's own machine");
        Http.functions()
                .queryParams(query)
                .get("/receive-whatsapp")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(equalTo("1158201444"));
        Http.functions().get("/receive-whatsapp").then().statusCode(403);
        Http.byAnotherMethod().delete("/receive-whatsapp");
    }

    @Test
    void takesWhatIsSignedOverTheBytesAsTheyAre() {
        long now = Instant.now().getEpochSecond();
        byte[] body = Envelopes.of(Envelopes.message("1070001", person, "wamid." + person, "Stop. Mulțumesc 🙏", now));
        delivered(PLATFORM, body).statusCode(200);
        relation("OPTED_OUT");
        delivered(new Platform("another secret"), body).statusCode(401);
        Http.post(Http.functions().header(Signature.HEADER, "x"), "receive-whatsapp", "hello")
                .statusCode(401);
        delivered(PLATFORM, new byte[3 * 1024 * 1024 + 1]).statusCode(413);
        delivered(PLATFORM, "hello".getBytes(StandardCharsets.UTF_8)).statusCode(400);
        byte[] large = new String(Envelopes.of(), StandardCharsets.UTF_8)
                .replace("[]", "[" + " ".repeat(2_900_000) + "]")
                .getBytes(StandardCharsets.UTF_8);
        delivered(PLATFORM, large).statusCode(200);
    }

    @Test
    void takesWhatWaitedInTheQueueOfATopicToo() throws IOException {
        Http.undescribed()
                .body(Files.readString(ApiDocument.FOLDER.resolve("events/receive-whatsapp-sns.json"))
                        .replace("1060001", "1070001")
                        .replace("40701110001", person))
                .post("/receive-whatsapp-sns")
                .then()
                .statusCode(200)
                .body(equalTo("{\"batchItemFailures\":[]}"));
        relation("OPTED_OUT");
        Http.undescribed().body("{}").post("/receive-whatsapp-sns").then().statusCode(503);
    }

    private static ValidatableResponse delivered(Platform by, byte[] body) {
        return Http.functions()
                .header(Signature.HEADER, by.signature(body))
                .body(body)
                .post("/receive-whatsapp")
                .then();
    }

    private ValidatableResponse relation(String marketing) {
        return Http.post(Http.functions(), "read-relation", "{'businessId':'wa-shop','userId':'%s'}", person)
                .body("relation.marketing", equalTo(marketing))
                .body("relation.conversation", equalTo("NONE"));
    }
}
