package consimt.http;

import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Tables;
import consimt.infra.FunctionTable;
import consimt.kit.Wiring;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The OpenAPI document tells what the functions do: all of them, every kind of answer, and what they refuse. */
@QuarkusTest
class OpenApiTest {

    /** The sample inputs tell one story, which begins in this order. Those that it does not name come after it. */
    private static final List<String> BEGINS = List.of("""
            configure-business open-conversation decide-consent check-permission request-opt-out explain-opt-out
            record-message list-follow-ups resolve-follow-up remind-follow-ups report-follow-ups read-relation
            request-opt-in
            """.strip().split("\\s+"));

    private static final List<String> STORY = Stream.concat(BEGINS.stream(), FunctionTable.ofForm("json").stream())
            .distinct()
            .toList();

    @Inject
    DynamoDbClient client;

    @Inject
    Tables tables;

    @Test
    void everyFunctionHasAPathAndNothingElseHas() {
        Set<String> functions = Wiring.functions();
        assertEquals(functions, FunctionTable.names(function -> true));
        TreeSet<String> paths = names(ApiDocument.TREE.get("paths")).collect(toCollection(TreeSet::new));
        assertEquals(FunctionTable.names(FunctionTable.Function::isAtTheGateway), paths);
        assertEquals(FunctionTable.ofForm("json"), new TreeSet<>(STORY));
        for (String function : STORY) {
            assertEquals(
                    List.of("post"),
                    names(ApiDocument.TREE.at("/paths/~1" + function)).toList());
        }
    }

    @Test
    void theSamplesAreAStoryThatWorks() {
        for (String function : STORY) {
            ValidatableResponse answer = Http.functions()
                    .body(FunctionTable.sample(function))
                    .post("/" + function)
                    .then()
                    .statusCode(200);
            if (function.equals("resolve-follow-up")) {
                answer.body("results.outcome", everyItem(oneOf("RECORDED", "UNCHANGED")));
            }
        }
    }

    @Test
    void theExamplesOfAnswersAreAsTheyAre() {
        for (String function : STORY) {
            JsonNode operation = operation(function);
            for (Map.Entry<String, JsonNode> response :
                    operation.get("responses").properties()) {
                JsonNode example = ApiDocument.resolved(response.getValue()).at("/content/application~1json/example");
                assertTrue(example.isObject(), () -> function + " " + response.getKey() + " has no example");
                ApiDocument.holdAnswer(function, Integer.parseInt(response.getKey()), example);
            }
        }
    }

