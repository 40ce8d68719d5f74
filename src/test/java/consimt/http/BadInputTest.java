package consimt.http;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Tables;
import consimt.form.Token;
import consimt.kit.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Bodies that no function can use. Each is refused by name, stores nothing, and tells nothing of the inside. */
@QuarkusTest
class BadInputTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String WHO = "'userId':'40709999999','businessId':'b'";
    private static final String MANY =
            IntStream.range(0, 101).mapToObj(i -> "'4070888%04d'".formatted(i)).collect(Collectors.joining(","));
    private static final String DECIDE = "decide-consent";
    private static final String CHECK = "check-permission";
    private static final String OUT = "request-opt-out";
    private static final String CONFIGURE = "configure-business";
    private static final String REBUILD = "rebuild-relation";
    private static final String SHOP = "'businessId':'b','name':'A','country':'RO'";
    private static final String AUTO = "'removal':{'mode':'AUTOMATIC'}";

    private static final World WORLD = World.fresh();

    /** How much is stored since the last case, if none of it was recorded. */
    private static long stored = -1;

    @Inject
    DynamoDbClient client;

    @Inject
    Tables tables;

    @ParameterizedTest(name = "{index} {0}: {2}")
    @MethodSource("bodies")
    void isRefusedByNameAndLeavesNothingButARefusal(String function, byte[] body, List<String> problems) {
        // To count takes longer than the call.
        long before = stored < 0 ? stored() : stored;
        stored = -1;
        // REST-assured writes bytes into its log one by one, as numbers: for megabytes this takes seconds.
        RequestSpecification by = body.length > 1_000
                ? Http.misused().body(new String(body, StandardCharsets.UTF_8))
                : Http.misused().body(body);
        Response response = by.post("/" + function);
        String text = response.body().asString();
        assertEquals(problems, problemsIn(text), text);
        if (isRecorded(text)) {
            // A refusal gets in all the same.
            assertTrue(Set.of(DECIDE, OUT).contains(function), text);
            assertEquals(200, response.statusCode(), text);
            return;
        }
        assertEquals(400, response.statusCode(), text);
        assertFalse(text.contains("Exception") || text.contains("\tat ") || text.contains("jackson"), text);
        assertFalse(text.contains("40709999999"), text);
        assertEquals(before, stored());
        stored = before;

        // The same by the function itself, as Lambda calls it.
        JsonNode answer = WORLD.call(function, body);
        assertEquals(problems, problemsIn(answer.toString()));
    }

    /** {@code curl -d} calls each body a form. A form of more than a kilobyte would not even get to the function. */
    @Test
    void aLongBodyIsReadWithTheTypeThatCurlGivesIt() {
        String body = "{'userIds':[%s],'businessId':'b','category':'SERVICE'}"
                .formatted(MANY)
                .replace('\'', '"');
        Response response = Http.misused()
                .config(RestAssuredConfig.config()
                        .encoderConfig(encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(FORM, ContentType.TEXT)))
                .contentType(FORM)
                .body(body)
                .post("/check-permission");
        assertEquals(400, response.statusCode());
        assertEquals(List.of("userIds TOO_MANY"), problemsIn(response.body().asString()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aProblemSaysWhatAFieldMayBe(String function, String body, String message) {
        Http.misused()
                .body(body.replace('\'', '"'))
                .post("/" + function)
                .then()
                .statusCode(400)
                .body("errors.message", contains(message));
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(
                        CONFIGURE,
                        "{" + SHOP.replace("RO", "Romania") + "," + AUTO + "}",
                        "country must be a country code like RO; at most 2 characters"),
                Arguments.of(
                        CHECK,
                        "{" + WHO.replace("4070", "40 70") + ",'category':'UTILITY'}",
                        "userId may hold letters, digits and . _ : + @ - only (no spaces)"),
                Arguments.of(
                        CHECK,
                        "{" + WHO + ",'category':" + "1".repeat(101) + "}",
                        "category is too large: an input may have 256 KiB and 16 levels, a field's name 256 characters, a number 100 digits"));
    }

    private static final String DIFFERENT =
            IntStream.range(0, 51).mapToObj(i -> "'w" + i + "'").collect(Collectors.joining(","));

    /** {@code <a*3>} stands for {@code aaa}. */
    private static final Pattern REPEATED = Pattern.compile("<([^<>*]+)[*](\\d+)>");

    /** The function, the body, and the problems in it. */
    private static final String TABLE = """
            # What is no JSON object.
            decide-consent      | [] | body INVALID
            decide-consent      | 'text' | body INVALID
            decide-consent      | 42 | body INVALID
            decide-consent      | true | body INVALID
            decide-consent      | {'userId':'40709999999' | body INVALID
            decide-consent      | {<WHO>,} | body INVALID
            decide-consent      | {<WHO>} {} | body INVALID
            decide-consent      | {<WHO>,'userId':'40709999998'} | userId INVALID, decision REQUIRED
            check-permission    | {<WHO>,'category':'UTILITY','category':'UTILITY'} | category INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','channel':'web','channel':'app'} | channel INVALID
            decide-consent      | <xml/> | body INVALID
            decide-consent      | userId=40709999999&decision=BLOCK | body INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','channel':'\u0001'} | body INVALID
            # What is missing or of the wrong type.
            decide-consent      | {} | userId REQUIRED, businessId REQUIRED, decision REQUIRED
            decide-consent      | {<WHO>} | decision REQUIRED
            decide-consent      | {'userId':null,'businessId':'b','decision':'BLOCK'} | userId REQUIRED
            decide-consent      | {'userId':40709999999,'businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':['40709999999'],'businessId':{},'decision':'BLOCK'} | userId INVALID, businessId INVALID
            decide-consent      | {'userId':'','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':' 40709999999','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':'40709999999#x','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':'ütf','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':'\\u0000','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':'\\ud800','businessId':'b','decision':'BLOCK'} | userId INVALID
            decide-consent      | {'userId':'<9*129>','businessId':'b','decision':'BLOCK'} | userId TOO_LONG
            decide-consent      | {<WHO>,'decision':'block'} | decision UNKNOWN_VALUE
            decide-consent      | {<WHO>,'decision':1} | decision INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','requestId':''} | requestId INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','requestId':'a b'} | requestId INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','requestId':'first-contact~x'} | requestId INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','requestId':'<r*129>'} | requestId TOO_LONG
            # Time.
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'yesterday'} | occurredAt INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':1764000000} | occurredAt INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'2026-11-24'} | occurredAt INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'2026-02-30T00:00:00Z'} | occurredAt INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'1970-01-01T00:00:00Z'} | occurredAt INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'2999-01-01T00:00:00Z'} | occurredAt IN_THE_FUTURE
            decide-consent      | {<WHO>,'decision':'BLOCK','occurredAt':'+1000000000-12-31T23:59:59Z'} | occurredAt IN_THE_FUTURE
            # The rest of a decision.
            decide-consent      | {<WHO>,'decision':'BLOCK','locale':'romanian language'} | locale INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','channel':'<c*33>'} | channel TOO_LONG
            decide-consent      | {<WHO>,'decision':'BLOCK','channel':'  '} | channel INVALID
            decide-consent      | {<WHO>,'decision':'REPORT'} | report REQUIRED
            decide-consent      | {<WHO>,'decision':'REPORT','report':{}} | report.reason REQUIRED
            decide-consent      | {<WHO>,'decision':'REPORT','report':'SPAM'} | report INVALID
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'BORING'}} | report.reason UNKNOWN_VALUE
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM','details':'<d*1001>'}} | report.details TOO_LONG
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM','details':'a\\u0000b'}} | report.details INVALID
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM','details':'a\\udc00b'}} | report.details INVALID
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM','why':1}} | report.why UNKNOWN_FIELD
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':'yes'} | alsoBlock INVALID
            decide-consent      | {<WHO>,'decision':'CONTINUE','alsoBlock':true} | alsoBlock NOT_ALLOWED
            decide-consent      | {<WHO>,'decision':'CONTINUE','blockReason':'SPAM'} | blockReason NOT_ALLOWED
            decide-consent      | {<WHO>,'decision':'BLOCK','report':{'reason':'SPAM'}} | report NOT_ALLOWED
            # Unknown fields, in the same breath as everything else.
            decide-consent      | {<WHO>,'decision':'BLOCK','ocurredAt':'2026-11-24T10:00:00Z'} | ocurredAt UNKNOWN_FIELD
            decide-consent      | {'UserId':'40709999999','businessId':'b','decision':'X','caller':'me'} | userId REQUIRED, decision UNKNOWN_VALUE, UserId UNKNOWN_FIELD, caller UNKNOWN_FIELD
            decide-consent      | {<WHO>,'decision':'BLOCK','\\ud800':1} | body INVALID
            decide-consent      | {<WHO>,'decision':'BLOCK','<f*100>':1} | <f*64> UNKNOWN_FIELD
            # Too much.
            decide-consent      | {<WHO>,'decision':'BLOCK','report':<[*5000><]*5000>} | report<[0]*15> TOO_LONG
            decide-consent      | {<WHO>,'decision':'BLOCK','report':<{'a':*40>1<}*41> | report<.a*15> TOO_LONG
            decide-consent      | {<WHO>,'decision':'BLOCK','requestId':<9*1000>} | requestId TOO_LONG
            decide-consent      | {<WHO>,'decision':'REPORT','report':{'reason':'SPAM','details':'<d*40000>'}} | report.details TOO_LONG
            decide-consent      | {<WHO>,'decision':'BLOCK','channel':'<x*6291456>'} | body TOO_LONG
            decide-consent      | < *6291456>{<WHO>,'decision':'BLOCK'} | body TOO_LONG
            decide-consent      | <[*40><]*40> | body TOO_LONG
            decide-consent      | {'<n*300>':1} | body TOO_LONG
            # A check.
            check-permission    | {} | businessId REQUIRED, userId REQUIRED, category REQUIRED
            check-permission    | {<WHO>} | category REQUIRED
            check-permission    | {<WHO>,'category':'ADVERT'} | category UNKNOWN_VALUE
            check-permission    | {<WHO>,'category':'MARKETING','interaction':'SHOUT'} | interaction UNKNOWN_VALUE
            check-permission    | {<WHO>,'interaction':'MESSAGE_TO_USER'} | category REQUIRED
            check-permission    | {<WHO>,'category':'MARKETING','consistent':'true'} | consistent INVALID
            check-permission    | {<WHO>,'category':'MARKETING','userIds':['40709999998']} | userIds NOT_ALLOWED
            check-permission    | {'businessId':'b','category':'MARKETING','userIds':[]} | userIds REQUIRED
            check-permission    | {'businessId':'b','category':'MARKETING','userIds':'40709999999'} | userIds INVALID
            check-permission    | {'businessId':'b','category':'MARKETING','userIds':[<MANY>]} | userIds TOO_MANY
            check-permission    | {'businessId':'b','category':'MARKETING','userIds':['a',null,'b c',7]} | userIds[1] REQUIRED, userIds[2] INVALID, userIds[3] INVALID
            filter-audience     | {'category':'CALL','scope':{'channel':'sms'},'userIds':['a','b c'],'interaction':'GROUP_MESSAGE'} | businessId REQUIRED, userIds[1] INVALID, scope NOT_ALLOWED, interaction UNKNOWN_FIELD
            # An opt-out, and what belongs to it.
            request-opt-out     | {<WHO>,'reason':'BECAUSE'} | reason UNKNOWN_VALUE
            request-opt-out     | {<WHO>,'reason':{'text':'x'}} | reason.code REQUIRED
            request-opt-out     | {<WHO>,'reason':{'code':'NOBODY_KNOWS_THIS'}} | reason.code UNKNOWN_VALUE
            request-opt-out     | {<WHO>,'reason':{'code':'OTHER','text':'<t*501>'}} | reason.text TOO_LONG
            request-opt-in      | {<WHO>,'reason':'DECLINED'} | reason UNKNOWN_FIELD
            explain-opt-out     | {<WHO>} | entryId REQUIRED, reason REQUIRED
            open-conversation   | {'businessId':'b'} | userId REQUIRED
            read-relation       | {'businessId':'b'} | userId REQUIRED
            read-relation       | {<WHO>,'blocked':true} | blocked NOT_ALLOWED
            read-relation       | {'userId':'40709999999','nextToken':'!'} | nextToken INVALID
            list-relations      | {'marketing':'STOPPED','limit':1001,'nextToken':'!'} | businessId REQUIRED, marketing UNKNOWN_VALUE, limit INVALID, nextToken INVALID
            read-ledger         | {<WHO>,'limit':0} | limit INVALID
            give-receipt        | {'userId':'40709999999'} | businessId REQUIRED
            read-ledger         | {'userId':'40709999999'} | businessId REQUIRED
            read-ledger         | {'userId':'','businessId':'b'} | userId INVALID
            read-ledger         | {<WHO>,'limit':1e400} | limit INVALID
            read-ledger         | {<WHO>,'limit':99999999999999999999} | limit INVALID
            read-ledger         | {<WHO>,'limit':2.5,'nextToken':'AAAA'} | limit INVALID, nextToken INVALID
            # Work by hand.
            list-follow-ups     | {} | businessId REQUIRED
            list-follow-ups     | {'businessId':'b','state':'PENDING'} | state UNKNOWN_VALUE
            list-follow-ups     | {'businessId':'b','dueBefore':'2026-02-30','limit':101} | dueBefore INVALID, limit INVALID
            resolve-follow-up   | {} | businessId REQUIRED, followUpIds REQUIRED, action REQUIRED, actor REQUIRED
            resolve-follow-up   | {'businessId':'b','followUpIds':['x'],'action':'DELETE','actor':' '} | followUpIds[0] INVALID, action UNKNOWN_VALUE, actor INVALID
            resolve-follow-up   | {'businessId':'b','followUpIds':['<0*26>'],'action':'SKIP','actor':'a'} | note REQUIRED
            remind-follow-ups   | {'now':true} | now UNKNOWN_FIELD
            record-message      | {'businessId':'b'} | userId REQUIRED, category REQUIRED, messageId REQUIRED, sentAt REQUIRED
            record-message      | {'businessId':'b','messages':[{}],'userId':'x'} | messages[0].userId REQUIRED, messages[0].category REQUIRED, messages[0].messageId REQUIRED, messages[0].sentAt REQUIRED, userId NOT_ALLOWED
            report-follow-ups   | {'businessId':'b','from':'2026-11-24','to':'2026-11-23'} | to INVALID
            report-follow-ups   | {'businessId':'b','from':'2026-11-24T00:00:00Z','to':'2028-11-23'} | from TOO_LONG
            report-reasons      | {'businessId':'b','from':'2026-11-24','to':'2026-11-23','by':'day'} | by UNKNOWN_VALUE, to INVALID
            report-reasons      | {'businessId':'b','from':'2026-01-01','to':'2027-02-05','by':7} | by INVALID, to TOO_LONG
            # What was kept aside.
            replay-unknown      | {} | phoneNumberId REQUIRED
            replay-unknown      | {'phoneNumberId':'+40709999999','limit':101,'businessId':'b'} | phoneNumberId INVALID, limit INVALID, businessId UNKNOWN_FIELD
            # What is to be made from the ledger.
            rebuild-relation    | null | body REQUIRED
            rebuild-relation    | [] | body INVALID
            rebuild-relation    | {'userId':'40709999999'} | businessId REQUIRED
            rebuild-relation    | {'userId':40709999999,'businessId':['b'],'dryRun':'yes','segment':'0','segments':1.5,'nextToken':7} | businessId INVALID, userId INVALID, dryRun INVALID, segments INVALID, segment INVALID, nextToken INVALID
            rebuild-relation    | {'segment':-1,'segments':0} | segments INVALID, segment INVALID
            rebuild-relation    | {'segment':1000,'segments':1001} | segments INVALID, segment INVALID
            rebuild-relation    | {'segment':1} | segment INVALID
            rebuild-relation    | {'segment':4,'segments':4} | segment INVALID
            rebuild-relation    | {'nextToken':'not#coded'} | nextToken INVALID
            rebuild-relation    | {<WHO>,'dryrun':true} | dryrun UNKNOWN_FIELD
            # What is held of a person.
            export-person       | {} | userId REQUIRED
            export-person       | {'userId':'u','businessId':'b#1','nextToken':'AAAA','limit':1} | businessId INVALID, nextToken INVALID, limit UNKNOWN_FIELD
            erase-person        | {} | userId REQUIRED
            erase-person        | {'userId':'u','again':true,'dryRun':'no'} | dryRun INVALID, businessId REQUIRED
            # Links.
            issue-person-link   | {} | userId REQUIRED, purpose REQUIRED
            issue-person-link   | {'userId':'u','purpose':'UNSUBSCRIBE'} | businessId REQUIRED
            issue-person-link   | {'userId':'u','purpose':'SPY','days':401} | purpose UNKNOWN_VALUE, days INVALID
            issue-person-link   | {'userId':'u','purpose':'CALLS','scope':{'channel':'pigeon'}} | scope.channel UNKNOWN_VALUE, scope NOT_ALLOWED
            issue-person-links  | {} | purpose REQUIRED, rows REQUIRED
            issue-person-links  | {'purpose':'SUBSCRIBE','rows':[]} | businessId REQUIRED, rows REQUIRED
            revoke-person-links | {'linkId':'x'} | userId REQUIRED, linkId INVALID
            issue-business-token | {} | businessId REQUIRED, name REQUIRED
            issue-business-token | {'for':'OPERATOR','businessId':'b','name':'x','days':1} | businessId NOT_ALLOWED, days NOT_ALLOWED
            revoke-business-tokens | {'tokenId':'x'} | businessId REQUIRED, tokenId INVALID
            # Settings.
            configure-business  | {} | businessId REQUIRED
            configure-business  | {'name':'A'} | businessId REQUIRED, country REQUIRED, removal REQUIRED
            configure-business  | {'businessId':'b','name':'A','country':'XX',<AUTO>} | country INVALID
            configure-business  | {<SHOP>,'removal':{'mode':'SLOW'}} | removal.mode UNKNOWN_VALUE
            configure-business  | {<SHOP>,'removal':{'mode':'MANUAL','days':11}} | removal.days INVALID
            configure-business  | {<SHOP>,<AUTO>,'timeZone':'Mars/Olympus'} | timeZone INVALID
            configure-business  | {<SHOP>,<AUTO>,'languages':['ro','x y']} | languages[1] INVALID
            configure-business  | {<SHOP>,<AUTO>,'reasons':[{'code':'A','labels':{'en':'a'}},{'code':'A','labels':{'en':'b'}}]} | reasons[1] INVALID
            configure-business  | {<SHOP>,<AUTO>,'reasons':[{'code':'DECLINED','labels':{'en':'a'}}]} | reasons[0].code NOT_ALLOWED
            configure-business  | {<SHOP>,<AUTO>,'reasons':[{'code':'A','labels':{'en':''}}]} | reasons[0].labels.en INVALID
            configure-business  | {<SHOP>,<AUTO>,'notices':{'url':'http://x.example/','secretName':'consimt/notices/s'}} | notices.url INVALID
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1','1']}} | whatsapp.phoneNumberIds[1] INVALID
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1'],'appSecretName':'prod/db','verifyTokenName':'consimt/whatsapp-x'}} | whatsapp.appSecretName INVALID, whatsapp.verifyTokenName INVALID
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1'],'optOutWords':['gata',' ','!','🛑','<w*41>',7,null],'optOutButtons':['a','a']}} | whatsapp.optOutWords[1] INVALID, whatsapp.optOutWords[2] INVALID, whatsapp.optOutWords[3] INVALID, whatsapp.optOutWords[4] TOO_LONG, whatsapp.optOutWords[5] INVALID, whatsapp.optOutWords[6] REQUIRED, whatsapp.optOutButtons[1] INVALID
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1'],'optOutWords':['a','b','a'],'optOutButtons':['<b*257>','\\u0000']}} | whatsapp.optOutWords[2] INVALID, whatsapp.optOutButtons[0] TOO_LONG, whatsapp.optOutButtons[1] INVALID
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1'],'optOutWords':[<DIFFERENT>],'optOutButtons':[<DIFFERENT>]}} | whatsapp.optOutWords TOO_MANY, whatsapp.optOutButtons TOO_MANY
            configure-business  | {<SHOP>,<AUTO>,'whatsapp':{'phoneNumberIds':['1'],'optOutWords':[],'optOutButtons':'promo-off'}} | whatsapp.optOutWords REQUIRED, whatsapp.optOutButtons INVALID
            configure-business  | {<SHOP>,<AUTO>,'reasons':[{'code':'A','labels':{'en':'a','EN':'b'}}]} | reasons[0].labels.EN INVALID
            list-follow-ups     | {'businessId':'b','nextToken':'AAAA'} | nextToken INVALID
            """;

    static Stream<Arguments> bodies() {
        List<Arguments> all = new ArrayList<>();
        for (String function : List.of(DECIDE, CHECK, OUT, CONFIGURE)) {
            all.add(raw(function, new byte[0], "body REQUIRED"));
            all.add(text(function, "null", "body REQUIRED"));
            all.add(text(function, "nonsense", "body INVALID"));
        }
        all.add(raw(DECIDE, new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'}, "body INVALID"));
        all.add(raw(DECIDE, new byte[] {0, 0, 0}, "body INVALID"));
        for (String place : List.of("40709999999", "0/1 40709999999", "40709999999#b", "1/2 40709999999#b")) {
            all.add(text(REBUILD, "{'nextToken':'" + Token.of(place) + "'}", "nextToken INVALID"));
        }
        String id = "a".repeat(26);
        for (String place :
                List.of("due 2026-02-30 " + id, "soon 2026-02-03 " + id, "late 2026-02-03 A", "due " + id)) {
            all.add(text(
                    "list-follow-ups",
                    "{'businessId':'b','nextToken':'" + Token.of(place) + "'}",
                    "nextToken INVALID"));
        }
        return Stream.concat(
                all.stream(), TABLE.lines().filter(row -> !row.startsWith("#")).map(BadInputTest::row));
    }

    private static Arguments row(String row) {
        String[] cells = row.split(" +[|] ", 3);
        return text(cells[0], whole(cells[1]), whole(cells[2]).split(", "));
    }

    private static String whole(String cell) {
        String named = cell.replace("<WHO>", WHO)
                .replace("<SHOP>", SHOP)
                .replace("<AUTO>", AUTO)
                .replace("<MANY>", MANY)
                .replace("<DIFFERENT>", DIFFERENT);
        return REPEATED.matcher(named)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
    }

    private static Arguments text(String function, String body, String... problems) {
        return raw(function, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), problems);
    }

    private static Arguments raw(String function, byte[] body, String... problems) {
        return Arguments.of(function, body, Arrays.asList(problems));
    }

    private static List<String> problemsIn(String answer) {
        JsonNode tree = parsed(answer);
        assertTrue(isRecorded(answer) || tree.get("outcome").textValue().equals("REJECTED"), answer);
        return StreamSupport.stream(
                        tree.get(isRecorded(answer) ? "notes" : "errors").spliterator(), false)
                .map(error ->
                        error.get("field").textValue() + " " + error.get("code").textValue())
                .toList();
    }

    private static JsonNode parsed(String answer) {
        try {
            return World.JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRecorded(String answer) {
        return parsed(answer).has("notes");
    }

    private long stored() {
        return Stream.of(
                        tables.relations(),
                        tables.ledger(),
                        tables.followUps(),
                        tables.businesses(),
                        tables.revocations(),
                        tables.aside())
                .flatMap(table ->
                        client.scanPaginator(scan -> scan.tableName(table).select(Select.COUNT)).stream())
                .mapToLong(ScanResponse::count)
                .sum();
    }
}
