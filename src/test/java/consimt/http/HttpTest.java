package consimt.http;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Wiring;
import consimt.whatsapp.Signature;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No test calls past the OpenAPI document. */
@QuarkusTest
class HttpTest {

    private static final String LINK = "/unsubscribe?link=Lx";

    static Stream<String> paths() {
        return ApiDocument.TREE.get("paths").propertyStream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void whatIsDescribedIsNotCalledAsIfItWereNot(String path) {
        fails(() -> Http.undescribed().post(path));
        fails(() -> Http.undescribed().get(path));
        fails(() -> Http.undescribed().post(path + "/"));
        boolean isPosted = ApiDocument.TREE.get("paths").get(path).has("post");
        fails(() -> Http.byAnotherMethod().request(isPosted ? "POST" : "GET", path));
    }

    @Test
    void whatIsNotDescribedIsNotCalledAsIfItWere() {
        for (RequestSpecification held : new RequestSpecification[] {Http.functions(), Http.misused()}) {
            fails(() -> held.body("{}").post("/receive-whatsapp-sns"));
        }
        fails(() -> Http.functions().get("/check-permission"));
        fails(() -> Http.byAnotherMethod().get("/no-such-function"));
    }

    @Test
    void whatIsAskedIsOfItsForm() {
        fails(() -> Http.functions().body("{}").post("/check-permission"));
        assertDoesNotThrow(() -> Http.misused().body("{}").post("/check-permission"));
        fails(() -> Http.functions().get("/unsubscribe"));
        assertDoesNotThrow(() -> Http.functions().get(LINK));
        assertDoesNotThrow(() -> Http.misused().get("/unsubscribe"));
        fails(() -> Http.functions().get(LINK + "&more=x"));
        fails(() -> Http.functions().queryParam("challenge", "x").get("/receive-whatsapp"));
        assertDoesNotThrow(
                () -> Http.functions().queryParam("hub.challenge", "x").get("/receive-whatsapp"));
        fails(() -> Http.functions().body("x").post("/receive-whatsapp"));
        assertDoesNotThrow(
                () -> Http.functions().header(Signature.HEADER, "x").body("x").post("/receive-whatsapp"));
    }

    /** Each once as it is described and then not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            true  | POST | /check-permission   | 200 | application/json | {'outcome':'CHECKED','judgedAt':'2026-11-24T12:00:00Z','results':[]}
            false | POST | /check-permission   | 200 | application/json | {'outcome':'CHECKED','judgedAt':'2026-11-24T12:00:00Z','results':[],'more':1}
            false | POST | /check-permission   | 200 | text/plain       | {'outcome':'CHECKED','judgedAt':'2026-11-24T12:00:00Z','results':[]}
            false | POST | /check-permission   | 200 | ""               | {'outcome':'CHECKED','judgedAt':'2026-11-24T12:00:00Z','results':[]}
            false | POST | /check-permission   | 200 | application/json | ""
            false | POST | /check-permission   | 405 | application/json | {}
            true  | GET  | /unsubscribe?link=Lx| 404 | text/html        | <h1
            false | GET  | /unsubscribe?link=Lx| 404 | text/plain       | gone
            false | GET  | /unsubscribe?link=Lx| 404 | text/html        | ""
            false | GET  | /unsubscribe?link=Lx| 400 | text/html        | <h1
            true  | POST | /unsubscribe?link=Lx| 400 | text/plain       | the form
            false | POST | /unsubscribe?link=Lx| 405 | text/plain       | the form
            true  | GET  | /receive-whatsapp   | 403 | text/plain       | ""
            false | GET  | /receive-whatsapp   | 401 | text/plain       | ""
            true  | POST | /receive-whatsapp   | 401 | text/plain       | ""
            false | POST | /receive-whatsapp   | 403 | text/plain       | ""
            false | POST | /receive-whatsapp   | 200 | application/json | {}
            false | POST | /receive-whatsapp   | 200 | ""               | ""
            """)
    void whatIsAnsweredIsDescribed(
            boolean described, String method, String path, int status, String type, String body) {
        Filter answering = (request, response, rest) -> new ResponseBuilder()
                .setStatusCode(status)
                .setHeader(type.isEmpty() ? "X-None" : "Content-Type", type)
                .setBody(body.replace('\'', '"'))
                .build();
        Executable call = () -> Http.misused().filter(answering).request(method, path);
        if (described) {
            assertDoesNotThrow(call);
        } else {
            fails(call);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            true  | /check-permission | 405 | POST
            false | /check-permission | 405 | GET, POST
            false | /check-permission | 404 | POST
            true  | /unsubscribe      | 405 | GET, POST
            false | /unsubscribe      | 405 | POST
            false | /unsubscribe      | 405 | ""
            """)
    void anotherMethodIsAnsweredByThoseThatThereAre(boolean right, String path, int status, String allowed) {
        Filter answering = (request, response, rest) -> new ResponseBuilder()
                .setStatusCode(status)
                .setHeader("Allow", allowed)
                .setBody("")
                .build();
        Executable call = () -> Http.byAnotherMethod().filter(answering).delete(path);
        if (right) {
            assertDoesNotThrow(call);
        } else {
            fails(call);
        }
    }

    @Test
    void thereIsNoOtherWayToCall() {
        assertEquals(Set.of("consimt.http.Http", "consimt.http.HttpTest"), naming(RestAssured.class));
        // A program, that posts to wherever one wants.
        assertEquals(
                Set.of("consimt.http.HttpTest", "consimt.whatsapp.Platform"),
                naming(HttpClient.class).stream()
                        .filter(name -> !name.matches("consimt\\.(guard|cli|http\\.page)\\..*"))
                        .collect(toSet()));
    }

    private static Set<String> naming(Class<?> type) {
        return Wiring.naming(HttpTest.class, type.getName().replace('.', '/'))
                .map(name -> name.replaceFirst("\\$.*", ""))
                .collect(toSet());
    }

    /** REST-assured takes the slash away, and would call the function. */
    @Test
    void aSlashBehindAFunctionsNameIsTold() throws IOException, InterruptedException {
        URI function = URI.create("http://localhost:" + Http.port() + "/check-permission/");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(function)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().contains("no function has this name"), answer::body);
    }

    private static void fails(Executable call) {
        assertThrows(AssertionError.class, call);
    }
}
