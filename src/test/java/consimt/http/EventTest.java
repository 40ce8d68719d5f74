package consimt.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The exported function at the event endpoint of the Lambda runtime; what it decides on came by HTTP. */
@QuarkusTest
class EventTest {

    @Test
    void aCheckByInvokeSeesWhatCameByHttp() {
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'event-shop'".formatted(person);
        Http.post(Http.functions(), "decide-consent", "{%s,'decision':'BLOCK'}", who)
                .statusCode(200);
        Http.post(Http.events(), "_lambda_", "{%s,'category':'SERVICE','consistent':true}", who)
                .statusCode(200)
                .body("outcome", equalTo("CHECKED"))
                .body("results.reason", contains("BLOCKED_BY_USER"));
    }

    /** It would be taken for a message of a queue, were payloads read for what they look like. */
    @Test
    void aPayloadThatLooksLikeAnEventOfAQueueIsJustAPayload() {
        Http.post(Http.events(), "_lambda_", "{'Records':[{'eventSource':'aws:sqs','body':'{}'}]}")
                .statusCode(200)
                .body("outcome", equalTo("REJECTED"))
                .body("errors.field", contains("businessId", "userId", "category", "Records"));
    }
}
