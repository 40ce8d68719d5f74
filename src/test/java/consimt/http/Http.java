package consimt.http;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where a test calls. REST-assured's own default is the event endpoint, as soon as there is one. */
final class Http {

    private Http() {}

    /** All functions, each at its name. What is asked and answered is held against the OpenAPI document. */
    static RequestSpecification functions() {
        return server().filter(ApiDocument.holdingCalls());
    }

    /** The same for what is wrong on purpose: only the answers are held against the document. */
    static RequestSpecification misused() {
        return server().filter(ApiDocument.holdingAnswers());
    }

    /** The same, and whatever else is there. Nothing is held against the document. */
    static RequestSpecification server() {
        return at("quarkus.http.port");
    }

    /** The event endpoint of the Lambda runtime: the exported function, at {@code /_lambda_}. */
    static RequestSpecification events() {
        return at("quarkus.lambda.mock-event-server.test-port");
    }

    private static RequestSpecification at(String port) {
        return RestAssured.given()
                .port(ConfigProvider.getConfig().getValue(port, Integer.class))
                .contentType("application/json");
    }
}