    @Test
    void isTrueOfEveryKindOfAnswer() {
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'api-shop'".formatted(person);
        String other = "'userId':'%s','businessId':'api-shop'".formatted(World.somebody());

        answers("decide-consent", "RECORDED", "{%s,'requestId':'a','decision':'MESSAGE_SENT'}", who);
        answers("decide-consent", "UNCHANGED", "{%s,'requestId':'a','decision':'MESSAGE_SENT'}", who);
        String block = "{%s,'decision':'BLOCK','blockReason':'SPAM','locale':'pt-BR'}";
        String blocked =
                answers("decide-consent", "RECORDED", block, who).extract().path("relation.blockedSince");
        answers("open-conversation", "REFUSED", "{%s}", who);
        answers("check-permission", "CHECKED", "{%s,'interaction':'MESSAGE_TO_BUSINESS'}", who);
        answers("check-permission", "CHECKED", "{%s,'category':'SERVICE','consistent':true}", who);
        answers(
                        "filter-audience",
                        "FILTERED",
                        "{'businessId':'api-shop','category':'SERVICE','consistent':true,'userIds':['%s']}",
                        person)
                .body("refused.reason", contains("BLOCKED_BY_USER"));
        answers(
                        "check-permission",
                        "CHECKED",
                        "{'businessId':'api-shop','asks':[{%s'category':'UTILITY'},{%1$s'category':'CALL','template':'t'}]}",
                        "'userId':'" + person + "',")
                .body("results.remedy", hasItem("NONE"));
        answers("export-person", "FOUND", "{%s}", who);
        answers("explain-standing", "FOUND", "{%s}", who)
                .body("marks.kind", hasItem("BLOCKED"))
                .body("explanation.rules[0].said", equalTo("ANSWERS"));
        answers("explain-standing", "FOUND", "{%s,'at':'%s'}", who, blocked).body("notKnown.what", hasItem("FACT"));
        answers("decide-consent", "SUPERSEDED", "{%s,'decision':'UNBLOCK','occurredAt':'2026-01-01T00:00:00Z'}", who);
        answers(
                "decide-consent",
                "RECORDED",
                "{%s,'decision':'REPORT','report':{'reason':'SCAM','details':'Ă\\n'},'alsoBlock':true}",
                other);
        answers("read-relation", "FOUND", "{'userId':'%s'}", person).body("relations", hasSize(1));
        answers("read-relation", "FOUND", "{'userId':'%s','blocked':true,'limit':1}", person)
                .body("nextToken", nullValue());
        answers("read-relation", "FOUND", "{'userId':'%s','businessId':'api-shop'}", World.somebody());

        // At a business that removes at once, then at one whose people do.
        answers("configure-business", "FOUND", "{'businessId':'api-shop'}");
        answers("request-opt-out", "RECORDED", "{%s,'reason':'DECLINED'}", who)
                .body("removal.status", equalTo("DONE"))
                .body("removal.stopsBy", nullValue());
        answers("request-opt-in", "SUPERSEDED", "{%s,'occurredAt':'2026-01-01T00:00:00Z'}", who)
                .body("confirmation", nullValue());
        answers(
                "configure-business",
                "RECORDED",
                "{'businessId':'api-shop','name':'A','country':'RO','removal':{'mode':'MANUAL'},'topics':[{'code':'offers','labels':{'en':'O'},'category':'MARKETING'}],'whatsapp':{'phoneNumberIds':['77001'],'numberLabels':[{'id':'77001','label':'1','category':'UTILITY'}],'templates':[{'name':'sale','category':'MARKETING','topic':'offers','opens':true}]}}");
        answers(
                        "check-permission",
                        "CHECKED",
                        "{'userId':'%s','businessId':'api-shop','category':'UTILITY','template':'sale','interaction':'MESSAGE_TO_USER'}",
                        World.somebody())
                .body("results[0].remedy", equalTo("OPEN_CONVERSATION"));
        answers("request-opt-in", "RECORDED", "{%s}", who);
        String id = answers("request-opt-out", "RECORDED", "{%s,'requestId':'o'}", who)
                .body("removal.status", equalTo("IN_PROGRESS"))
                .extract()
                .path("removal.followUpId");
        answers("explain-opt-out", "RECORDED", "{%s,'entryId':'o','reason':'DECLINED'}", who);
        answers("read-ledger", "FOUND", "{%s,'limit':1}", who).body("nextToken", notNullValue());
        answers("give-receipt", "GIVEN", "{%s,'entryId':'o'}", who);
        answers("give-receipt", "GIVEN", "{%s}", who);
        Http.post(Http.functions(), "give-receipt", "{%s,'entryId':'none'}", who)
                .statusCode(404);
        Http.functions()
                .get("/read-keys")
                .then()
                .statusCode(200)
                .contentType("application/jwk-set+json")
                .header("Cache-Control", "public, max-age=300")
                .body("keys", notNullValue());
        answers("read-ledger", "FOUND", "{'businessId':'api-shop'}")
                .body("entries.kind", hasItem("SETTINGS"))
                .body("entries.after.removal.mode", hasItem("MANUAL"));

        answers("list-follow-ups", "FOUND", "{'businessId':'api-shop','limit':1}");
        answers("list-follow-ups", "FOUND", "{'businessId':'operator'}")
                .body("followUps.kind", hasItem("REPORT_REVIEW"));
        answers("list-follow-ups", "FOUND", "{'businessId':'api-shop','state':'WITHDRAWN','dueBefore':'2026-01-01'}");
        String resolve = "{'businessId':'api-shop','followUpIds':['%s','%s'],'action':'%s','actor':'%s','note':'n'}";
        String unknown = "0".repeat(26);
        answers("resolve-follow-up", "RECORDED", resolve, id, unknown, "CLAIM", "ana")
                .body("results.outcome", contains("RECORDED", "REJECTED"));
        answers("list-follow-ups", "FOUND", "{'businessId':'api-shop','state':'CLAIMED'}")
                .body("followUps.assignee", contains("ana"));
        answers("resolve-follow-up", "UNCHANGED", resolve, id, unknown, "SKIP", "ion")
                .body("results.outcome", contains("CONFLICT", "REJECTED"));
        answers("resolve-follow-up", "RECORDED", resolve, id, unknown, "SKIP", "ana")
                .body("results[0].state", equalTo("SKIPPED"));
        answers(
                "record-message",
                "UNCHANGED",
                "{%s,'category':'MARKETING','messageId':'m','sentAt':'2026-01-01T00:00:00Z'}",
                who);
        answers("report-follow-ups", "FOUND", "{'businessId':'api-none','from':'2026-01-01','to':'2027-01-02'}")
                .body("total.medianHours", nullValue());
    }

