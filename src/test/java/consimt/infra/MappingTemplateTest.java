package consimt.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.function.Answer;
import consimt.function.Conflict;
import consimt.function.Outcome;
import consimt.function.Problem;
import consimt.function.Problem.Code;
import consimt.function.Rejected;
import consimt.function.Unavailable;
import consimt.http.ApiDocument;
import consimt.kit.World;
import consimt.local.HttpStatus;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's mapping templates, run by the engine of their language: what goes in to a function and what comes out. */
class MappingTemplateTest {

    private static final VelocityEngine ENGINE = new VelocityEngine();
    private static final World WORLD = World.fresh();

    private static final String SETTINGS =
            "\"businessId\":\"b\",\"name\":\"B\",\"country\":\"RO\",\"removal\":{\"mode\":\"MANUAL\"}";
    private static final Map<String, Object> BUSINESS = Map.of("kind", "BUSINESS", "businessId", "b", "userId", "");

    // ---- Out: the status code of an answer ----

    static Stream<Answer> answers() {
        Problem notFound = new Problem("entryId", Code.NOT_FOUND, "entryId is not there");
        Problem invalid = new Problem("userId", Code.INVALID, "userId is wrong");
        Problem notAllowed = new Problem("caller", Code.NOT_ALLOWED, "the caller may not");
        return Stream.concat(
                Stream.of(
                        rejected(invalid),
                        rejected(invalid, invalid),
                        rejected(notFound),
                        rejected(notFound, notFound),
                        rejected(notFound, invalid),
                        rejected(invalid, notFound),
                        rejected(notAllowed),
                        rejected(notAllowed, invalid),
                        rejected(invalid, notAllowed),
                        rejected(notFound, notAllowed, notFound),
                        rejected(new Problem("caller", Code.UNKNOWN_FIELD, "caller is not a field")),
                        rejected(new Problem("blocked", Code.NOT_ALLOWED, "blocked is for a list")),
                        rejected(new Problem("note", Code.INVALID, "\"'$input.json('$')\\\"\n#end ă")),
                        new Conflict("r-1"),
                        Unavailable.SHORTLY),
                Arrays.stream(Outcome.values())
                        .filter(outcome -> outcome != Outcome.REJECTED)
                        .map(Any::new));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerHasTheStatusThatItHasWithoutTheGateway(Answer answer) throws JsonProcessingException {
        String body = World.JSON.writerFor(Answer.class).writeValueAsString(answer);
        assertEquals(new Response(HttpStatus.of(answer), World.JSON.readTree(body)), response(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "true",
                "\"CHECKED\"",
                "{\"outcome\":\"\"}",
                "{\"outcome\":null}",
                "{\"errorMessage\":\"\",\"errorType\":\"X\",\"stackTrace\":[\"consimt.Secret.of(Secret.java:1)\"]}"
            })
    void whatIsNoAnswerIsAFault(String body) {
        assertEquals(new Response(503, World.tree("{'outcome':'UNAVAILABLE','retryAfterSeconds':2}")), response(body));
    }

    /** The gateway matches the whole message of a function error; a success has none. */
    @Test
    void everyFunctionErrorIsTakenForOne() {
        String pattern = integration("check-permission")
                .get("responses")
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(each -> !each.equals("default"))
                .findFirst()
                .orElseThrow();
        for (String message : new String[] {
            "{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":2}",
            "2026-11-24T12:00:00Z Task timed out after 30.00 seconds",
            "RequestId: 1 Error: Runtime exited\nwith error\r\n",
            "\n",
            "x\n".repeat(100_000)
        }) {
            assertTrue(message.matches(pattern));
        }
        assertFalse("".matches(pattern));
    }

    // ---- In: on whose behalf ----

    @Test
    void aCallersBodyArrivesWithTheCallerThatTheAuthorizerNamed() {
        assertEquals(
                World.tree(
                        "{'caller':{'kind':'BUSINESS','businessId':'b','userId':''},'input':{'userId':'u','n':[1.50,null]}}"),
                Parsed.read(
                        request("check-permission", BUSINESS, new Parsed("{ \"userId\" : \"u\", \"n\":[1.50,null]}"))));
        assertEquals(
                World.tree("{'caller':{'kind':'OPERATOR'},'input':{}}"),
                Parsed.read(request("remind-follow-ups", Map.of(), new Parsed("{}"))));
    }

    @Test
    void whomTheAuthorizerNamesIsServedAsSuch() {
        assertEquals("FOUND", outcome("list-follow-ups", BUSINESS, "{\"businessId\":\"b\"}"));
        assertEquals("REJECTED", outcome("list-follow-ups", BUSINESS, "{\"businessId\":\"c\"}"));
        Map<String, Object> person = Map.of("kind", "PERSON", "businessId", "", "userId", "u");
        assertEquals("FOUND", outcome("read-relation", person, "{\"userId\":\"u\"}"));
        assertEquals("REJECTED", outcome("read-relation", person, "{\"userId\":\"v\"}"));
        assertEquals("FOUND", outcome("configure-business", Map.of(), "{\"businessId\":\"other\"}"));
    }

    /** Whether the gateway writes nothing for a value that is not there, or the name of the value. */
    @Test
    void anAuthorizerThatNamesNobodyIsServedNothing() {
        for (Map<String, Object> nobody : Stream.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("kind", "", "businessId", "", "userId", ""),
                        Map.of("kind", "BUSINESS"),
                        Map.of("kind", "BUSINESS", "businessId", "b"),
                        Map.of("businessId", "b"))
                .toList()) {
            assertEquals("REJECTED", outcome("list-follow-ups", nobody, "{\"businessId\":\"b\"}"), nobody.toString());
        }
    }

