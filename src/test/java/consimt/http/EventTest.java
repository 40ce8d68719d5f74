package consimt.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The exported function at the event endpoint of the Lambda runtime; what it decides on came by HTTP. */
@QuarkusTest
class EventTest {

    @Test
    void aCheckByInvokeSeesWhatCameByHttp() {
        String person = World.somebody();
        Http.functions()
                .body("""
                        {"userId":"%s","businessId":"event-shop","decision":"BLOCK"}""".formatted(person))
                .post("/decide-consent")
                .then()
                .statusCode(200);
        Http.events()
                .body("""
                        {"userId":"%s","businessId":"event-shop","category":"SERVICE","consistent":true}""".formatted(person))
                .post("/_lambda_")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("CHECKED"))
                .body("results.reason", contains("BLOCKED_BY_USER"));
    }

    @Test
    void badInputByInvokeIsAResult() {
        Http.events()
                .body("{\"categry\":\"MARKETING\"}")
                .post("/_lambda_")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("REJECTED"))
                .body("errors.field", contains("businessId", "userId", "category", "categry"));
    }

    @Test
    void aCallOfTheGatewayIsAnsweredOverHttp() {
        Http.events()
                .body("""
                        {"httpMethod":"POST","requestContext":{"authorizer":{"kind":"BUSINESS","businessId":"event-shop"}},
                         "body":"{\\"userId\\":\\"u\\",\\"businessId\\":\\"another\\",\\"category\\":\\"SERVICE\\"}"}""")
                .post("/_lambda_")
                .then()
                .statusCode(200)
                .body("statusCode", equalTo(403))
                .body("headers.Content-Type", equalTo("application/json"))
                .body("body", startsWith("{\"outcome\":\"REJECTED\""))
                .body("outcome", nullValue());
    }

    /** It would be taken for a message of a queue, were payloads read for what they look like. */
    @Test
    void aPayloadThatLooksLikeAnEventOfAQueueIsJustAPayload() {
        Http.events()
                .body("""
                        {"Records":[{"eventSource":"aws:sqs","body":"{}"}]}""")
                .post("/_lambda_")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("REJECTED"))
                .body("errors.field", contains("businessId", "userId", "category", "Records"));
    }
}
