package consimt.access;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.Answer;
import consimt.answer.GatewayAnswer;
import consimt.business.BusinessSettings;
import consimt.form.Input;
import consimt.kit.World;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links are right from the first deployment on: the stack knows its own address, and nobody has to tell it. */
class OwnAddressTest {

    private static final String GATEWAY = "a1b2.execute-api.eu-central-1.amazonaws.com";
    private static final String CALLED = "'domainName':'" + GATEWAY
            + "','path':'/live/issue-person-link','resourcePath':'/issue-person-link','stage':'live'";
    private static final String NONE = "NOT_ALLOWED";

    private final World world = World.fresh();

    @Test
    void aCallByTheGatewayTellsWhereTheGatewayIs() {
        assertEquals("https://" + GATEWAY + "/live", byGateway(CALLED));
    }

    @ParameterizedTest
    @CsvSource({"/issue-person-link, ''", "/consimt/issue-person-link, /consimt", "/a/b/issue-person-link, /a/b"})
    void aNameOfOnesOwnIsRightToo(String path, String before) {
        assertEquals(
                "https://no.example" + before,
                byGateway("'domainName':'no.example','path':'%s','resourcePath':'/issue-person-link'".formatted(path)));
    }

    /** The sender chooses headers, so a link by one could lead anywhere. */
    @Test
    void noHeaderTellsIt() {
        ObjectNode event = event("'path':'/live/issue-person-link','resourcePath':'/issue-person-link'");
        event.set("headers", World.tree("{'Host':'evil.example','X-Forwarded-Host':'evil.example'}"));
        assertEquals(NONE, answered(function(Optional.empty()), read(event)));
        event.set("requestContext", event(CALLED).get("requestContext"));
        assertEquals("https://" + GATEWAY + "/live", answered(function(Optional.empty()), read(event)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'domainName':'a.example'",
                "'domainName':'a.example','path':'/live/issue-person-link'",
                "'domainName':'a.example','path':'/live/other','resourcePath':'/issue-person-link'",
                "'domainName':'','path':'/issue-person-link','resourcePath':'/issue-person-link'",
                "'domainName':'a.example/x?','path':'/issue-person-link','resourcePath':'/issue-person-link'",
                "'domainName':'a@b','path':'/issue-person-link','resourcePath':'/issue-person-link'",
                "'domainName':'a.example','path':'//evil/issue-person-link','resourcePath':'/issue-person-link'",
                "'domainName':7,'path':{},'resourcePath':[]"
            })
    void whatIsNoAddressIsNoneAndNoLinkIsMade(String context) {
        assertEquals(NONE, byGateway(context));
    }

    @Test
    void forDirectCallsTheOperatorsSettingsHaveIt() {
        String forCalls = "{'userId':'p','purpose':'CALLS'}";
        assertEquals(NONE, direct());
        assertFalse(answer(function(Optional.empty()), Input.of(World.tree(forCalls)))
                .has("page"));
        world.settle("operator", "'gateway':{'address':'https://settled.example/live','pages':'https://p.example'}");
        assertEquals("https://settled.example/live", direct());
        assertEquals("https://" + GATEWAY + "/live", byGateway(CALLED));
        JsonNode calls = answer(function(Optional.empty()), Input.of(World.tree(forCalls)));
        assertEquals("https://p.example/person/#" + textOf(calls, "token"), textOf(calls, "/page/url"));
    }

    @Test
    void theParameterGoesBeforeBoth() {
        world.settle("operator", "'gateway':{'address':'https://settled.example','pages':'https://p.example'}");
        IssuePersonLink function = function(Optional.of("https://given.example"));
        assertEquals("https://given.example", answered(function, read(event(CALLED))));
        assertEquals("https://given.example", answered(function, directly()));
    }

    @Test
    void theAddressesAreTheOperatorsAndAKeyIsABusinesss() {
        assertEquals(
                "[gateway.address NOT_ALLOWED, gateway.pages NOT_ALLOWED]",
                refused("b", "'address':'https://a.example','pages':'https://p.example'"));
        assertEquals("[gateway.ownKey NOT_ALLOWED]", refused("operator", "'ownKey':true"));
        for (String no : new String[] {"http://a.example", "https://a.example/", "https://", "https://a.example/?b"}) {
            assertEquals("[gateway.address INVALID]", refused("operator", "'address':'" + no + "'"), no);
        }
    }

    private String refused(String business, String gateway) {
        return world.settle(business, "'gateway':{" + gateway + "}")
                .get("errors")
                .valueStream()
                .map(error -> textOf(error, "field") + " " + textOf(error, "code"))
                .toList()
                .toString();
    }

    private String byGateway(String context) {
        return answered(function(Optional.empty()), read(event(context)));
    }

    private String direct() {
        return answered(function(Optional.empty()), directly());
    }

    private static Input directly() {
        return Input.of(World.tree("{'userId':'p','businessId':'b','purpose':'UNSUBSCRIBE'}"));
    }

    /** Of a business that calls by the gateway. */
    private static ObjectNode event(String context) {
        ObjectNode event = (ObjectNode) World.tree("""
                {'httpMethod':'POST','headers':{},
                 'requestContext':{'authorizer':{'kind':'BUSINESS','businessId':'b'},%s}}""", context);
        return event.put("body", "{\"userId\":\"p\",\"businessId\":\"b\",\"purpose\":\"UNSUBSCRIBE\"}");
    }

    private static Input read(JsonNode event) {
        try {
            return World.JSON.readValue(event.toString(), Input.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Without a parameter for pages, as every function here. */
    private IssuePersonLink function(Optional<String> publicAddress) {
        return new IssuePersonLink(new LinkMaker(
                Access.links(world),
                new BusinessSettings(world.stores.businesses(), world.clock, "operator"),
                publicAddress,
                Optional.empty(),
                world.clock));
    }

    /** The address that a link leads to, or why there is none. */
    private static String answered(IssuePersonLink function, Input input) {
        JsonNode answer = answer(function, input);
        String url = answer.at("/unsubscribe/url").asText();
        return url.isEmpty() ? textOf(answer, "/errors/0/code") : url.substring(0, url.indexOf("/unsubscribe?link="));
    }

    private static JsonNode answer(IssuePersonLink function, Input input) {
        Answer answer = function.issuePersonLink(input);
        return answer instanceof GatewayAnswer written
                ? World.tree("%s", written.body())
                : World.JSON.valueToTree(answer);
    }
}
