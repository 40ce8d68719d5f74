package consimt.infra;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Answer;
import consimt.answer.Answer.Conflict;
import consimt.answer.Answer.Rejected;
import consimt.answer.GatewayAnswer;
import consimt.answer.HttpStatus;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.answer.Problem.Code;
import consimt.answer.Unavailable;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes in to a function by the gateway's proxy integration, and what comes out. */
class GatewayCallTest {

    private static final World WORLD = World.fresh();

    private static final String SETTINGS =
            "\"businessId\":\"b\",\"name\":\"B\",\"country\":\"RO\",\"removal\":{\"mode\":\"MANUAL\"}";
    private static final JsonNode BUSINESS =
            authorizer("{'kind':'BUSINESS','businessId':'b','principalId':'business:b'}");
    private static final JsonNode OPERATOR =
            World.tree("{'authorizer':null,'identity':{'accountId':'1','userArn':'arn:aws:iam::1:role/operator'}}");

    // ---- Out: the status code of an answer ----

    static Stream<Arguments> rejected() {
        Problem notFound = new Problem("entryId", Code.NOT_FOUND, "entryId is not there");
        Problem invalid = new Problem("userId", Code.INVALID, "userId is wrong");
        Problem notAllowed = new Problem("caller", Code.NOT_ALLOWED, "the caller may not");
        return Stream.of(
                Arguments.of(400, List.of(invalid)),
                Arguments.of(400, List.of(invalid, invalid)),
                Arguments.of(404, List.of(notFound)),
                Arguments.of(404, List.of(notFound, notFound)),
                Arguments.of(400, List.of(notFound, invalid)),
                Arguments.of(400, List.of(invalid, notFound)),
                Arguments.of(403, List.of(notAllowed)),
                Arguments.of(403, List.of(notAllowed, invalid)),
                Arguments.of(403, List.of(invalid, notAllowed)),
                Arguments.of(403, List.of(notFound, notAllowed, notFound)),
                Arguments.of(400, List.of(new Problem("caller", Code.UNKNOWN_FIELD, "caller is not a field"))),
                Arguments.of(400, List.of(new Problem("blocked", Code.NOT_ALLOWED, "blocked is for a list"))),
                Arguments.of(400, List.of(new Problem("note", Code.INVALID, "\"'\\\"\n ă"))));
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void whatIsRejectedHasTheStatusOfItsProblems(int status, List<Problem> problems) throws JsonProcessingException {
        holds(status, new Rejected(problems));
    }

    @Test
    void everyOtherOutcomeHasOneStatus() throws JsonProcessingException {
        Map<String, Integer> statuses = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.REJECTED) {
                holds(HttpStatus.of(new Any(outcome)), new Any(outcome));
                statuses.put(outcome.name(), HttpStatus.of(new Any(outcome)));
            }
        }
        assertEquals(409, statuses.remove("CONFLICT"));
        assertEquals(503, statuses.remove("UNAVAILABLE"));
        assertEquals(List.of(200), statuses.values().stream().distinct().toList(), statuses::toString);
        holds(409, new Conflict("r-1"));
        holds(503, Unavailable.SHORTLY);
    }

    private static void holds(int status, Answer answer) throws JsonProcessingException {
        JsonNode given = World.JSON.readTree(
                World.JSON.writerFor(Answer.class).writeValueAsString(GatewayAnswer.of(answer, World.JSON)));
        assertEquals(
                World.JSON
                        .createObjectNode()
                        .put("statusCode", status)
                        .<ObjectNode>set("headers", World.tree("{'Content-Type':'application/json'}"))
                        .put("body", World.JSON.writerFor(Answer.class).writeValueAsString(answer)),
                given);
    }

    // ---- In: on whose behalf ----

    @Test
    void whomTheAuthorizerNamesIsServedAsSuch() {
        assertEquals("200 FOUND", ask("list-follow-ups", BUSINESS, "{\"businessId\":\"b\"}"));
        assertEquals("403 REJECTED", ask("list-follow-ups", BUSINESS, "{\"businessId\":\"c\"}"));
        JsonNode person = authorizer("{'kind':'PERSON','userId':'u','principalId':'u'}");
        assertEquals("200 FOUND", ask("read-relation", person, "{\"userId\":\"u\"}"));
        assertEquals("403 REJECTED", ask("read-relation", person, "{\"userId\":\"v\"}"));
        assertEquals("200 FOUND", ask("configure-business", OPERATOR, "{\"businessId\":\"other\"}"));
        JsonNode staff = authorizer("{'kind':'STAFF','name':'Ana','principalId':'token:1'}");
        assertEquals("200 FOUND", ask("list-follow-ups", staff, "{\"businessId\":\"c\"}"));
        assertEquals("403 REJECTED", ask("configure-business", staff, "{\"businessId\":\"c\"}"));
        assertEquals("403 REJECTED", ask("issue-business-token", staff, "{\"businessId\":\"c\",\"name\":\"x\"}"));
        JsonNode checks = authorizer("{'kind':'BUSINESS','businessId':'b','name':'x','only':'CHECK'}");
        assertEquals("403 REJECTED", ask("list-follow-ups", checks, "{\"businessId\":\"b\"}"));
        assertEquals("200 RECORDED", ask("request-opt-out", checks, "{\"businessId\":\"b\",\"userId\":\"stops-2\"}"));
    }

    /** A method whose authorizer was taken away by mistake would let everybody in, and nobody signed such a call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'identity':{'sourceIp':'1.2.3.4','userArn':null,'accountId':null}}",
                "{'identity':{'userArn':''}}",
                "{'authorizer':{}}",
                "{'authorizer':{'principalId':'x'},'identity':{'userArn':'arn:aws:iam::1:role/operator'}}",
                "{'authorizer':{'kind':'','businessId':'','userId':''}}",
                "{'authorizer':{'kind':'BUSINESS'}}",
                "{'authorizer':{'kind':'PERSON','businessId':'b'}}",
                "{'authorizer':{'kind':'OPERATOR','businessId':'b'}}",
                "{'authorizer':{'businessId':'b'}}",
                "{'authorizer':[]}",
                "{'authorizer':[],'identity':{'userArn':'arn:aws:iam::1:role/operator'}}",
                "{'authorizer':'x','identity':{'userArn':'arn:aws:iam::1:role/operator'}}",
                "{'authorizer':{'kind':'BUSINESS','businessId':'b','userId':5}}",
                "{'authorizer':{'kind':'BUSINESS','businessId':'b','userId':''}}",
                "{'authorizer':{'kind':'BUSINESS','businessId':'b','only':'ALL'}}",
                "{'authorizer':{'kind':'BUSINESS','businessId':'b','only':''}}",
                "{'authorizer':{'kind':'STAFF'}}",
                "{'authorizer':{'kind':'STAFF','name':'Ana','businessId':'b'}}",
                "{'authorizer':{'kind':'OPERATOR','name':'Ana'}}",
                "{'authorizer':{'kind':'PERSON','userId':'u','only':'CHECK'}}",
                "{'identity':{'userArn':false}}",
                "{'identity':{'userArn':'somebody'}}"
            })
    void whomNobodyNamesIsServedNothing(String context) {
        assertEquals("403 REJECTED", ask("list-follow-ups", World.tree(context), "{\"businessId\":\"b\"}"));
        assertEquals("403 REJECTED", ask("request-opt-out", World.tree(context), "{\"businessId\":\"b\"}"));
    }

    /** The operator has paths of its own there: one who signs and comes by another path has found a mistake. */
    @Test
    void theOperatorIsServedAtItsOwnPathsOnly() {
        assertEquals("200 FOUND", ask("configure-business", OPERATOR, "{\"businessId\":\"b\"}"));
        assertEquals("403 REJECTED", ask("list-follow-ups", OPERATOR, "{\"businessId\":\"b\"}"));
    }

    /** Else a link for one business would be one for all. */
    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "['b']", "{}", "null", "''"})
    void aPersonWhoseBusinessCannotBeReadIsServedNothing(String businessId) {
        JsonNode person = authorizer("{'kind':'PERSON','userId':'u','businessId':%s}".formatted(businessId));
        assertEquals("403 REJECTED", ask("read-relation", person, "{\"userId\":\"u\",\"businessId\":\"c\"}"));
    }

    /** Of another version, or cut: never taken for the operator's own input. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'requestContext':{'http':{'method':'POST'}},'body':'{}'}",
                "{'requestContext':null,'httpMethod':'POST','body':'{}'}",
                "{'httpMethod':'POST','businessId':'b'}",
                "{'httpMethod':5,'requestContext':{'identity':{'userArn':'arn:x'}},'body':'{}'}",
                "{'requestContext':'x','businessId':'b'}"
            })
    void anEventThatIsNoSuchCallIsOfNobody(String event) {
        assertEquals("403 REJECTED", answered("configure-business", World.tree(event)));
    }

    /** Bodies made to be more than a body, of a business that wants its own settings, which only the operator settles. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{SETTINGS}",
                "{\"caller\":{\"kind\":\"OPERATOR\"},\"input\":{SETTINGS}}",
                "{\"caller\":{\"kind\":\"OPERATOR\"},SETTINGS}",
                "{SETTINGS,\"kind\":\"OPERATOR\"}",
                "{SETTINGS},\"caller\":{\"kind\":\"OPERATOR\"}",
                "{SETTINGS}} {\"requestContext\":{\"identity\":{\"userArn\":\"a\"}}}",
                "{\"httpMethod\":\"POST\",\"requestContext\":{\"identity\":{\"userArn\":\"a\"}},\"body\":\"{}\"}",
                "{\"requestContext\":{\"authorizer\":{\"kind\":\"OPERATOR\"}},SETTINGS}",
                "{SETTINGS,\"businessId\":\"b\"}",
                "[{SETTINGS}]",
                "null",
                "\"x\"",
                ""
            })
    void nothingInABodyMakesItsSenderSomebodyElse(String text) {
        String answer = ask("configure-business", BUSINESS, text.replace("SETTINGS", SETTINGS));
        assertTrue(answer.endsWith(" REJECTED"), answer);
        assertFalse(WORLD.call("configure-business", "{'businessId':'b'}")
                .get("business")
                .has("name"));
    }

    /** All that a sender chooses but the body: none of it is looked at. */
    @Test
    void nothingBesideTheBodyMakesItsSenderSomebodyElse() {
        ObjectNode event = event("list-follow-ups", BUSINESS, "{\"businessId\":\"b\"}");
        event.set(
                "headers", World.tree("{'X-Consimt-Caller':'operator','kind':'OPERATOR','%s':'x'}", "n".repeat(5000)));
        event.set(
                "queryStringParameters",
                World.tree("{'caller':'OPERATOR','businessId':'c','v':'%s'}", "v".repeat(50_000)));
        event.set("pathParameters", World.tree("{'userId':'u'}"));
        assertEquals("200 FOUND", answered("list-follow-ups", event));
        event.put("body", "{\"businessId\":\"c\"}");
        assertEquals("403 REJECTED", answered("list-follow-ups", event));
    }

    @Test
    void theSameSettingsFromTheOperatorAreTaken() {
        World elsewhere = World.fresh();
        JsonNode answer = elsewhere.callByGateway(
                "configure-business", event("configure-business", OPERATOR, "{" + SETTINGS + "}"));
        assertEquals(200, answer.get("statusCode").intValue());
        assertTrue(textOf(answer, "body").startsWith("{\"outcome\":\"RECORDED\""));
    }

    // ---- In: the body ----

    @Test
    void aBodyMayComeInBase64() {
        String body = "{\"businessId\":\"b\"}";
        ObjectNode event = event("list-follow-ups", BUSINESS, "");
        event.put("isBase64Encoded", true);
        event.put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals("200 FOUND", answered("list-follow-ups", event));
        event.put("body", "%");
        assertEquals("400 REJECTED", answered("list-follow-ups", event));
        assertEquals(
                "body is not Base64", textOf(body(WORLD.callByGateway("list-follow-ups", event)), "/errors/0/message"));
    }

    /** Whatever the type of the body is said to be, and whether the gateway looked into it. */
    @Test
    void aRefusalGetsInAsItIs() {
        JsonNode person = authorizer("{'kind':'PERSON','userId':'stops'}");
        ObjectNode event = event(
                "request-opt-out", person, "{\"userId\":\"stops\",\"businessId\":\"b\",\"channel\":7,\"unknown\":[]}");
        event.set("headers", World.tree("{'content-type':'text/plain'}"));
        assertEquals("200 RECORDED", answered("request-opt-out", event));
    }

    @Test
    void whatIsOverALimitIsRefusedByWhicheverWayItComes() {
        Map<String, String> large = Map.of(
                "body",
                "{\"" + "n".repeat(300) + "\":1,\"userId\":\"u\",\"businessId\":\"b\"}",
                "locale" + "[0]".repeat(15),
                "{\"userId\":\"u\",\"businessId\":\"b\",\"locale\":" + "[".repeat(40));
        large.forEach((field, body) -> {
            JsonNode event = event("request-opt-out", OPERATOR, body);
            for (JsonNode answer : List.of(
                    body(WORLD.callByGateway("request-opt-out", event)), WORLD.invoke("request-opt-out", body))) {
                assertEquals(field, textOf(answer, "/errors/0/field"));
                assertEquals("TOO_LONG", textOf(answer, "/errors/0/code"));
            }
        });
    }

    /** A text of a refusal that is too long for its field is one thing that is wrong with it. */
    @Test
    void aRefusalWithATextThatIsTooLongIsRecorded() {
        String body = "{\"userId\":\"long\",\"businessId\":\"b\",\"channel\":\"" + "c".repeat(40_000) + "\"}";
        for (JsonNode answer : List.of(
                body(WORLD.callByGateway("request-opt-out", event("request-opt-out", BUSINESS, body))),
                WORLD.invoke("request-opt-out", body.replace("long", "other")))) {
            assertEquals("RECORDED", textOf(answer, "outcome"));
            assertEquals("channel", textOf(answer, "/notes/0/field"));
            assertEquals("TOO_LONG", textOf(answer, "/notes/0/code"));
        }
    }

    /** However much is wrong, what is named stays small beside what Lambda hands back at most, and the no is recorded. */
    @Test
    void ofManyProblemsTheFirstAreNamed() {
        StringBuilder body = new StringBuilder("{\"userId\":\"many\",\"businessId\":\"b\"");
        for (int i = 0; i < 10_000; i++) {
            body.append(",\"f").append(i).append("\":0");
        }
        JsonNode answer = WORLD.callByGateway(
                "request-opt-out",
                event(
                        "request-opt-out",
                        authorizer("{'kind':'PERSON','userId':'many'}"),
                        body.append('}').toString()));
        assertEquals(200, answer.get("statusCode").intValue());
        assertEquals("RECORDED", textOf(body(answer), "outcome"));
        assertEquals(101, body(answer).get("notes").size());
        assertEquals("TOO_MANY", textOf(body(answer), "/notes/100/code"));
    }

    private static String ask(String function, JsonNode context, String body) {
        return answered(function, event(function, context, body));
    }

    private static String answered(String function, JsonNode event) {
        JsonNode answer = WORLD.callByGateway(function, event);
        return answer.get("statusCode") + " " + textOf(body(answer), "outcome");
    }

    private static JsonNode body(JsonNode answer) {
        try {
            return World.JSON.readTree(textOf(answer, "body"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode authorizer(String named) {
        return World.JSON
                .createObjectNode()
                .<ObjectNode>set("authorizer", World.tree(named))
                .set("identity", World.tree("{'sourceIp':'1.2.3.4','userArn':null}"));
    }

    /** As the gateway makes it, with what is not looked at cut short. */
    private static ObjectNode event(String function, JsonNode context, String body) {
        ObjectNode event = World.JSON.createObjectNode();
        event.put("resource", "/" + function).put("path", "/" + function).put("httpMethod", "POST");
        event.set("headers", World.tree("{'Content-Type':'application/json','Host':'api.example'}"));
        event.putNull("queryStringParameters").putNull("pathParameters").putNull("stageVariables");
        event.set("requestContext", context);
        return event.put("body", body.isEmpty() ? null : body).put("isBase64Encoded", false);
    }

    private record Any(Outcome outcome) implements Answer {}
}