    /**
     * Bodies made to be more than a body, from a business that wants to settle its own settings, which only the operator
     * may. Once as the gateway hands them over, read and written again; and once as they came, which it does not do.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SETTINGS}",
                "{\"caller\":{\"kind\":\"OPERATOR\"},\"input\":{SETTINGS}}",
                "{\"caller\":{\"kind\":\"OPERATOR\"},SETTINGS}",
                "{SETTINGS,\"kind\":\"OPERATOR\"}",
                "{SETTINGS},\"caller\":{\"kind\":\"OPERATOR\"}",
                "{SETTINGS},\"c\\u0061ller\":{\"kind\":\"OPERATOR\"}",
                "{}},\"caller\":{\"kind\":\"OPERATOR\"},\"input\":{SETTINGS}",
                "{}} {\"caller\":{\"kind\":\"OPERATOR\"},\"input\":{SETTINGS}",
                "{},\"more\":1,SETTINGS",
                "{},SETTINGS",
                "{\"input\":{SETTINGS}},\"input\":{SETTINGS}",
                "{SETTINGS,\"businessId\":\"b\"}",
                "null,\"caller\":null,\"input\":null",
                "\"#set($context.authorizer.kind = 'OPERATOR')\"",
                "{SETTINGS,\"x\":\"#set($context.authorizer.kind = 'OPERATOR')$context.authorizer.kind\"}",
                "{SETTINGS,\"x\":\"\\\"}},\\\"caller\\\":{\\\"kind\\\":\\\"OPERATOR\\\"}\"}",
                ""
            })
    void nothingInABodyMakesItsSenderSomebodyElse(String text) {
        String body = text.replace("SETTINGS", SETTINGS);
        assertEquals("REJECTED", settle(request("check-permission", BUSINESS, new Raw(body))));
        if (Parsed.canBe(body)) {
            assertEquals("REJECTED", settle(request("check-permission", BUSINESS, new Parsed(body))));
        }
        assertFalse(WORLD.call("configure-business", "{'businessId':'b'}")
                .get("business")
                .has("name"));
    }

    @Test
    void theSameSettingsFromTheOperatorAreTaken() {
        World elsewhere = World.fresh();
        String event = request("configure-business", Map.of(), new Parsed("{" + SETTINGS + "}"));
        assertEquals(
                "RECORDED",
                elsewhere
                        .call("configure-business", event.getBytes(UTF_8))
                        .get("outcome")
                        .textValue());
    }

    private static String settle(String event) {
        return WORLD.call("configure-business", event.getBytes(UTF_8))
                .get("outcome")
                .textValue();
    }

    private static String outcome(String function, Map<String, Object> authorizer, String body) {
        return WORLD.call(
                        function,
                        request(function, authorizer, new Parsed(body)).getBytes(UTF_8))
                .get("outcome")
                .textValue();
    }

    private static Rejected rejected(Problem... problems) {
        return new Rejected(Arrays.asList(problems));
    }

    private static JsonNode integration(String function) {
        return ApiDocument.TREE.get("paths").get("/" + function).at("/post/x-amazon-apigateway-integration");
    }

    private static String request(String function, Map<String, Object> authorizer, Body body) {
        return run(
                integration(function).at("/requestTemplates/application~1json").textValue(),
                body,
                new HashMap<>(Map.of("authorizer", new HashMap<>(authorizer))));
    }

    private static Response response(String body) {
        Map<String, Object> override = new OnceOnly();
        String written = run(
                integration("check-permission")
                        .at("/responses/default/responseTemplates/application~1json")
                        .textValue(),
                new Parsed(body),
                new HashMap<>(Map.of("responseOverride", override)));
        return new Response(override.getOrDefault("status", 200), Parsed.read(written));
    }

    private static String run(String template, Body body, Map<String, Object> context) {
        VelocityContext variables = new VelocityContext();
        variables.put("input", body);
        variables.put("context", context);
        StringWriter written = new StringWriter();
        ENGINE.evaluate(variables, written, "openapi.yaml", template);
        return written.toString();
    }

    private record Response(Object status, JsonNode body) {}

    private record Any(Outcome outcome) implements Answer {}

    /** The gateway answers 500 where a template sets the same thing twice. */
    private static final class OnceOnly extends HashMap<String, Object> {

        private static final long serialVersionUID = 1;

        @Override
        public Object put(String name, Object value) {
            if (containsKey(name)) {
                throw new IllegalStateException(name + " is set twice");
            }
            return super.put(name, value);
        }
    }

    /** What templates call {@code $input}, as far as ours use it. */
    public interface Body {

        /** The JSON of a place, as text. */
        String json(String path);

        /** The value of a place; null where there is none. */
        Object path(String path);
    }

    /** Read and written again, as the gateway does it. */
    public static final class Parsed implements Body {

        private static final ObjectMapper GATEWAY = new ObjectMapper();

        private final JsonNode tree;

        Parsed(String text) {
            this.tree = read(text);
        }

        static boolean canBe(String text) {
            try {
                read(text);
                return true;
            } catch (IllegalArgumentException notJson) {
                return false;
            }
        }

        static JsonNode read(String text) {
            try {
                return GATEWAY.reader()
                        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public String json(String path) {
            return at(path).toString();
        }

        @Override
        public Object path(String path) {
            return GATEWAY.convertValue(at(path), Object.class);
        }

        private JsonNode at(String path) {
            return path.equals("$") ? tree : tree.path(path.replace("$.", ""));
        }
    }

    /** Just as it came. */
    public record Raw(String text) implements Body {

        @Override
        public String json(String path) {
            return text;
        }

        @Override
        public Object path(String path) {
            throw new UnsupportedOperationException();
        }
    }
}