    @Test
    void isTrueOfConflictsAndOfWhatIsNotThere() {
        String who = "'userId':'%s','businessId':'api-conflict'".formatted(World.somebody());
        for (String function : List.of("open-conversation", "request-opt-out", "request-opt-in")) {
            Http.post(Http.functions(), function, "{%s,'requestId':'%s','channel':'app'}", who, function)
                    .statusCode(200);
            ValidatableResponse other =
                    Http.post(Http.functions(), function, "{%s,'requestId':'%s','channel':'web'}", who, function);
            if (function.equals("request-opt-out")) {
                other.statusCode(200).body("outcome", equalTo("UNCHANGED"));
            } else {
                other.statusCode(409).body("outcome", equalTo("CONFLICT"));
            }
        }
        Http.post(Http.functions(), "decide-consent", "{%s,'requestId':'request-opt-in','decision':'UNBLOCK'}", who)
                .statusCode(409);
        String explain = "{%s,'requestId':'why','entryId':'%s','reason':{'code':'%s'}}";
        Http.post(Http.functions(), "explain-opt-out", explain, who, "none", "OTHER")
                .statusCode(404);
        Http.post(Http.functions(), "explain-opt-out", explain, who, "request-opt-out", "OTHER")
                .statusCode(200);
        Http.post(Http.functions(), "explain-opt-out", explain, who, "request-opt-out", "TOO_MANY")
                .statusCode(409);
    }

    @Test
    void isTrueOfWishesByScope() {
        String who = "'userId':'%s','businessId':'api-scopes'".formatted(World.somebody());
        answers(
                "configure-business",
                "RECORDED",
                "{'businessId':'api-scopes','name':'A','country':'RO','removal':{'mode':'MANUAL'},'marketingBasis':'OPT_IN',"
                        + "'topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'news','labels':{'en':'News'}}],"
                        + "'whatsapp':{'phoneNumberIds':['70'],'topicButtons':[{'id':'no-offers','topic':'offers'}]}}");
        answers("request-opt-in", "RECORDED", "{%s,'scope':{'topic':'news'}}", who);
        answers("check-permission", "CHECKED", "{%s,'category':'MARKETING'}", who)
                .body("results[0].scopes.topic", contains("news"));
        answers("request-opt-out", "RECORDED", "{%s,'scope':{'channel':'sms'}}", who)
                .body("scope.channel", equalTo("sms"));
        answers("read-relation", "FOUND", "{%s}", who).body("relation.scopes", hasSize(2));
        answers("list-follow-ups", "FOUND", "{'businessId':'api-scopes'}")
                .body("followUps.scope.channel", contains("sms"));
        answers("read-ledger", "FOUND", "{%s}", who).body("entries.work.scope.channel", hasItem("sms"));
        answers(
                "decide-consent",
                "RECORDED",
                "{%s,'decision':'MESSAGE_SENT','text':'stop','scope':{'channel':'whatsapp','sender':'70'}}",
                who);
        answers("check-permission", "CHECKED", "{%s,'category':'CALL','asOf':'2027-01-31'}", who);
        answers(
                "record-message",
                "RECORDED",
                "{%s,'category':'MARKETING','messageId':'m','sentAt':'%s','scope':{'channel':'sms'}}",
                who,
                Instant.now().plusSeconds(2));
    }

