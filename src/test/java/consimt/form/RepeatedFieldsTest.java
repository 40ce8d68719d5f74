package consimt.form;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal gets in from programs that write a field twice, digits without quotes, or no id beside a person's link. */
class RepeatedFieldsTest {

    private static final World WORLD = World.fresh();

    private static final String TWICE =
            "[{'field':'%1$s','code':'INVALID','message':'%1$s stands in the object twice'}]";

    private final String person = World.somebody();
    private final String who = "'userId':'" + person + "','businessId':'shop'";

    // A field that stands twice.

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            request-opt-out | channel       | 'web'                    | 'app'
            request-opt-out | channel       | 'web'                    | 7
            request-opt-out | channel       | 'web'                    | null
            request-opt-out | locale        | 'ro'                     | 'en'
            request-opt-out | occurredAt    | '2026-11-24T11:00:00Z'   | '2026-11-24T10:00:00Z'
            request-opt-out | requestId     | 'o-1'                    | 'o-2'
            request-opt-out | reason        | {'code':'TOO_MANY'}      | 'DECLINED'
            request-opt-out | campaign      | 'spring'                 | 'summer'
            request-opt-out | messageSentAt | '2026-11-24T11:00:00Z'   | '2026-11-24T10:00:00Z'
            request-opt-out | scope         | {'channel':'sms'}        | {'channel':'email'}
            decide-consent  | channel       | 'web'                    | 'app'
            decide-consent  | report        | {'reason':'SPAM'}        | {'reason':'SCAM'}
            decide-consent  | alsoBlock     | true                     | false
            """)
    void aRefusalIsRecordedWithANoteOfAFieldThatStandsTwice(String function, String field, String one, String other) {
        for (List<String> values : List.of(List.of(one, one), List.of(one, other), List.of(one, other, one))) {
            String fields = needed(function)
                    + values.stream().map(value -> ",'" + field + "':" + value).reduce("", String::concat);
            String report =
                    function.equals("decide-consent") && !field.equals("report") ? ",'report':{'reason':'SPAM'}" : "";
            for (JsonNode answer : byEveryWay(function, "{" + fields + report + "}")) {
                assertEquals("RECORDED", outcome(answer), answer::toString);
                assertEquals(World.tree(TWICE, field), answer.get("notes"));
            }
        }
    }

    private static String needed(String function) {
        return "'userId':'%s','businessId':'shop'" + (function.equals("decide-consent") ? ",'decision':'REPORT'" : "");
    }

    @Test
    void twoValuesCountAsNoneAndTheSameValueCounts() {
        assertEquals(
                World.tree("{'channel':'sms'}"),
                call("request-opt-out", "{" + who + ",'scope':{'channel':'sms','channel':'sms'}}")
                        .get("scope"));
        assertFalse(call("request-opt-out", "{" + who + ",'scope':{'channel':'sms'},'scope':{'channel':'email'}}")
                .has("scope"));
    }

    @Test
    void theNoteHasThePathOfWhatLiesDeeper() {
        JsonNode answer = call(
                "request-opt-out",
                "{" + who + ",'reason':{'code':'TOO_MANY','text':'a','text':'b'},"
                        + "'scope':{'channel':'sms','channel':'email'},'unknown':{'x':1,'x':2}}");
        assertEquals("RECORDED", outcome(answer));
        assertEquals(
                List.of("scope.channel", "reason.text", "unknown"),
                answer.get("notes").findValuesAsText("field"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            request-opt-out | 'userId':'%s'         | 'userId':'40700009999' | userId
            request-opt-out | 'businessId':'shop'   | 'businessId':'other'   | businessId
            decide-consent  | 'decision':'BLOCK'    | 'decision':'CONTINUE'  | decision
            decide-consent  | 'decision':'CONTINUE' | 'decision':'BLOCK'     | decision
            decide-consent  | 'decision':'BLOCK'    | 'decision':'REPORT'    | decision
            """)
    void thePersonTheBusinessOrTheDecisionWithTwoValuesIsNobodysRefusal(
            String function, String one, String other, String field) {
        String rest = Stream.of("'userId':'%s'", "'businessId':'shop'", "'decision':'BLOCK'")
                .filter(each -> !each.startsWith("'" + field + "'"))
                .filter(each -> function.equals("decide-consent") || !each.startsWith("'decision'"))
                .reduce("", (all, each) -> all + "," + each);
        for (JsonNode answer : byEveryWay(function, "{" + one + "," + other + rest + "}")) {
            assertEquals("REJECTED", outcome(answer));
            assertEquals(World.tree(TWICE, field), answer.get("errors"));
        }
        if (!one.contains("CONTINUE")) {
            for (JsonNode answer : byEveryWay(function, "{" + one + "," + one + rest + "}")) {
                assertEquals("RECORDED", outcome(answer));
                assertEquals(World.tree(TWICE, field), answer.get("notes"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            check-permission   | 'userId':'p','businessId':'b','category':'SERVICE','category':'SERVICE' | category
            check-permission   | 'userId':'p','businessId':'b','category':'SERVICE','category':'UTILITY' | category
            request-opt-in     | 'userId':'p','userId':'p','businessId':'b'                              | userId
            record-message     | 'businessId':'b','messages':[{'userId':'p','category':'UTILITY','messageId':'m',\
                                 'messageId':'m','sentAt':'2026-11-24T00:00:00Z'}]        | messages[0].messageId
            configure-business | 'businessId':'b','name':'B','country':'RO','removal':{'mode':'MANUAL'},'topics':\
                                 [{'code':'a','labels':{'en':'A','en':'A'}}]                 | topics[0].labels.en
            read-ledger        | 'userId':'p','businessId':'b','limit':1,'limit':2                   | limit
            """)
    void whateverIsNoRefusalIsRejectedByTheFieldsName(String function, String fields, String field) {
        for (JsonNode answer : byEveryWay(function, "{" + fields + "}")) {
            assertEquals("REJECTED", outcome(answer));
            assertEquals(World.tree(TWICE, field), answer.get("errors"));
        }
    }

    /** It would decide whose call it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'caller':<C>,'caller':<C>,'input':<I>}",
                "{'caller':<C>,'input':<I>,'input':<I>}",
                "{'caller':<C>,'caller':{'kind':'PERSON','userId':'x'},'input':<I>}",
                "{'caller':{'kind':'OPERATOR','kind':'OPERATOR'},'input':<I>}",
                "{'caller':{'kind':'PERSON','userId':'x','userId':'y'},'input':<I>}",
                "{'requestContext':{},'httpMethod':'POST','httpMethod':'POST','body':'{}'}",
                "{'httpMethod':'POST','requestContext':{'identity':{'userArn':'arn:a','userArn':'arn:a'}},'body':'{}'}"
            })
    void aCallerWhoIsNamedTwiceIsNobody(String body) {
        String sent = body.replace("<C>", "{'kind':'OPERATOR'}").replace("<I>", "{" + who + "}");
        JsonNode answer = WORLD.invoke("request-opt-out", sent.replace('\'', '"'));
        JsonNode told = answer.has("body") ? parsed(textOf(answer, "body")) : answer;
        assertEquals(
                World.tree(
                        "[{'field':'caller','code':'NOT_ALLOWED','message':'the caller may not do this, or not here'}]"),
                told.get("errors"));
    }

    @Test
    void ofTwoPeopleALinkSpeaksForNone() {
        String input = "{'userId':'" + person + "','userId':'40700009999','businessId':'shop'}";
        assertEquals("caller", textOf(byLink("request-opt-out", person, input), "/errors/0/field"));
        String same = "{" + who + ",'userId':'" + person + "'}";
        assertEquals("RECORDED", outcome(byLink("request-opt-out", person, same)));
    }

    // Digits without quotes.

    @Test
    void digitsWithoutQuotesAreThePersonsIdOfARefusal() {
        String digits = person;
        String note = "[{'field':'userId','code':'INVALID','message':'userId must be a text'}]";
        for (String input :
                List.of("'decision':'BLOCK'", "'decision':'MESSAGE_SENT','text':'I do not wish to be contacted'")) {
            JsonNode answer = call("decide-consent", "{'userId':" + digits + ",'businessId':'shop'," + input + "}");
            assertEquals("RECORDED", outcome(answer));
            assertEquals(World.tree(note), answer.get("notes"));
            assertEquals(person, textOf(answer, "/relation/userId"));
        }
        JsonNode ofLink = byLink("request-opt-out", person, "{'userId':" + digits + ",'businessId':'shop'}");
        assertEquals("RECORDED", outcome(ofLink));
        assertEquals(World.tree(note), ofLink.get("notes"));
        assertEquals(
                "BLOCKED_BY_USER",
                textOf(call("check-permission", "{" + who + ",'category':'MARKETING'}"), "/results/0/reason"));
        assertEquals(
                World.tree(note),
                call("check-permission", "{'userId':" + digits + ",'businessId':'shop','category':'MARKETING'}")
                        .get("errors"));
    }

    @Test
    void digitsWithoutQuotesAreABusinesssIdToo() {
        JsonNode answer = call("request-opt-out", "{'userId':'" + person + "','businessId':7}");
        assertEquals("RECORDED", outcome(answer));
        assertEquals(
                World.tree("[{'field':'businessId','code':'INVALID','message':'businessId must be a text'}]"),
                answer.get("notes"));
        assertEquals("7", textOf(answer, "/relation/businessId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.07e10", "40755500001.0", "-40755500001", "true", "['40755500001']", "{}"})
    void whatIsNoIdIsNone(String userId) {
        JsonNode answer = call("request-opt-out", "{'userId':" + userId + ",'businessId':'shop'}");
        assertEquals(
                World.tree("[{'field':'userId','code':'INVALID','message':'userId must be a text'}]"),
                answer.get("errors"));
    }

    // A person's link says who they are.

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            decide-consent      | 'decision':'BLOCK'   | RECORDED
            request-opt-out     | 'channel':'web'      | RECORDED
            request-opt-out     | 'userId':null        | RECORDED
            request-opt-in      | 'channel':'web'      | RECORDED
            explain-opt-out     | 'entryId':'none','reason':'DECLINED' | REJECTED
            read-relation       | 'locale':'en'        | FOUND
            read-ledger         | 'limit':1            | FOUND
            export-person       | 'nextToken':null     | FOUND
            revoke-person-links | 'businessId':'shop'  | RECORDED
            """)
    void theLinksOwnIdIsTheId(String function, String fields, String outcome) {
        JsonNode ofOne = byLink(function, person + "','businessId':'shop", "{" + fields + "}");
        assertEquals(outcome, outcome(ofOne), ofOne::toString);
        JsonNode ofAll = byLink(function, World.somebody(), "{" + fields.replace("'businessId':'shop'", "") + "}");
        boolean needsABusiness = !List.of("read-relation", "export-person", "revoke-person-links")
                .contains(function);
        assertEquals(
                needsABusiness ? "businessId" : "", ofAll.at("/errors/0/field").asText());
        JsonNode ofAnother = byLink(function, person, "{'userId':'x','businessId':'shop'}");
        assertEquals("caller", textOf(ofAnother, "/errors/0/field"));
        JsonNode atAnother = byLink(function, person + "','businessId':'shop", "{'businessId':'other'}");
        assertEquals("caller", textOf(atAnother, "/errors/0/field"));
    }

    /** As bytes and as Lambda hands it over, each about somebody else. */
    private static List<JsonNode> byEveryWay(String function, String body) {
        return List.of(
                call(function, body.replace("%s", World.somebody())),
                WORLD.invoke(function, body.replace("%s", World.somebody()).replace('\'', '"')));
    }

    /** By the gateway, as whom the authorizer names for a person's link. */
    private static JsonNode byLink(String function, String person, String input) {
        ObjectNode event = World.JSON.createObjectNode().put("httpMethod", "POST");
        event.set("requestContext", World.tree("{'authorizer':{'kind':'PERSON','userId':'%s'}}", person));
        event.put("body", input.replace('\'', '"'));
        JsonNode answer = WORLD.callByGateway(function, event);
        return parsed(textOf(answer, "body"));
    }

    private static JsonNode call(String function, String body) {
        return WORLD.call(function, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parsed(String json) {
        try {
            return World.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String outcome(JsonNode answer) {
        return textOf(answer, "outcome");
    }
}
