package consimt.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.local.Sample;
import consimt.local.notice.SampleEndpoint;
import consimt.notice.post.NoticePost;
import consimt.notice.post.NoticePost.Reply;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver that shows notices on one's own machine. */
@QuarkusTest
class DevReceiverTest {

    private static final String SECRET_NAME = "consimt/notices/librarie";
    private static final Pattern BY_HAND =
            Pattern.compile("```sh\\ncd [^`\\n]*\\n(?<script>curl -s -D headers[^`]*)```");

    @Inject
    Sample sample;

    @Inject
    SampleEndpoint endpoint;

    @Inject
    NoticePost post;

    @TempDir
    Path folder;

    @BeforeEach
    void theBookshopsEndpointIsHere() {
        sample.load();
        endpoint.moveTo(Http.port());
    }

    @Test
    void aTestNoticeIsTakenAndShown() {
        Http.post(Http.functions(), "test-notice", "{'businessId':'librarie'}")
                .statusCode(200)
                .body("result.delivered", equalTo(true))
                .body("result.status", equalTo(204));
        Http.undescribed()
                .get("/dev/notices")
                .then()
                .statusCode(200)
                .body("[0].business", equalTo("librarie"))
                .body("[0].verified", equalTo(true));
        Http.undescribed()
                .get("/dev/notices/librarie/consimt.test")
                .then()
                .statusCode(200)
                .body("type", equalTo("consimt.test"))
                .body("data.businessId", equalTo("librarie"));
        Http.undescribed().get("/dev/notices/florist/consimt.test").then().statusCode(404);
    }

    @Test
    void aNoticeThatNobodySignedIsRefusedAndShown() {
        Http.undescribed()
                .header("webhook-id", "x")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1,AAAA")
                .body("{}")
                .post("/dev/notices/librarie")
                .then()
                .statusCode(401);
        Http.undescribed().get("/dev/notices").then().body("[0].verified", equalTo(false));
        Http.undescribed().body("{}").post("/dev/notices/nobody").then().statusCode(401);
    }

    @Test
    void theSignatureIsWhatTheTourComputesByOpenssl() throws IOException, InterruptedException {
        String body = "{\"id\":\"1-a\",\"type\":\"consimt.marketing.opted_out\",\"data\":{\"note\":\"ă\"}}";
        Reply reply = post.send(
                post.url("http://localhost:" + Http.port() + "/dev/notices/librarie")
                        .orElseThrow(),
                SECRET_NAME,
                "1-a",
                Instant.now(),
                body);
        assertTrue(reply.isDelivered(), reply::toString);
        Matcher tour = BY_HAND.matcher(Files.readString(Path.of("docs/tour.md")));
        assertTrue(tour.find());
        List<String> said = run(tour.group("script").replace("localhost:8080", "localhost:" + Http.port()));
        assertEquals(2, said.size(), said::toString);
        assertEquals("v1," + said.get(0), said.get(1));
        assertEquals(body, Files.readString(folder.resolve("body")));
    }

    private List<String> run(String script) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            "sh", "-c", "openssl version >/dev/null && curl --version >/dev/null || exit 9\n" + script)
                    .directory(folder.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assumptions.assumeTrue(process.waitFor() != 9, "no openssl or no curl here");
            return said.lines().toList();
        } catch (IOException e) {
            return Assumptions.abort("no sh here");
        }
    }
}
