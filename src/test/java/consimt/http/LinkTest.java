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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people reach by a link, over HTTP as it is. */
@QuarkusTest
class LinkTest {

    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'link-shop'".formatted(person);

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

    /** In a text a full stop, a bracket or a line's end stands behind it, as it is or encoded. */
    @ParameterizedTest
    @ValueSource(
            strings = {".", ")", ",", "%20", "%0A", "=", "/", ";", "!", "%3F", "%22", "%3E", "%5D", "%E2%80%9D", ").%20"
            })
    void aLinkInATextOpensItsPageWhateverStandsBehindIt(String behind) {
        String address = "/unsubscribe?link=" + issue("UNSUBSCRIBE") + behind;
        Http.functions().urlEncodingEnabled(false).get(address).then().statusCode(200);
        Http.functions()
                .urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(address)
                .then()
                .statusCode(200);
        marketingIs("OPTED_OUT");
    }

    @Test
    void aYesByALinkIsSaidOnceAndLiftsNoLaterNo() {
        String link = issue("SUBSCRIBE");
        String page =
                Http.functions().queryParam("link", link).get("/unsubscribe").asString();
        String yes = "subscribe=yes&seen=" + page.replaceAll("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
        press(link, yes).statusCode(303).header("Location", "?link=" + link + "&said=all");
        Http.functions()
                .queryParam("link", link)
                .queryParam("said", "all")
                .get("/unsubscribe")
                .then()
                .body(containsString("You will get marketing messages from link-shop."));
        marketingIs("OPTED_IN");
        press(link, "List-Unsubscribe=One-Click").statusCode(200);
        for (String form : List.of(yes, "subscribe=yes")) {
            press(link, form).statusCode(200).body(containsString("You stopped marketing messages from link-shop on"));
        }
        marketingIs("OPTED_OUT");
    }

    private static ValidatableResponse press(String link, String form) {
        return Http.functions()
                .redirects()
                .follow(false)
                .queryParam("link", link)
                .contentType("application/x-www-form-urlencoded")
                .body(form)
                .post("/unsubscribe")
                .then();
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
            as("business operator", function, "{'businessId':'operator','userId':'%s'}", person)
                    .statusCode(403)
                    .body("errors.field", contains("caller"))
                    .body("errors.code", contains("NOT_ALLOWED"));
        }
        as("Business   operator ", "list-follow-ups", "{'businessId':'operator'}")
                .statusCode(403);
        Http.post(Http.functions(), "list-follow-ups", "{'businessId':'operator'}")
                .statusCode(200);
        Http.post(
                        Http.functions().header("X-Consimt-Caller", "business link-shop"),
                        "list-follow-ups",
                        "{'businessId':'link-shop'}")
                .statusCode(200);
    }

    @Test
    void aTokenSaysWhoCallsHereAsItDoesInAws() {
        String link = issue("CALLS");
        by(link, "read-relation").statusCode(200).body("relation.userId", equalTo(person));
        by(link, "open-conversation").statusCode(403);
        by(link + "x", "read-relation").statusCode(401).body("errors.field", contains("caller"));
        by("", "read-relation").statusCode(401);
        Http.post(
                        Http.functions().header("X-Consimt-Caller", "person " + person),
                        "revoke-person-links",
                        "{'userId':'%s'}",
                        person)
                .statusCode(200)
                .body("outcome", equalTo("RECORDED"));
        by(link, "read-relation").statusCode(401);
    }

    /** A link is encrypted, so the page that was opened by it cannot name its person. */
    @Test
    void aPersonNeedNotNameThemselvesToSeeHowThingsStand() {
        Http.post(Http.functions(), "decide-consent", "{%s,'decision':'CONTINUE'}", who);
        by(issue("CALLS"), "read-relation", "{}").statusCode(200).body("relation.businessId", equalTo("link-shop"));
        String ofAll = issued("{'userId':'%s','purpose':'CALLS'}", person);
        by(ofAll, "read-relation", "{'locale':'en'}").statusCode(200).body("relations.userId", contains(person));
        by(ofAll, "read-relation", "{'userId':'40700000001'}").statusCode(403);
        as("business link-shop", "read-relation", "{}").statusCode(403);
        Http.post(Http.misused(), "read-relation", "{}").statusCode(400).body("errors.field", contains("userId"));
    }

    private ValidatableResponse by(String token, String function) {
        return by(token, function, "{" + who + "}");
    }

    private static ValidatableResponse by(String token, String function, String body) {
        return Http.post(Http.functions().header("Authorization", "Bearer " + token), function, body);
    }

    /** What is refused to this caller. */
    private static ValidatableResponse as(String caller, String function, String body, Object... values) {
        return Http.post(Http.misused().header("X-Consimt-Caller", caller), function, body, values);
    }

    private String issue(String purpose) {
        return issued("{%s,'purpose':'%s'}", who, purpose);
    }

    private static String issued(String body, Object... values) {
        return Http.post(Http.functions(), "issue-person-link", body, values)
                .statusCode(200)
                .extract()
                .path("token");
    }

    private void marketingIs(String expected) {
        Http.post(Http.functions(), "read-relation", "{%s}", who).body("relation.marketing", equalTo(expected));
    }
}
