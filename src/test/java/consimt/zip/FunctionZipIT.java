package consimt.zip;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The built zip at work. All person ids are {@link #PERSON}s, so that a log that holds one is found out. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime client has native code, for Linux only")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FunctionZipIT {

    private static final Pattern PERSON = Pattern.compile("4070000\\d{4}");
    private static final int LAST = Integer.MAX_VALUE;

    /** What serves on one's own machine, and what tests. */
    private static final Set<String> LOCAL_ONLY = Set.of(
            "quarkus-funqy-http",
            "quarkus-vertx-http",
            "event-server",
            "vertx-",
            "netty-",
            "rest-assured",
            "junit",
            "jqwik",
            "archunit",
            "picocli",
            "progressbar",
            "jline-");

    /** The functions that took an input. */
    private static final Set<String> WORKED = new TreeSet<>();

    private static Deployment deployment;

    @BeforeAll
    static void deploy() throws IOException {
        deployment = Deployment.ofTheBuild().archived();
    }

    @AfterAll
    static void end() throws IOException {
        deployment.close();
    }

    @Test
    void anOptOutThroughOneExportIsSeenByTheCheckThroughAnother() {
        ask("configure-business", """
                {"businessId": "librarie", "name": "librarie", "country": "RO", "removal": {"mode": "AUTOMATIC"},
                 "marketingBasis": "CONVERSATION"}
                """);
        assertResult("""
                {"outcome": "RECORDED", "entryId": "yes-1", "relation": {
                  "userId": "40700000001", "businessId": "librarie",
                  "blocked": false, "blockedSince": null,
                  "conversation": "ACCEPTED", "basis": "EXPRESSED", "conversationSince": "2025-11-24T10:00:00Z",
                  "marketing": "UNSET", "marketingSince": null, "removal": null, "reports": 0}}
                """, ask("decide-consent", """
                {"requestId": "yes-1", "userId": "40700000001", "businessId": "librarie", "decision": "CONTINUE",
                 "occurredAt": "2025-11-24T10:00:00Z", "channel": "app"}
                """));
        assertResult("""
                {"outcome": "CHECKED", "results": [{"userId": "40700000001", "permission": "ALLOWED"}]}
                """, check("40700000001", "MARKETING"));
        assertResult("""
                {"outcome": "RECORDED", "entryId": "stop-1", "removal": {"status": "DONE"},
                 "confirmation": {
                  "text": "Nu veți mai primi mesaje de marketing de la librarie. Îi puteți scrie în continuare, iar \
                mesajele despre comenzile dumneavoastră ajung ca până acum. Este valabil pentru acest număr sau această adresă.",
                  "askReason": {
                   "text": "Doriți să spuneți firmei librarie de ce? Nu este obligatoriu.",
                   "options": [
                    {"code": "TOO_MANY", "label": "Prea multe mesaje"},
                    {"code": "NOT_RELEVANT", "label": "Nu mă interesează"},
                    {"code": "DID_NOT_SIGN_UP", "label": "Nu m-am abonat"},
                    {"code": "NO_LONGER_CUSTOMER", "label": "Nu mai sunt client"},
                    {"code": "OTHER", "label": "Alt motiv"}],
                   "mayDecline": true},
                  "optBackIn": {
                   "text": "V-ați răzgândit? Puteți cere oricând din nou mesajele de marketing de la librarie."}},
                 "relation": {
                  "userId": "40700000001", "businessId": "librarie",
                  "blocked": false, "blockedSince": null,
                  "conversation": "ACCEPTED", "basis": "EXPRESSED", "conversationSince": "2025-11-24T10:00:00Z",
                  "marketing": "OPTED_OUT", "marketingSince": "2025-11-25T08:30:00.123Z",
                  "removal": {"status": "DONE"}, "reports": 0}}
                """, ask("request-opt-out", """
                {"requestId": "stop-1", "userId": "40700000001", "businessId": "librarie",
                 "occurredAt": "2025-11-25T08:30:00.123Z", "channel": "app", "locale": "ro"}
                """));
        assertResult("""
                {"outcome": "CHECKED", "results": [{"userId": "40700000001", "permission": "REFUSED",
                 "reason": "MARKETING_OPTED_OUT", "since": "2025-11-25T08:30:00.123Z",
                 "decidedBy": "PERSON", "remedy": "PERSON_OPTS_IN"}]}
                """, check("40700000001", "MARKETING"));
        assertResult("""
                {"outcome": "CHECKED", "results": [{"userId": "40700000001", "permission": "ALLOWED"}]}
                """, check("40700000001", "UTILITY"));
    }

    @Test
    void theRowsOfLawsAreReadFromInsideTheZip() {
        Reply reply = ask("configure-business", """
                {"businessId": "florarie-3", "name": "Florăria", "country": "RO", "removal": {"mode": "AUTOMATIC"}}
                """);
        assertEquals("OPT_IN", textOf(reply.json(), "/basis/applies"));
        assertEquals("2007-01-01", textOf(reply.json(), "/basis/row/from"));
    }

    /** The calendars of holidays are read from inside the zip: a Friday, a weekend and the National Day. */
    @Test
    void anOptOutAtAManualBusinessCountsItsBusinessDays() {
        ask("configure-business", """
                {"businessId": "florarie", "name": "Florăria", "country": "RO", "removal": {"mode": "MANUAL", "days": 2}}
                """);
        Reply reply = ask("request-opt-out", """
                {"userId": "40700000007", "businessId": "florarie", "occurredAt": "2025-11-28T10:00:00Z"}
                """);
        assertEquals("IN_PROGRESS", textOf(reply.json(), "/removal/status"));
        assertEquals("2025-12-03", textOf(reply.json(), "/removal/stopsBy"));
    }

    /** The key of one export, and a stop that a vendor tells by it, as a form. */
    @Test
    void aVendorsStopComesIn() {
        JsonNode made = ask("issue-business-token", """
                {"businessId": "florarie", "name": "Twilio", "source": "twilio"}""").json();
        String key = textOf(made, "token");
        assertEquals("https://consimt.example/receive-event?key=" + key, textOf(made, "/receive/urlWithKey"));
        JsonNode told = ask("receive-event", """
                {"httpMethod": "POST", "path": "/receive-event", "queryStringParameters": {"key": "%s"},
                 "headers": {"Content-Type": "application/x-www-form-urlencoded"},
                 "isBase64Encoded": false, "body": "MessageSid=SM1&From=%%2B40700000028&Body=STOP&OptOutType=STOP"}
                """.formatted(key)).json();
        assertEquals(200, numberOf(told, "statusCode"));
        assertEquals("<Response/>", textOf(told, "body"));
        assertEquals("OPTED_OUT", marketing("\"userId\": \"40700000028\", \"businessId\": \"florarie\""));
    }

    /** A link that one export made, in the calls of both versions of a gateway's payload. */
    @Test
    void aLinkUnsubscribesThroughTheGateway() {
        String who = "\"userId\": \"40700000008\", \"businessId\": \"florarie\"";
        JsonNode issued = ask("issue-person-link", "{" + who + ", \"purpose\": \"UNSUBSCRIBE\"}")
                .json();
        String link = textOf(issued, "token");
        assertEquals("https://consimt.example/unsubscribe?link=" + link, textOf(issued, "/unsubscribe/url"));

        JsonNode page = ask("unsubscribe", """
                {"version": "2.0", "rawPath": "/unsubscribe", "rawQueryString": "link=%s", "isBase64Encoded": false,
                 "headers": {"accept-language": "ro"}, "requestContext": {"http": {"method": "GET"}}}
                """.formatted(link)).json();
        assertEquals(200, numberOf(page, "statusCode"));
        assertEquals("text/html; charset=utf-8", textOf(page, "/headers/Content-Type"));
        assertTrue(textOf(page, "body").contains("<form method=\"post\">"));
        assertEquals("UNSET", marketing(who));

        JsonNode done = ask("unsubscribe", """
                {"httpMethod": "POST", "path": "/unsubscribe", "queryStringParameters": {"link": "%s"},
                 "headers": {"Content-Type": "application/x-www-form-urlencoded"},
                 "isBase64Encoded": true, "body": "TGlzdC1VbnN1YnNjcmliZT1PbmUtQ2xpY2s="}
                """.formatted(link)).json();
        assertEquals(200, numberOf(done, "statusCode"));
        assertEquals("OPTED_OUT", marketing(who));
        assertEquals(
                404, numberOf(ask("unsubscribe", "{\"httpMethod\": \"GET\"}").json(), "statusCode"));
        assertEquals(405, numberOf(ask("unsubscribe", "{}").json(), "statusCode"));
        ZipFunction cutOff = deployment.functionWithoutStore("unsubscribe");
        assertEquals(
                503,
                numberOf(
                        cutOff.ask("{\"httpMethod\": \"GET\", \"queryStringParameters\": {\"link\": \"" + link + "\"}}")
                                .json(),
                        "statusCode"));
        assertTrue(cutOff.log().contains("\"FaultsOverHttp\":1"), "an alarm is told");
    }

    /** Three megabytes in one text of the event, as API Gateway hands it over: far more than other inputs may have. */
    @Test
    void theWebhookTakesTheLargestEnvelope() {
        ask("configure-business", """
                {"businessId": "florarie-2", "name": "Florăria", "country": "RO", "removal": {"mode": "AUTOMATIC"},
                 "whatsapp": {"phoneNumberIds": ["1080001"]}}
                """);
        String padding = " ".repeat(3 * 1024 * 1024 - 1_000);
        String body = new String(
                Envelopes.of(padding + Envelopes.message("1080001", "40700000010", "wamid.1", "STOP", 1_795_514_400L)),
                StandardCharsets.UTF_8);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("httpMethod", "POST").put("path", "/receive-whatsapp").put("body", body);
        event.putObject("headers")
                .put(
                        "X-Hub-Signature-256",
                        new Platform(Platform.SECRET).signature(body.getBytes(StandardCharsets.UTF_8)));
        assertEquals(200, numberOf(ask("receive-whatsapp", event.toString()).json(), "statusCode"));
        assertEquals("OPTED_OUT", marketing("\"userId\": \"40700000010\", \"businessId\": \"florarie-2\""));
        event.put("body", body.replace("STOP", "SToP"));
        assertEquals(401, numberOf(ask("receive-whatsapp", event.toString()).json(), "statusCode"));
        event.put("body", body + padding);
        assertEquals(413, numberOf(ask("receive-whatsapp", event.toString()).json(), "statusCode"));

        String topic = new String(
                Envelopes.ofTopic(Envelopes.message("1080001", "40700000011", "wamid.2", "STOP", 1_795_514_400L))
                        .json(),
                StandardCharsets.UTF_8);
        assertResult("{\"batchItemFailures\": []}", ask("receive-whatsapp-sns", topic));
        String queue = new String(
                Envelopes.ofQueue(
                                "poison",
                                Envelopes.published(
                                        Envelopes.message("1080001", "40700000012", "wamid.3", "STOP", 1_795_514_400L)))
                        .json(),
                StandardCharsets.UTF_8);
        assertResult("{\"batchItemFailures\": [{\"itemIdentifier\": \"m-1\"}]}", ask("receive-whatsapp-sns", queue));
        assertEquals("OPTED_OUT", marketing("\"userId\": \"40700000012\", \"businessId\": \"florarie-2\""));
        assertEquals("OPTED_OUT", marketing("\"userId\": \"40700000011\", \"businessId\": \"florarie-2\""));
    }

    @Test
    void theAuthorizerKnowsAPersonByTheirLinkAndElseNobody() {
        String token = textOf(
                ask("issue-person-link", "{\"userId\": \"40700000009\", \"purpose\": \"CALLS\"}")
                        .json(),
                "token");
        Reply known = ask("authorize-caller", """
                {"type": "TOKEN", "authorizationToken": "Bearer %s", "methodArn": "arn:aws:execute-api:a/live/POST/b"}
                """.formatted(token));
        assertEquals(
                Reply.json("{\"kind\": \"PERSON\", \"userId\": \"40700000009\"}"),
                known.json().get("context"));
        for (String event : new String[] {
            "{}", "{\"type\": \"TOKEN\", \"authorizationToken\": \"Bearer " + token + "x\", \"methodArn\": \"a\"}"
        }) {
            Reply nobody = ask("authorize-caller", event);
            assertEquals(Reply.Kind.FUNCTION_ERROR, nobody.kind());
            assertEquals("Unauthorized", textOf(nobody.json(), "errorMessage"));
        }
    }

    @Test
    void theAuthorizerKnowsABusinessByATokenOfItsProvider() {
        Reply known =
                ask("authorize-caller", """
                {"type": "TOKEN", "authorizationToken": "Bearer %s", "methodArn": "arn:aws:execute-api:a/live/POST/b"}
                """.formatted(deployment.services().token("librarie")));
        assertEquals("librarie", textOf(known.json(), "/context/businessId"), known.body());
    }

    /** Each kind of token of this service, at the authorizer and then at a function that it is for. */
    @Test
    void theAuthorizerKnowsWhoHasATokenOfThisService() {
        String who = "\"businessId\": \"florarie\", \"userId\": \"40700000077\"";
        for (String[] each : new String[][] {
            {
                "\"businessId\": \"florarie\"",
                "{\"kind\": \"BUSINESS\", \"businessId\": \"florarie\", \"name\": \"x\"}",
                "FOUND"
            },
            {
                "\"businessId\": \"florarie\", \"only\": \"READ\"",
                "{\"kind\": \"BUSINESS\", \"businessId\": \"florarie\", \"name\": \"x\", \"only\": \"READ\"}",
                "FOUND"
            },
            {
                "\"businessId\": \"florarie\", \"only\": \"CHECK\"",
                "{\"kind\": \"BUSINESS\", \"businessId\": \"florarie\", \"name\": \"x\", \"only\": \"CHECK\"}",
                "REJECTED"
            },
            {"\"for\": \"OPERATOR\"", "{\"kind\": \"STAFF\", \"name\": \"x\"}", "FOUND"}
        }) {
            JsonNode made = ask("issue-business-token", "{" + each[0] + ", \"name\": \"x\"}")
                    .json();
            String event = """
                    {"type": "TOKEN", "authorizationToken": "Bearer %s", "methodArn": "arn:aws:execute-api:a/live/POST/b"}
                    """.formatted(textOf(made, "token"));
            JsonNode context = ask("authorize-caller", event).json().get("context");
            assertEquals(Reply.json(each[1]), context);
            Reply reply = ask("read-relation", "{\"caller\": " + context + ", \"input\": {" + who + "}}");
            assertEquals(each[2], textOf(reply.json(), "outcome"), each[0]);
            String owner = each[0].replaceFirst(", \"only.*", "");
            assertOutcome(
                    "RECORDED",
                    "revoke-business-tokens",
                    "{" + owner + ", \"tokenId\": \"" + textOf(made, "tokenId") + "\"}");
            assertEquals(
                    Reply.Kind.FUNCTION_ERROR, ask("authorize-caller", event).kind());
        }
    }

    /** From the ledger's stream into the queue, and from there to the endpoint and the bus. */
    @Test
    void aNoticeGoesToTheEndpointAndToTheBus() {
        Services services = deployment.services();
        ask("configure-business", """
                {"businessId": "kiosc", "name": "Chioșc", "country": "RO", "removal": {"mode": "AUTOMATIC"},
                 "notices": {"url": "%s", "secretName": "consimt/notices/kiosc"}}
                """.formatted(services.endpoint()));
        ask("request-opt-out", "{\"userId\": \"40700000021\", \"businessId\": \"kiosc\"}");
        assertResult("{\"batchItemFailures\": []}", ask("publish-notices", deployment.streamed("kiosc")));
        assertResult("{\"batchItemFailures\": []}", ask("deliver-notice", services.queued()));
        assertEquals(
                Set.of("consimt.marketing.opted_out", "consimt.business.configured"),
                services.onTheBus().stream()
                        .map(event -> textOf(event, "DetailType"))
                        .collect(Collectors.toSet()));
        int delivered = services.posted().size();
        assertTrue(delivered > 0);
        assertTrue(services.posted().get(0).getFirst("webhook-signature").startsWith("v1,"));

        JsonNode tested = ask("test-notice", "{\"businessId\": \"kiosc\"}").json();
        assertTrue(tested.at("/result/delivered").booleanValue(), tested.toString());
        JsonNode changes =
                ask("list-changes", "{\"businessId\": \"kiosc\", \"limit\": 5}").json();
        assertEquals("FOUND", textOf(changes, "outcome"));
        String first = services.posted().get(0).getFirst("webhook-id");
        JsonNode again = ask("redeliver", "{\"businessId\": \"kiosc\", \"ids\": [\"" + first + "\"]}")
                .json();
        assertEquals("RECORDED", textOf(again, "outcome"), again.toString());
        assertResult("{\"batchItemFailures\": []}", ask("deliver-notice", services.queued()));
        // The stand-in for the queue keeps what it had before.
        int posted = services.posted().size();
        assertEquals(delivered + 1 + delivered + 1, posted);
        assertEquals(first, services.posted().get(posted - 1).getFirst("webhook-id"));
        assertEquals(
                "FOUND",
                textOf(ask("list-undelivered", "{\"businessId\": \"kiosc\"}").json(), "outcome"));
        assertEquals(0, numberOf(ask("resume-notices", "{}").json(), "sent"));
    }

    @Test
    void whatTheOtherTestsLeaveOutDoesItsWork() {
        String who = "\"userId\": \"40700000022\", \"businessId\": \"papetarie\"";
        byte[] early = Envelopes.ofTopic(Envelopes.message("1080002", "40700000023", "wamid.4", "STOP", 1_795_514_400L))
                .json();
        assertResult(
                "{\"batchItemFailures\": []}", ask("receive-whatsapp-sns", new String(early, StandardCharsets.UTF_8)));
        ask("configure-business", """
                {"businessId": "papetarie", "name": "Papetăria", "country": "RO", "removal": {"mode": "MANUAL"},
                 "whatsapp": {"phoneNumberIds": ["1080002"]}}
                """);
        assertOutcome("FIRST_CONTACT", "open-conversation", "{" + who + ", \"locale\": \"ro\"}");
        // It may be a refusal, so it is read against all phrases.
        assertOutcome(
                "RECORDED",
                "decide-consent",
                "{" + who + ", \"decision\": \"MESSAGE_SENT\", \"text\": \"De unde aveți numărul meu?\"}");
        String work = textOf(
                assertOutcome("RECORDED", "request-opt-out", "{" + who + ", \"requestId\": \"stop-22\"}"),
                "/removal/followUpId");
        assertOutcome("RECORDED", "record-message", "{" + who + """
                , "category": "MARKETING", "messageId": "m-1", "sentAt": "%s"}
                """.formatted(Instant.now()));
        assertOutcome("FOUND", "list-follow-ups", "{\"businessId\": \"papetarie\"}");
        assertOutcome("RECORDED", "resolve-follow-up", """
                {"businessId": "papetarie", "followUpIds": ["%s"], "action": "COMPLETE", "actor": "ana"}
                """.formatted(work));
        assertOutcome(
                "RECORDED",
                "explain-opt-out",
                "{" + who + ", \"entryId\": \"stop-22\", \"reason\": {\"code\": \"TOO_MANY\"}}");
        assertOutcome("RECORDED", "request-opt-in", "{" + who + "}");
        assertOutcome("FOUND", "read-ledger", "{" + who + "}");
        assertOutcome("GIVEN", "give-receipt", "{" + who + ", \"entryId\": \"stop-22\"}");
        assertTrue(textOf(ask("read-keys", "{\"httpMethod\": \"GET\"}").json(), "body")
                .contains("ES256"));
        assertOutcome("FOUND", "explain-standing", "{" + who + "}");
        assertOutcome("FOUND", "explain-standing", "{" + who + ", \"at\": \"" + Instant.now() + "\"}");
        assertOutcome("FOUND", "export-person", "{" + who + "}");
        assertOutcome("FOUND", "list-relations", "{\"businessId\": \"papetarie\"}");
        assertOutcome("FILTERED", "filter-audience", """
                {"businessId": "papetarie", "category": "MARKETING", "userIds": ["40700000022"]}
                """);
        assertOutcome("RECORDED", "import-preferences", """
                {"businessId": "papetarie", "source": "x", "rows": [{"userId": "40700000023", "wish": "OPT_OUT"}]}
                """);
        assertOutcome("ISSUED", "issue-person-links", """
                {"businessId": "papetarie", "purpose": "UNSUBSCRIBE", "rows": [{"userId": "40700000023"}]}
                """);
        ask("doctor", "{}");
        ask("remind-follow-ups", "{}");
        assertOutcome("FOUND", "read-settings", "{\"businessId\": \"librarie\"}");
        String period = "{\"businessId\": \"papetarie\", \"from\": \"2026-01-01\", \"to\": \"2026-03-31\"}";
        assertOutcome("FOUND", "report-follow-ups", period);
        assertOutcome("FOUND", "report-reasons", period);
        JsonNode rebuilt = assertOutcome("REBUILT", "rebuild-relation", "{" + who + "}");
        assertEquals(List.of(), List.copyOf(rebuilt.findValues("what")), rebuilt.toString());
        assertOutcome("RECORDED", "revoke-person-links", "{\"userId\": \"40700000022\"}");
        assertOutcome("RECORDED", "erase-person", "{" + who + "}");
        JsonNode replayed = assertOutcome("RECORDED", "replay-unknown", "{\"phoneNumberId\": \"1080002\"}");
        assertEquals(1, numberOf(replayed, "replayed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badInputIsAResultNotAFault(String what, String event, String error) {
        assertResult("{\"outcome\": \"REJECTED\", \"errors\": [" + error + "]}", ask("decide-consent", event));
        assertEquals(
                List.of(),
                deployment
                        .function("decide-consent")
                        .log()
                        .lines()
                        .filter(line -> line.startsWith("\tat ") || line.contains("Exception"))
                        .toList());
    }

    static Stream<Arguments> badInputIsAResultNotAFault() {
        String sound = "\"userId\": \"40700000002\", \"businessId\": \"librarie\"";
        return Stream.of(
                Arguments.of(
                        "an unknown field", "{" + sound + ", \"decision\": \"CONTINUE\", \"colour\": \"red\"}", """
                        {"field": "colour", "code": "UNKNOWN_FIELD", "message": "colour is not a field of this input"}
                        """),
                Arguments.of("an array", "[\"40700000002\"]", """
                        {"field": "body", "code": "INVALID", "message": "body must be a JSON object"}
                        """),
                Arguments.of("null", "null", """
                        {"field": "body", "code": "REQUIRED", "message": "body is empty"}
                        """),
                Arguments.of(
                        "lists in lists, 40 deep",
                        "{\"decision\": " + "[".repeat(40) + "]".repeat(40) + "}",
                        """
                        {"field": "decision%1$s", "code": "TOO_LONG", "message": "decision%1$s is too large: an input may have 6 MB and 16 levels, a field's name 256 characters, a number 100 digits"}
                        """.formatted("[0]".repeat(15))),
                Arguments.of(
                        "objects in objects, 40 deep",
                        "{\"report\": " + "{\"a\":".repeat(40) + "1" + "}".repeat(41),
                        """
                        {"field": "report%1$s", "code": "TOO_LONG", "message": "report%1$s is too large: an input may have 6 MB and 16 levels, a field's name 256 characters, a number 100 digits"}
                        """.formatted(".a".repeat(15))));
    }

    /** The event of API Gateway's proxy integration, cut short, and what it takes for an answer. */
    @Test
    void aCallOfTheGatewayIsAnsweredOverHttp() {
        String event = """
                {"resource": "/check-permission", "path": "/check-permission", "httpMethod": "POST",
                 "headers": {"Content-Type": "application/json"}, "queryStringParameters": null,
                 "requestContext": {"authorizer": {"kind": "BUSINESS", "businessId": "librarie", "principalId": "librarie"},
                  "identity": {"sourceIp": "192.0.2.1", "userArn": null}},
                 "body": "{\\"userId\\":\\"40700000005\\",\\"businessId\\":\\"%s\\",\\"category\\":\\"%s\\"}",
                 "isBase64Encoded": false}
                """;
        JsonNode answered = ask("check-permission", event.formatted("librarie", "MARKETING"))
                .json();
        assertEquals(200, numberOf(answered, "statusCode"));
        assertEquals(Reply.json("{\"Content-Type\": \"application/json\"}"), answered.get("headers"));
        assertEquals("FIRST_CONTACT_REQUIRED", textOf(Reply.json(textOf(answered, "body")), "/results/0/reason"));
        Reply another = ask("check-permission", event.formatted("florarie", "MARKETING"));
        assertEquals(403, numberOf(another.json(), "statusCode"));
        Reply wrong = ask("check-permission", event.formatted("librarie", "SPAM"));
        assertEquals(400, numberOf(wrong.json(), "statusCode"));
        assertEquals(
                Reply.Kind.FUNCTION_ERROR,
                deployment
                        .functionWithoutStore("check-permission")
                        .ask(event.formatted("librarie", "MARKETING"))
                        .kind(),
                "the gateway answers 503 to it, and the alarm of the function rings");
    }

    @Test
    void aStoreThatDoesNotAnswerIsAFunctionError() {
        ZipFunction function = deployment.functionWithoutStore("check-permission");
        Reply reply = function.ask(question("40700000004", "MARKETING"));
        assertEquals(Reply.Kind.FUNCTION_ERROR, reply.kind());
        assertAll(
                () -> assertEquals(
                        "{\"outcome\":\"UNAVAILABLE\",\"retryAfterSeconds\":2}",
                        reply.json().path("errorMessage").textValue()),
                () -> assertFalse(reply.json().path("stackTrace").toString().contains("consimt"), reply.body()),
                () -> assertFalse(PERSON.matcher(reply.body()).find(), "a person in the error"),
                () -> assertFalse(PERSON.matcher(function.log()).find(), "a person in the log"));
    }

    @Test
    void nothingOfTheLocalProfileIsInTheZip() throws IOException {
        Set<String> jars = deployment.zip().libraries().stream()
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.toSet());
        Set<String> resources = deployment.zip().resources();
        // What is there, so that a look in the wrong place is no pass.
        assertTrue(jars.stream().anyMatch(jar -> jar.contains("quarkus-funqy-amazon-lambda")), jars.toString());
        assertTrue(resources.contains("consimt/permission/CheckPermission.class"));
        assertAll(
                () -> assertEquals(
                        List.of(),
                        jars.stream()
                                .filter(jar -> LOCAL_ONLY.stream().anyMatch(jar::contains))
                                .toList()),
                () -> assertEquals(
                        List.of(),
                        resources.stream()
                                .filter(name -> name.startsWith("consimt/local/"))
                                .toList()));
    }

    /** Lambda fetches it before each cold start. A dependency that makes it larger has to be worth it. */
    @Test
    void theZipIsSmall() throws IOException {
        assertTrue(Files.size(Deployment.ZIP) < 12_000_000, () -> Deployment.ZIP + " is too large");
    }

    /** A class that is missing in the zip shows only where it is used. */
    @Test
    @Order(LAST - 1)
    void noFunctionWasAskedInVainOnly() throws IOException {
        assertEquals(deployment.zip().exports(), WORKED);
    }

    @Test
    @Order(LAST)
    void noLogHoldsAPerson() throws IOException {
        String question = question("40700000005", "MARKETING");
        assertTrue(PERSON.matcher(question).find());
        deployment.function("check-permission").ask(question);
        deployment.stop();
        assertTrue(Files.readString(Deployment.LOGS.resolve("check-permission.log"))
                .contains("Installed features"));
        try (Stream<Path> logs = Files.list(Deployment.LOGS)) {
            assertEquals(List.of(), logs.filter(FunctionZipIT::holdsAPerson).toList());
        }
    }

    private static String marketing(String who) {
        return textOf(ask("read-relation", "{" + who + "}").json(), "/relation/marketing");
    }

    private static boolean holdsAPerson(Path log) {
        try {
            return PERSON.matcher(Files.readString(log)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertResult(String expected, Reply reply) {
        assertEquals(Reply.Kind.RESULT, reply.kind(), reply.body());
        ObjectNode answer = (ObjectNode) reply.json();
        answer.remove("judgedAt");
        assertEquals(Reply.json(expected), answer);
    }

    private static JsonNode assertOutcome(String outcome, String export, String event) {
        Reply reply = ask(export, event);
        assertEquals(outcome, reply.json().path("outcome").textValue(), export + ": " + reply.body());
        return reply.json();
    }

    private static Reply ask(String export, String event) {
        Reply reply = deployment.function(export).ask(event);
        if (reply.kind() == Reply.Kind.RESULT
                && !"REJECTED".equals(reply.json().path("outcome").asText())) {
            WORKED.add(export);
        }
        return reply;
    }

    private static Reply check(String userId, String category) {
        return ask("check-permission", question(userId, category));
    }

    private static String question(String userId, String category) {
        return """
                {"businessId": "librarie", "userId": "%s", "category": "%s", "consistent": true}
                """.formatted(userId, category);
    }
}