    @Test
    void isTrueOfWhatWasKeptAside() {
        Http.post(Http.functions(), "replay-unknown", "{'phoneNumberId':'7'}").statusCode(404);
        answers(
                "configure-business",
                "RECORDED",
                "{'businessId':'api-number','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['7']}}");
        answers("replay-unknown", "UNCHANGED", "{'phoneNumberId':'7','limit':1}");
    }

    @Test
    void isTrueOfWhatIsMadeFromTheLedger() {
        String person = World.somebody();
        String who = "'userId':'%s','businessId':'api-lost'".formatted(person);
        answers("rebuild-relation", "REBUILT", "{%s,'dryRun':true}", who)
                .body("checked", equalTo(1))
                .body("differences", hasSize(0));
        answers("request-opt-out", "RECORDED", "{%s,'requestId':'o'}", who);
        client.deleteItem(delete -> delete.tableName(tables.relations())
                .key(Map.of("userId", AttributeValue.fromS(person), "businessId", AttributeValue.fromS("api-lost"))));
        answers("rebuild-relation", "REBUILT", "{%s}", who)
                .body("differences.what", hasItem("optedOut"))
                .body("differences.stored", everyItem(nullValue()))
                .body("differences.ledger", everyItem(notNullValue()));
        answers("check-permission", "CHECKED", "{%s,'category':'MARKETING'}", who)
                .body("results[0].reason", equalTo("MARKETING_OPTED_OUT"));
        answers("rebuild-relation", "REBUILT", "{'businessId':'api-lost','segment':1,'segments':2,'dryRun':true}");
    }

    @Test
    void isTrueOfWhoIsForgotten() {
        String who = "'userId':'%s','businessId':'api-forgotten'".formatted(World.somebody());
        answers("request-opt-out", "RECORDED", "{%s,'requestId':'o'}", who);
        answers("erase-person", "FOUND", "{%s,'dryRun':true}", who);
        answers("erase-person", "RECORDED", "{%s}", who);
        answers("erase-person", "UNCHANGED", "{'userId':'%s'}", World.somebody());
        answers("erase-person", "RECORDED", "{'again':true}");
    }

    @Test
    void isTrueOfLinks() {
        String who = "'userId':'%s'".formatted(World.somebody());
        answers("issue-person-link", "ISSUED", "{%s,'purpose':'CALLS'}", who);
        answers("issue-person-link", "ISSUED", "{%s,'businessId':'b','purpose':'UNSUBSCRIBE','days':400}", who);
        answers(
                "issue-person-link",
                "ISSUED",
                "{%s,'businessId':'b','purpose':'UNSUBSCRIBE','scope':{'channel':'email'}}",
                who);
        answers("issue-person-link", "ISSUED", "{%s,'businessId':'b','purpose':'SUBSCRIBE','days':1}", who);
        answers(
                "issue-person-links",
                "ISSUED",
                "{'businessId':'b','purpose':'UNSUBSCRIBE','rows':[{%1$s},{%1$s}]}",
                who);
        answers("issue-person-links", "ISSUED", "{'purpose':'CALLS','rows':[{%s}]}", who);
        answers("revoke-person-links", "RECORDED", "{%s,'linkId':'%s'}", who, "0".repeat(16));
        answers("revoke-person-links", "UNCHANGED", "{%s,'linkId':'%s'}", who, "0".repeat(16));
    }

    @Test
    void isTrueOfWhatIsWrong() {
        answers("configure-business", "RECORDED", """
                {'businessId':'api-doctor','name':'A','country':'TV','languages':['it'],'removal':{'mode':'AUTOMATIC'}}""");
        answers("doctor", "LOOKED", "{}");
    }

