package consimt.http;

import static com.atlassian.oai.validator.whitelist.rule.WhitelistRules.allOf;
import static com.atlassian.oai.validator.whitelist.rule.WhitelistRules.headerContainsSubstring;
import static com.atlassian.oai.validator.whitelist.rule.WhitelistRules.messageContainsSubstring;
import static com.atlassian.oai.validator.whitelist.rule.WhitelistRules.messageHasKey;
import static com.atlassian.oai.validator.whitelist.rule.WhitelistRules.pathContainsSubstring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.JsonValidationReportFormat;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.RestAssuredRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import com.atlassian.oai.validator.whitelist.ValidationErrorsWhitelist;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.restassured.filter.Filter;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
            .withWhitelist(ValidationErrorsWhitelist.create()
                    .withRule(
                            "a body that the gateway must not look into has no description",
                            messageHasKey("validation.request.body.unexpected"))
                    .withRule(
                            "the gateway may not take in a name with a dot, so the description tells of these",
                            allOf(
                                    pathContainsSubstring("/receive-whatsapp"),
                                    messageHasKey("validation.request.parameter.query.unexpected"),
                                    messageContainsSubstring("'hub.")))
                    .withRule(
                            "an empty text is a text",
                            allOf(
                                    messageHasKey("validation.response.body.missing"),
                                    headerContainsSubstring("Content-Type", "text/plain"))))
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

    /** Puts what is referred to in the place of each field that is a reference. */
    public static void inline(ObjectNode fields) {
        fields.properties()
                .forEach(field -> field.setValue(resolved(field.getValue()).deepCopy()));
    }

    /** Holds what is asked and what is answered. */
    static Filter holdingCalls() {
        return (request, response, rest) -> {
            Response answer = rest.next(request, response);
            hold(VALIDATOR.validate(RestAssuredRequest.of(request), RestAssuredResponse.of(answer)));
            holdToAType(answer);
            return answer;
        };
    }

    static Filter holdingAnswers() {
        return (request, response, rest) -> {
            Response answer = rest.next(request, response);
            hold(VALIDATOR.validateResponse(
                    request.getDerivedPath(), Method.valueOf(request.getMethod()), RestAssuredResponse.of(answer)));
            holdToAType(answer);
            return answer;
        };
    }

    /**
     * Holds that a path which is called by a method that it does not have names those that it has. The document does not
     * describe that answer: it would be one of a method's, and no gateway passes such a call on.
     */
    static Filter holdingToMethods() {
        return (request, response, rest) -> {
            Set<String> methods = methods(request.getDerivedPath());
            assertFalse(methods.isEmpty(), "no path of the document");
            assertFalse(methods.contains(request.getMethod()), "a method of the document");
            Response answer = rest.next(request, response);
            assertEquals(405, answer.statusCode());
            assertEquals(String.join(", ", methods), answer.header("Allow"));
            return answer;
        };
    }

    /** Lets nothing through to what the document describes. */
    static Filter holdingNothing() {
        return (request, response, rest) -> {
            assertEquals(Set.of(), methods(request.getDerivedPath()), "described, so to be held against the document");
            return rest.next(request, response);
        };
    }

    /** The methods of the path that a call goes to, or to something below it. */
    private static Set<String> methods(String path) {
        String word = path.replaceFirst("^/+", "").replaceFirst("/.*", "");
        return TREE.at("/paths/~1" + word)
                .propertyStream()
                .map(method -> method.getKey().toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The validator takes an answer of no type for one of the right type. */
    private static void holdToAType(Response answer) {
        assertTrue(answer.getHeaders().hasHeaderWithName("Content-Type"), "the answer has no type");
    }

    public static void holdAnswer(String function, int status, JsonNode body) {
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
