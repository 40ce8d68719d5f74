package consimt.http;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.JsonValidationReportFormat;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.RestAssuredRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The OpenAPI document, and what is held against it. It leaves answers open to more fields; here a field that it does
 * not name is a mistake in one of the two.
 */
public final class ApiDocument {

    public static final Path FOLDER = Path.of("infra");

    public static final JsonNode TREE = read();

    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator.createForSpecificationUrl(
                    FOLDER.resolve("openapi.yaml").toUri().toString())
            // There is no gateway here to ask who calls.
            .withLevelResolver(LevelResolver.create()
                    .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                    .build())
            .build();

    private ApiDocument() {}

    /** The schema of a name, with what it refers to in its place. */
    static JsonNode schema(String name) {
        return resolved(TREE.at("/components/schemas/" + name));
    }

    public static JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.get("$ref");
        return reference == null
                ? schema
                : resolved(TREE.at(reference.textValue().substring(1)));
    }

    static Filter holdingCalls() {
        return (request, response, rest) -> {
            Response answer = rest.next(request, response);
            hold(VALIDATOR.validate(RestAssuredRequest.of(request), RestAssuredResponse.of(answer)));
            return answer;
        };
    }

    static Filter holdingAnswers() {
        return (request, response, rest) -> {
            Response answer = rest.next(request, response);
            hold(VALIDATOR.validateResponse(request.getDerivedPath(), Method.POST, RestAssuredResponse.of(answer)));
            return answer;
        };
    }

    static void holdAnswer(String function, int status, JsonNode body) {
        hold(VALIDATOR.validateResponse(
                "/" + function,
                Method.POST,
                SimpleResponse.Builder.status(status)
                        .withContentType("application/json")
                        .withBody(body.toString())
                        .build()));
    }

    static boolean allows(String function, String body) {
        return !VALIDATOR
                .validateRequest(SimpleRequest.Builder.post("/" + function)
                        .withContentType("application/json")
                        .withBody(body)
                        .build())
                .hasErrors();
    }

    private static void hold(ValidationReport report) {
        assertFalse(
                report.hasErrors(),
                () -> JsonValidationReportFormat.getInstance().apply(report));
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(FOLDER.resolve("openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
