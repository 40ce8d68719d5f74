package consimt.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people reach by a link, over HTTP as it is. */
@QuarkusTest
class LinkTest {

    private final String person = World.somebody();
    private final String who = "{\"userId\":\"%s\",\"businessId\":\"link-shop\"}".formatted(person);

    @Test
    void aLinkInAMailUnsubscribesByPostOnly() {
        String link = issue("UNSUBSCRIBE");
        for (int i = 0; i < 3; i++) {
            Http.functions()
                    .queryParam("link", link)
                    .header("Accept-Language", "de")
                    .get("/unsubscribe")
                    .then()
                    .statusCode(200)
                    .contentType("text/html; charset=utf-8")
                    .header("Cache-Control", "no-store")
                    .body(containsString("Möchten Sie keine Werbenachrichten von link-shop mehr erhalten?"));
        }
        marketingIs("UNSET");
        Http.functions()
                .queryParam("link", link)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post("/unsubscribe")
                .then()
                .statusCode(200)
                .body(containsString("You will no longer get marketing messages from link-shop."));
        marketingIs("OPTED_OUT");
        Http.byAnotherMethod().queryParam("link", link).delete("/unsubscribe");
        Http.misused().get("/unsubscribe").then().statusCode(404);
    }

    @Test
    void aMailProgramMayPostTheFormInParts() {
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        unsubscribe("Multipart/Form-Data; boundary=x", body).statusCode(200);
        marketingIs("OPTED_OUT");
    }

    @Test
    void aFormInPartsThatIsNoneIsAnswered() {
        for (String type :
                List.of("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x")) {
            unsubscribe(type, "x").statusCode(400);
            unsubscribe(type, "--x\r\n").statusCode(400);
        }
        marketingIs("UNSET");
    }

    /** By a browser whose language cannot be read. */
    private ValidatableResponse unsubscribe(String type, String body) {
        EncoderConfig asItIs = EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .encodeContentTypeAs(type.split(";")[0], ContentType.TEXT);
        return Http.misused()
                .config(RestAssuredConfig.config().encoderConfig(asItIs))
                .queryParam("link", issue("UNSUBSCRIBE"))
                .header("Accept-Language", "-")
                .contentType(type)
                .body(body)
                .post("/unsubscribe")
                .then();
    }

    /** Under it are the reviews of all businesses. */
    @Test
    void noBusinessIsTheOperator() {
        for (String function : List.of("list-follow-ups", "read-ledger", "check-permission", "issue-person-link")) {
            Http.misused()
                    .header("X-Consimt-Caller", "business operator")
                    .body("{\"businessId\":\"operator\",\"userId\":\"%s\"}".formatted(person))
                    .post("/" + function)
                    .then()
                    .statusCode(403)
                    .body("errors.field", contains("caller"))
                    .body("errors.code", contains("NOT_ALLOWED"));
        }
        Http.misused()
                .header("X-Consimt-Caller", "Business   operator ")
                .body("{\"businessId\":\"operator\"}")
                .post("/list-follow-ups")
                .then()
                .statusCode(403);
        Http.functions()
                .body("{\"businessId\":\"operator\"}")
                .post("/list-follow-ups")
                .then()
                .statusCode(200);
        Http.functions()
                .header("X-Consimt-Caller", "business link-shop")
                .body("{\"businessId\":\"link-shop\"}")
                .post("/list-follow-ups")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenSaysWhoCallsHereAsItDoesInAws() {
        String link = issue("CALLS");
        by(link, "/read-relation").statusCode(200).body("relation.userId", equalTo(person));
        by(link, "/open-conversation").statusCode(403);
        by(link + "x", "/read-relation").statusCode(401).body("errors.field", contains("caller"));
        by("", "/read-relation").statusCode(401);
        Http.functions()
                .header("X-Consimt-Caller", "person " + person)
                .body("{\"userId\":\"%s\"}".formatted(person))
                .post("/revoke-person-links")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("RECORDED"));
        by(link, "/read-relation").statusCode(401);
    }

    /** A link is encrypted, so the page that was opened by it cannot name its person. */
    @Test
    void aPersonNeedNotNameThemselvesToSeeHowThingsStand() {
        Http.functions()
                .body("{%s,\"decision\":\"CONTINUE\"}".formatted(who.substring(1, who.length() - 1)))
                .post("/decide-consent");
        by(issue("CALLS"), "/read-relation", "{}").statusCode(200).body("relation.businessId", equalTo("link-shop"));
        String ofAll = Http.functions()
                .body("{\"userId\":\"%s\",\"purpose\":\"CALLS\"}".formatted(person))
                .post("/issue-person-link")
                .path("token");
        by(ofAll, "/read-relation", "{\"locale\":\"en\"}").statusCode(200).body("relations.userId", contains(person));
        by(ofAll, "/read-relation", "{\"userId\":\"40700000001\"}").statusCode(403);
        Http.misused()
                .header("X-Consimt-Caller", "business link-shop")
                .body("{}")
                .post("/read-relation")
                .then()
                .statusCode(403);
        Http.misused()
                .body("{}")
                .post("/read-relation")
                .then()
                .statusCode(400)
                .body("errors.field", contains("userId"));
    }

    private ValidatableResponse by(String token, String path) {
        return by(token, path, who);
    }

    private static ValidatableResponse by(String token, String path, String body) {
        return Http.functions()
                .header("Authorization", "Bearer " + token)
                .body(body)
                .post(path)
                .then();
    }

    private String issue(String purpose) {
        return Http.functions()
                .body(who.replace("}", ",\"purpose\":\"" + purpose + "\"}"))
                .post("/issue-person-link")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private void marketingIs(String expected) {
        Http.functions().body(who).post("/read-relation").then().body("relation.marketing", equalTo(expected));
    }
}
