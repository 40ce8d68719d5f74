package consimt.infra;

import static consimt.infra.TemplateParts.assertWritten;
import static consimt.kit.Texts.textOf;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Problem;
import consimt.answer.Unavailable;
import consimt.http.ApiDocument;
import consimt.kit.Wiring;
import consimt.kit.World;
import consimt.local.Template;
import consimt.web.HttpFunction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway leads to the functions and lets in whom they serve; its document and the template name the same things. */
class GatewayTest {

    private static final Template TEMPLATE = Template.read();
    private static final World WORLD = World.fresh();

    /** The functions that speak HTTP themselves. */
    private static final Set<String> SPEAK_HTTP = Wiring.functions(HttpFunction.class);

    private static final JsonNode RESPONSES = GatewayDocument.TREE.get("x-amazon-apigateway-gateway-responses");
    private static final JsonNode SHORTLY =
            World.tree("{'outcome':'UNAVAILABLE','retryAfterSeconds':%d}", Unavailable.SHORTLY.retryAfterSeconds());

    /** Those of the functions that take and answer JSON. */
    static Stream<String> paths() {
        return names(GatewayDocument.TREE.get("paths")).stream()
                .map(path -> path.substring(1))
                .filter(path -> !SPEAK_HTTP.contains(path));
    }

