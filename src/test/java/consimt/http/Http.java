package consimt.http;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.Filter;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where a test calls, and how far that is held against the OpenAPI document. REST-assured's own default is the event
 * endpoint, as soon as there is one, and nothing would be held there.
 */
public final class Http {

    private Http() {}

    /** All functions, each at its path. What is asked and answered is held against the document. */
    public static RequestSpecification functions() {
        return server(ApiDocument.holdingCalls());
    }

    /** The same for what is wrong on purpose: only the answers are held against the document. */
    public static RequestSpecification misused() {
        return server(ApiDocument.holdingAnswers());
    }

    /** The same by a method that a path does not have: the answer is held to name those of the document. */
    static RequestSpecification byAnotherMethod() {
        return server(ApiDocument.holdingToMethods());
    }

    /** Whatever else is there. What the document describes cannot be called by it. */
    static RequestSpecification undescribed() {
        return server(ApiDocument.holdingNothing());
    }

    /** The event endpoint of the Lambda runtime: the exported function, at {@code /_lambda_}. */
    static RequestSpecification events() {
        return at("quarkus.lambda.mock-event-server.test-port");
    }

    /** What a function answers to JSON. @param body in which {@code '} may stand for quotes */
    static ValidatableResponse post(RequestSpecification by, String function, String body, Object... values) {
        return by.body(String.format(body, values).replace('\'', '"'))
                .post("/" + function)
                .then();
    }

    private static RequestSpecification server(Filter held) {
        return at("quarkus.http.port").filter(held);
    }

    /** On which the functions are served. */
    public static int port() {
        return port("quarkus.http.port");
    }

    private static int port(String property) {
        return ConfigProvider.getConfig().getValue(property, Integer.class);
    }

    private static RequestSpecification at(String port) {
        RestAssuredConfig its = RestAssured.config();
        // The log, which only a test that fails shows, takes half of the time where it is made pretty.
        return RestAssured.given()
                .config(its.logConfig(its.getLogConfig().enablePrettyPrinting(false)))
                .port(port(port))
                .contentType("application/json");
    }
}