    @Test
    void isTrueOfTokens() {
        answers("issue-business-token", "ISSUED", "{'for':'OPERATOR','name':'Ana Pop','hours':168}");
        String token = answers(
                        "issue-business-token",
                        "ISSUED",
                        "{'businessId':'api-tokens','name':'x','only':'READ','days':365}")
                .extract()
                .path("tokenId");
        answers("revoke-business-tokens", "RECORDED", "{'businessId':'api-tokens','tokenId':'%s'}", token);
        answers("revoke-business-tokens", "UNCHANGED", "{'businessId':'api-tokens','tokenId':'%s'}", token);
        Http.post(Http.functions(), "revoke-business-tokens", "{'businessId':'api-tokens-2','tokenId':'%s'}", token)
                .statusCode(404);
        answers("revoke-business-tokens", "RECORDED", "{'for':'OPERATOR'}");
        answers("read-ledger", "FOUND", "{'businessId':'api-tokens'}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            check-permission  | {'businessId':'b','userIds':[],'category':'SERVICE'}
            check-permission  | {who,'category':'MARKETING','scope':{'sender':'a b'}}
            check-permission  | {who,'category':'MARKETING','scope':'offers'}
            check-permission  | {who,'category':'MARKETING','asOf':'tomorrow'}
            open-conversation | {'userId':'u#1','businessId':'b'}
            open-conversation | {who,'locale':'romanian language'}
            open-conversation | {who,'requestId':'first-contact~x'}
            decide-consent    | {who}
            decide-consent    | {who,'decision':'CONTINUE','alsoBlock':true}
            decide-consent    | {who,'decision':'CONTINUE','channel':'  '}
            read-relation     | {who,'blocked':true}
            read-relation     | {'userId':'u','nextToken':'!'}
            read-ledger       | {who,'limit':0}
            give-receipt      | {who,'entryId':'a b'}
            give-receipt      | {'userId':'u'}
            request-opt-in    | {who,'reason':'DECLINED'}
            request-opt-in    | {who,'scope':{'channel':'pigeon'}}
            request-opt-in    | {who,'scope':{'topic':'OFFERS'}}
            explain-opt-out   | {who,'entryId':'o'}
            list-follow-ups   | {'businessId':'b','state':'PENDING'}
            list-follow-ups   | {'businessId':'b','dueBefore':'24.11.2026'}
            resolve-follow-up | {'businessId':'b','followUpIds':['x'],'action':'CLAIM','actor':'a'}
            remind-follow-ups | {'now':true}
            record-message    | {'businessId':'b','messages':[{}]}
            record-message    | {who,'category':'MARKETING','messageId':'m','sentAt':'2026-11-24T10:00:00Z','scope':{'to':'a'}}
            record-message    | {who,'messages':[{'userId':'u','category':'SERVICE','messageId':'m','sentAt':'2026-11-24T10:00:00Z'}]}
            report-follow-ups | {'businessId':'b','from':'2026-11-24'}
            replay-unknown    | {'phoneNumberId':'+40'}
            replay-unknown    | {'phoneNumberId':'1','limit':101}
            rebuild-relation  | {'businessId':'b#1'}
            rebuild-relation  | {'dryRun':'yes'}
            rebuild-relation  | {'segment':1000,'segments':1000}
            rebuild-relation  | {'segments':0}
            rebuild-relation  | {'nextToken':'a#b'}
            export-person     | {'userId':'u','nextToken':'a#b'}
            erase-person      | {'userId':'u','dryRun':'no'}
            issue-person-link | {'userId':'u'}
            issue-person-link | {'userId':'u','purpose':'CALLS','days':401}
            issue-person-link | {who,'purpose':'UNSUBSCRIBE','scope':{'channel':'pigeon'}}
            issue-person-links | {'purpose':'CALLS','rows':[]}
            issue-person-link | {who,'purpose':'UNSUBSCRIBE','scope':{'topic':'Offers'}}
            revoke-person-links | {'userId':'u','linkId':'a'}
            issue-business-token | {'businessId':'b'}
            issue-business-token | {'businessId':'b','name':'x','days':366}
            issue-business-token | {'for':'NOBODY','name':'x'}
            revoke-business-tokens | {'businessId':'b','tokenId':'a'}
            configure-business| {'businessId':'b','name':'A','country':'RO'}
            configure-business| {'businessId':'b','name':'A','country':'RO','removal':{'mode':'MANUAL','days':11}}
            configure-business| {'businessId':'b','name':'A','country':'RO','removal':{'mode':'MANUAL'},'reasons':[{'code':'DECLINED','labels':{'en':'a'}}]}
            configure-business| {'businessId':'b','name':'A','country':'RO','removal':{'mode':'MANUAL'},'notices':{'url':'http://x.example/','secretName':'s'}}
            configure-business| {'businessId':'b','name':'A','country':'RO','removal':{'mode':'MANUAL'},'whatsapp':{'phoneNumberIds':['1','1']}}
            """)
    void refusesWhatTheFunctionRefuses(String function, String body) {
        String json = body.replace("who", "'userId':'u','businessId':'b'");
        assertFalse(ApiDocument.allows(function, json.replace('\'', '"')));
        Http.post(Http.misused(), function, json).statusCode(400);
    }

    /** The document says what is right, and a refusal with something wrong is recorded all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            decide-consent    | {who,'decision':'REPORT'}
            decide-consent    | {who,'decision':'REPORT','blockReason':'SPAM','report':{'reason':'SPAM'}}
            decide-consent    | {who,'decision':'REPORT','report':{'reason':'SPAM','details':'a\\u0000b'}}
            decide-consent    | {who,'decision':'BLOCK','ocurredAt':'2026-11-24T10:00:00Z'}
            decide-consent    | {who,'decision':'BLOCK','occurredAt':'2026-11-24'}
            request-opt-out   | {who,'reason':'BECAUSE'}
            request-opt-out   | {who,'scope':'offers'}
            request-opt-out   | {who,'scope':{'channel':'pigeon'}}
            request-opt-out   | {who,'scope':{'topic':'OFFERS'}}
            decide-consent    | {who,'decision':'BLOCK','scope':{'channel':'sms'}}
            request-opt-out   | {who,'reason':{'text':'x'}}
            """)
    void notesInARefusalWhatTheDocumentDoesNotAllow(String function, String body) {
        String json = body.replace("who", "'userId':'u','businessId':'b'");
        assertFalse(ApiDocument.allows(function, json.replace('\'', '"')));
        Http.post(Http.misused(), function, json).statusCode(200).body("notes.size()", equalTo(1));
    }

    /** The functions take a channel in small and in capital letters. So does the gateway, which holds inputs to the document. */
    @ParameterizedTest
    @ValueSource(strings = {"sms", "SMS", "Sms", "WhatsApp", "EMAIL"})
    void takesAChannelInLettersOfEitherCase(String channel) {
        String json =
                "{'userId':'u','businessId':'b','category':'MARKETING','scope':{'channel':'%s'}}".formatted(channel);
        assertTrue(ApiDocument.allows("check-permission", json.replace('\'', '"')));
        Http.post(Http.functions(), "check-permission", json).statusCode(200);
    }

    @Test
    void isServedWithAPageToTryItOn() throws IOException {
        page("/openapi.yaml").body(equalTo(Files.readString(ApiDocument.FOLDER.resolve("openapi.yaml"))));
        page("/docs")
                .contentType("text/html")
                .body(containsString("swagger-ui-bundle.js"), not(containsString("http")));
        page("/").contentType("text/html").body(containsString("May this business reach this person"));
        for (String page : List.of("/tour", "/sample")) {
            page(page).body(containsString("librarie"));
        }
        for (String part : List.of("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")) {
            page("/docs/ui/" + part);
        }
    }

    private static ValidatableResponse page(String path) {
        return Http.undescribed().get(path).then().statusCode(200);
    }

    private static ValidatableResponse answers(String function, String outcome, String body, Object... values) {
        return Http.post(Http.functions(), function, body, values)
                .statusCode(200)
                .body("outcome", equalTo(outcome));
    }

    private static JsonNode operation(String function) {
        return ApiDocument.TREE.get("paths").get("/" + function).get("post");
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey().replaceFirst("^/", ""));
    }
}