    @Test
    void everyOperationHandsItsCallsToItsFunction() {
        Set<String> led = new TreeSet<>();
        GatewayDocument.TREE
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(operation -> {
                    String name = path.getKey().substring(1);
                    assertEquals(
                            World.tree("""
                                    {'type':'aws_proxy','httpMethod':'POST','uri':{'Fn::Sub':'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s.Arn}:live/invocations'}}""", FunctionTable.resource(name)),
                            operation.getValue().get("x-amazon-apigateway-integration"));
                    assertEquals(name, function(FunctionTable.resource(name)));
                    led.add(name);
                }));
        assertEquals(FunctionTable.names(FunctionTable.Function::isAtTheGateway), led);
        assertEquals(FunctionTable.ofForm("http"), SPEAK_HTTP);
    }

    /** Such a function says itself whom it answers. */
    @Test
    void onlyAFunctionThatSpeaksHttpStandsOpen() {
        Set<String> open = new TreeSet<>();
        GatewayDocument.TREE
                .get("paths")
                .propertyStream()
                .forEach(path -> path.getValue().forEach(operation -> {
                    if (operation.get("security").isEmpty()) {
                        open.add(path.getKey().substring(1));
                    }
                }));
        assertEquals(SPEAK_HTTP, open);
    }

    /** A template with a null anywhere is refused as a whole. */
    @Test
    void thereIsNoNullInWhatTheTemplateIncludes() {
        assertFalse(hasNull(GatewayDocument.TREE));
        assertTrue(hasNull(World.tree("{'a':[{'b':null}]}")));
    }

    private static boolean hasNull(JsonNode tree) {
        return tree.isNull() || tree.valueStream().anyMatch(GatewayTest::hasNull);
    }

    static Stream<FunctionTable.Function> functions() {
        return FunctionTable.read().stream().filter(function -> function.isOfForm("json"));
    }

    /** A function tells whom it does not serve, whatever the input: the code, the table and the gateway agree. */
    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionServesWhomTheTableNamesAndItsPathLetsTheseIn(FunctionTable.Function function) {
        assertTrue(function.serves("operator"), function::name);
        assertEquals(
                function.serves("business"),
                isServed(function.name(), "{'kind':'BUSINESS','businessId':'b'}"),
                "business");
        assertEquals(function.serves("person"), isServed(function.name(), "{'kind':'PERSON','userId':'u'}"), "person");
        boolean servesOthers = function.serves("business") || function.serves("person");
        assertEquals(
                World.tree(servesOthers ? "[{'caller':[]},{'api_key':[]}]" : "[{'operator':[]}]"),
                operation(function.name()).get("security"));
    }

    private static boolean isServed(String function, String caller) {
        JsonNode answer = WORLD.call(
                function, "{'caller':%s,'input':{'userId':'u','businessId':'b','decision':'CONTINUE'}}", caller);
        return !answer.at("/errors/0/field").asText().equals("caller");
    }

    @Test
    void theGatewayMayCallTheFunctionsOfItsPathsAndTheAuthorizerAndNoOther() {
        Map<String, Object> expected = new TreeMap<>();
        paths().forEach(path -> expected.put(
                "GatewayMay" + FunctionTable.resource(path),
                permission(FunctionTable.resource(path), "live/POST/" + path)));
        names(GatewayDocument.TREE.get("paths")).stream()
                .map(path -> path.substring(1))
                .filter(SPEAK_HTTP::contains)
                .forEach(path -> expected.put(
                        "GatewayMay" + FunctionTable.resource(path),
                        permission(FunctionTable.resource(path), "live/*/" + path)));
        expected.put("GatewayMayAuthorizeCaller", permission("AuthorizeCaller", "authorizers/*"));
        assertEquals(expected, TEMPLATE.resources("AWS::Lambda::Permission"));
    }

    @Test
    void callersAreKnownByATokenEachTimeAndTheOperatorByASignature() {
        assertEquals(World.tree("""
                        {'type':'apiKey','name':'Authorization','in':'header',
                         'x-amazon-apigateway-authtype':'custom',
                         'x-amazon-apigateway-authorizer':{
                            'type':'token',
                            'identitySource':'method.request.header.Authorization',
                            'identityValidationExpression':'^[Bb][Ee][Aa][Rr][Ee][Rr] [-_.0-9A-Za-z]{1,4096}$',
                            'authorizerResultTtlInSeconds':0,
                            'authorizerUri':{'Fn::Sub':'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthorizeCaller.Arn}:live/invocations'}}}"""), scheme("caller"));
        assertEquals(World.tree("{'type':'apiKey','name':'x-api-key','in':'header'}"), scheme("api_key"));
        assertEquals(
                World.tree(
                        "{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':'awsSigv4'}"),
                scheme("operator"));
        assertEquals(
                Set.of("caller", "api_key", "operator"), names(GatewayDocument.TREE.at("/components/securitySchemes")));
    }

    @Test
    void bodiesAreHeldToTheirSchemasWhereTheyAreNoRefusalsAndHaveNoRows() {
        assertEquals(
                World.tree("{'body':{'validateRequestBody':true,'validateRequestParameters':false},"
                        + "'nothing':{'validateRequestBody':false,'validateRequestParameters':false}}"),
                GatewayDocument.TREE.get("x-amazon-apigateway-request-validators"));
        assertEquals(
                Set.of("request-opt-out", "decide-consent", "import-preferences", "issue-person-links"),
                paths().filter(path -> operation(path)
                                .path("x-amazon-apigateway-request-validator")
                                .asText()
                                .equals("nothing"))
                        .collect(Collectors.toSet()));
        assertEquals("body", textOf(GatewayDocument.TREE, "x-amazon-apigateway-request-validator"));
        paths().forEach(path ->
                assertEquals(Set.of("application/json"), names(operation(path).at("/requestBody/content")), path));
    }

    @Test
    void theDocumentIsDeployedWithTracesAndLimitsAndWithoutLogsOfWhatIsInABody() {
        Map<String, Object> gateway = TEMPLATE.resources("AWS::Serverless::Api").get("Gateway");
        assertEquals("live", gateway.get("StageName"));
        assertEquals(Map.of("Type", "REGIONAL"), gateway.get("EndpointConfiguration"));
        assertWritten(
                "{'Fn::Transform':{'Name':'AWS::Include','Parameters':{'Location':'gateway.json'}}}",
                gateway.get("DefinitionBody"));
        assertEquals(true, gateway.get("TracingEnabled"));
        assertEquals(
                List.of(
                        setting("/*", "*", "RequestsPerSecond"),
                        setting("/~1unsubscribe", "GET", "UnsubscribeRequestsPerSecond"),
                        setting("/~1unsubscribe", "POST", "UnsubscribeRequestsPerSecond")),
                gateway.get("MethodSettings"));
    }

    private static Object setting(String path, String method, String limit) {
        return World.JSON.convertValue(
                World.tree(
                        "{'ResourcePath':'%s','HttpMethod':'%s','ThrottlingRateLimit':{'!Ref':'%3$s'},'ThrottlingBurstLimit':{'!Ref':'%3$s'},'MetricsEnabled':false,'LoggingLevel':'OFF','DataTraceEnabled':false}",
                        path, method, limit),
                Object.class);
    }

    @Test
    void theAccessLogTellsNothingOfWhoCalledOrWhatAbout() throws JsonProcessingException {
        Map<String, Object> log = map(TEMPLATE.resources("AWS::Serverless::Api").get("Gateway"), "AccessLogSetting");
        assertEquals(Map.of("!GetAtt", "GatewayLog.Arn"), log.get("DestinationArn"));
        assertEquals(World.tree("""
                        {'requestId':'$context.requestId','time':'$context.requestTime','method':'$context.httpMethod',
                         'resource':'$context.resourcePath','status':'$context.status','latency':'$context.responseLatency',
                         'functionLatency':'$context.integrationLatency','error':'$context.error.responseType'}"""), World.JSON.readTree(log.get("Format").toString()));
        assertWritten(
                "{'RetentionInDays':{'!Ref':'LogRetentionDays'},'KmsKeyId':{'!GetAtt':'Key.Arn'}}",
                TEMPLATE.resources("AWS::Logs::LogGroup").get("GatewayLog"));
    }

    @Test
    void eachKeyIsThrottledByItselfAndAllPeopleTogether() {
        assertEquals("AUTHORIZER", textOf(GatewayDocument.TREE, "x-amazon-apigateway-api-key-source"));
        Map<String, Map<String, Object>> plans = TEMPLATE.resources("AWS::ApiGateway::UsagePlan");
        assertEquals(Set.of("BusinessPlan", "PeoplePlan"), plans.keySet());
        plans.forEach((name, plan) -> {
            Object limit = Map.of("!Ref", name.replace("Plan", "RequestsPerSecond"));
            assertEquals(Map.of("RateLimit", limit, "BurstLimit", limit), plan.get("Throttle"));
            Map<String, Object> stage =
                    new TreeMap<>(Map.of("ApiId", Map.of("!Ref", "Gateway"), "Stage", Map.of("!Ref", "Gateway.Stage")));
            if (name.equals("BusinessPlan")) {
                stage.put(
                        "Throttle",
                        Map.of(
                                "/import-preferences/POST",
                                Map.of("RateLimit", 0.5, "BurstLimit", 2),
                                "/filter-audience/POST",
                                most(1),
                                "/resolve-follow-up/POST",
                                most(1),
                                "/explain-standing/POST",
                                most(2),
                                "/record-message/POST",
                                most(1)));
            }
            assertEquals(List.of(stage), list(plan, "ApiStages"));
        });
        assertEquals(
                "consimt-all-person-links",
                TEMPLATE.resources("AWS::ApiGateway::ApiKey").get("PeopleKey").get("Value"));
        Map<String, Object> inPlans = new TreeMap<>();
        TEMPLATE.resources("AWS::ApiGateway::ApiKey").forEach((name, key) -> {
            assertEquals(true, key.get("Enabled"), name);
            inPlans.put(
                    name + "InItsPlan",
                    Map.of(
                            "KeyId", Map.of("!Ref", name),
                            "KeyType", "API_KEY",
                            "UsagePlanId",
                                    Map.of("!Ref", name.startsWith("BusinessKey") ? "BusinessPlan" : "PeoplePlan")));
        });
        assertEquals(17, inPlans.size());
        assertEquals(inPlans, TEMPLATE.resources("AWS::ApiGateway::UsagePlanKey"));
    }

    private static Map<String, Object> most(int aSecond) {
        return Map.of("RateLimit", aSecond, "BurstLimit", 5 * aSecond);
    }

    /** Each kind of answer that the gateway gives by itself, with the code that the gateway would give. */
    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED,                  401, 401, caller INVALID",
        "MISSING_AUTHENTICATION_TOKEN,  403, 401, caller INVALID",
        "ACCESS_DENIED,                 403, 403, caller NOT_ALLOWED",
        "INVALID_API_KEY,               403, 403, caller NOT_ALLOWED",
        "INVALID_SIGNATURE,             403, 403, caller NOT_ALLOWED",
        "EXPIRED_TOKEN,                 403, 403, caller NOT_ALLOWED",
        "WAF_FILTERED,                  403, 403, caller NOT_ALLOWED",
        "BAD_REQUEST_BODY,              400, 400, body INVALID",
        "THROTTLED,                     429, 429, 2",
        "QUOTA_EXCEEDED,                429, 429, 3600",
        "API_CONFIGURATION_ERROR,       500, 503, 2",
        "AUTHORIZER_CONFIGURATION_ERROR,500, 503, 2",
        "AUTHORIZER_FAILURE,            500, 503, 2",
        "INTEGRATION_FAILURE,           504, 503, 2",
        "INTEGRATION_TIMEOUT,           504, 503, 2",
    })
    void whatTheGatewayAnswersByItselfHasTheFormOfOurAnswers(String kind, int byDefault, int status, String said) {
        JsonNode response = RESPONSES.path(kind).isMissingNode()
                ? RESPONSES.get(byDefault < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX")
                : RESPONSES.get(kind);
        assertEquals(status, response.path("statusCode").asInt(byDefault));
        JsonNode body = json(response);
        if (status == 429 || status == 503) {
            assertEquals(World.tree("{'outcome':'UNAVAILABLE','retryAfterSeconds':%s}", said), body);
            assertEquals("'" + said + "'", textOf(response, "/responseParameters/gatewayresponse.header.Retry-After"));
        } else {
            JsonNode error = body.at("/errors/0");
            assertEquals("REJECTED", textOf(body, "outcome"));
            assertEquals(said, textOf(error, "field") + " " + Problem.Code.valueOf(textOf(error, "code")));
            assertEquals(1, body.get("errors").size());
            assertEquals(Set.of("outcome", "errors"), names(body));
            assertEquals(Set.of("field", "code", "message"), names(error));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void thePathsTellWhatTheGatewayAnswersByItself(String path) {
        assertEquals(json(RESPONSES.get("UNAUTHORIZED")), example(path, "401"));
        assertEquals(json(RESPONSES.get("MISSING_AUTHENTICATION_TOKEN")), example(path, "401"));
        assertEquals(json(RESPONSES.get("DEFAULT_4XX")), example(path, "403"));
        assertEquals(json(RESPONSES.get("THROTTLED")), example(path, "429"));
        assertEquals(json(RESPONSES.get("DEFAULT_5XX")), example(path, "503"));
    }

    /** As a function refuses a caller, so does the gateway: one cannot tell which of them it was. */
    @Test
    void theGatewayRefusesACallerInTheWordsOfTheFunctions() {
        assertEquals(WORLD.call("configure-business", "{'caller':{},'input':{}}"), json(RESPONSES.get("DEFAULT_4XX")));
    }

    private static Map<String, Object> permission(String function, String source) {
        return Map.of(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                Map.of("!Ref", function + ".Alias"),
                "Principal",
                "apigateway.amazonaws.com",
                "SourceArn",
                Map.of(
                        "!Sub",
                        "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Gateway}/" + source));
    }

    private static Object function(String resource) {
        return map(map(TEMPLATE.resources("AWS::Serverless::Function").get(resource), "Environment"), "Variables")
                .get("QUARKUS_FUNQY_EXPORT");
    }

    private static JsonNode operation(String path) {
        return GatewayDocument.TREE.get("paths").get("/" + path).get("post");
    }

    private static JsonNode scheme(String name) {
        ObjectNode scheme =
                GatewayDocument.TREE.at("/components/securitySchemes/" + name).deepCopy();
        scheme.remove("description");
        return scheme;
    }

    private static JsonNode example(String path, String status) {
        JsonNode responses = ApiDocument.TREE.at("/paths/~1" + path + "/post/responses");
        return ApiDocument.resolved(responses.get(status)).at("/content/application~1json/example");
    }

    /** The body that a response of the gateway has. */
    private static JsonNode json(JsonNode response) {
        return World.tree("%s", textOf(response, "/responseTemplates/application~1json"));
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }
}
