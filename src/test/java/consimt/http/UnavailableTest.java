package consimt.http;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;

import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store that does not answer. */
@QuarkusTest
class UnavailableTest {

    @Inject
    DynamoDbClient client;

    @ParameterizedTest
    @EnumSource(When.class)
    void isAServiceUnavailableOverHttp(When when) {
        QuarkusMock.installMockForType(new Fault(1, when).around(client), DynamoDbClient.class);
        Http.post(
                        Http.functions(),
                        "check-permission",
                        "{'userId':'%s','businessId':'b','category':'SERVICE'}",
                        World.somebody())
                .statusCode(503)
                .header("Retry-After", "2")
                .body(equalTo("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":2}"));
    }

    @Test
    void isAFunctionErrorByInvoke() {
        QuarkusMock.installMockForType(new Fault(1, When.BEFORE).around(client), DynamoDbClient.class);
        String person = World.somebody();
        Response response = Http.events().body("""
                        {"userId":"%s","businessId":"b","category":"SERVICE"}""".formatted(person)).post("/_lambda_");
        response.then()
                .statusCode(500)
                .body("errorMessage", equalTo("{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":2}"));
        assertFalse(response.asString().contains(person));
    }
}
