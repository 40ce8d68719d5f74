package consimt.infra;

import static consimt.infra.TemplateParts.assertWritten;
import static consimt.local.Template.asMap;
import static consimt.local.Template.list;
import static consimt.local.Template.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.access.Access;
import consimt.kit.World;
import consimt.local.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where the web ACL is on, no link and no address uses up what all people have. */
class WebFirewallTest {

    private static final Template TEMPLATE = Template.read();
    private static final Map<String, Object> ACL =
            TEMPLATE.resources("AWS::WAFv2::WebACL").get("FrontDoor");

    @Test
    void itStandsBeforeTheGatewayWhereItIsAskedForAndNotOtherwise() {
        Map<String, Object> resources = map(TEMPLATE.document(), "Resources");
        for (String name : List.of("FrontDoor", "FrontDoorOfTheGateway")) {
            assertEquals("HasWebFirewall", asMap(resources.get(name)).get("Condition"), name);
        }
        assertEquals(
                "TellsWhoIsHeldOff", asMap(resources.get("SomebodyIsHeldOff")).get("Condition"));
        assertWritten(
                "{'!And':[{'!Condition':'HasWebFirewall'},{'!Condition':'HasAlarmTopic'}]}",
                map(TEMPLATE.document(), "Conditions").get("TellsWhoIsHeldOff"));
        assertEquals(
                "off",
                map(map(TEMPLATE.document(), "Parameters"), "WebFirewall").get("Default"));
        Map<String, Object> association =
                TEMPLATE.resources("AWS::WAFv2::WebACLAssociation").get("FrontDoorOfTheGateway");
        assertEquals(Map.of("!GetAtt", "FrontDoor.Arn"), association.get("WebACLArn"));
        assertWritten("""

                {'!Sub':'arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Gateway}/stages/${Gateway.Stage}'}""", association.get("ResourceArn"));
        assertEquals(Map.of("Allow", Map.of()), ACL.get("DefaultAction"));
    }

    @Test
    void eachLinkAndEachAddressHasALimitOfItsOwn() {
        Map<String, Object> limits = new TreeMap<>();
        for (Object each : list(ACL, "Rules")) {
            Map<String, Object> rule = asMap(each);
            Map<String, Object> rate = map(map(rule, "Statement"), "RateBasedStatement");
            assertEquals(300, rate.get("EvaluationWindowSec"));
            Map<String, Object> answer = map(map(map(rule, "Action"), "Block"), "CustomResponse");
            assertEquals(429, answer.get("ResponseCode"));
            assertEquals(List.of(Map.of("Name", "Retry-After", "Value", "300")), list(answer, "ResponseHeaders"));
            limits.put(rule.get("Name").toString(), map(rate, "Limit").get("!Ref"));
        }
        assertWritten("""
                {'EachLinkToUnsubscribe':'LinkRequestsInFiveMinutes',
                'EachLinkToCall':'LinkRequestsInFiveMinutes',
                'EachAddressThatUnsubscribes':'AddressRequestsInFiveMinutes',
                'EachAddressOfTheWebhook':'WebhookAddressRequestsInFiveMinutes',
                'EachAddressThatCalls':'CallingAddressRequestsInFiveMinutes'}""", limits);
    }

    /** A stranger's address cannot take what the gateway has for a path, and the platform's can send its refusals. */
    @Test
    void eachPathThatIsOpenIsCountedByAddressOnce() {
        Map<String, Object> page = map(rate("EachAddressThatUnsubscribes"), "ScopeDownStatement");
        Map<String, Object> webhook = map(rate("EachAddressOfTheWebhook"), "ScopeDownStatement");
        assertEquals("/unsubscribe", map(page, "ByteMatchStatement").get("SearchString"));
        assertEquals("/receive-", map(webhook, "ByteMatchStatement").get("SearchString"));
        Map<String, Object> others = map(rate("EachAddressThatCalls"), "ScopeDownStatement");
        assertEquals(
                List.of(page, webhook),
                list(map(map(map(others, "NotStatement"), "Statement"), "OrStatement"), "Statements"));
        Map<String, Object> parameters = map(TEMPLATE.document(), "Parameters");
        int path = number(parameters, "RequestsPerSecond") * 300;
        assertTrue(number(parameters, "CallingAddressRequestsInFiveMinutes") <= path / 4);
        assertTrue(number(parameters, "WebhookAddressRequestsInFiveMinutes") <= path / 2);
        assertTrue(number(parameters, "CallingAddressRequestsInFiveMinutes")
                >= 300 * number(parameters, "BusinessRequestsPerSecond"));
    }

    private static int number(Map<String, Object> parameters, String name) {
        return (Integer) map(parameters, name).get("Default");
    }

    /** By what it begins with, for nobody but the functions can read it. */
    @Test
    void aTokenOfAPersonIsToldFromOneOfABusiness() {
        World world = World.fresh();
        Object begin = map(map(rate("EachLinkToCall"), "ScopeDownStatement"), "ByteMatchStatement")
                .get("SearchString");
        String link = world.text("/token", "issue-person-link", "{'userId':'40755500001','purpose':'CALLS'}");
        assertTrue(lowerCase("bEARER " + link).startsWith(begin.toString()), link);
        for (String business : List.of(
                Access.ISSUER.token("librarie", world.clock.instant()),
                world.text("/token", "issue-business-token", "{'businessId':'librarie','name':'x'}"))) {
            assertFalse(lowerCase("Bearer " + business).startsWith(begin.toString()), business);
        }
    }

    /** Else each spelling of the scheme would have a limit of its own. */
    @Test
    void theSchemeIsComparedInLowerCase() {
        Map<String, Object> rate = rate("EachLinkToCall");
        List<Object> lowerCase = List.of(Map.of("Priority", 0, "Type", "LOWERCASE"));
        Map<String, Object> key = asMap(list(rate, "CustomKeys").get(0));
        assertEquals(lowerCase, list(map(key, "Header"), "TextTransformations"));
        assertEquals(
                lowerCase, list(map(map(rate, "ScopeDownStatement"), "ByteMatchStatement"), "TextTransformations"));
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Test
    void itKeepsNothingOfARequest() {
        assertEquals(false, map(ACL, "VisibilityConfig").get("SampledRequestsEnabled"));
        list(ACL, "Rules")
                .forEach(rule ->
                        assertEquals(false, map(asMap(rule), "VisibilityConfig").get("SampledRequestsEnabled")));
        assertEquals(Map.of(), TEMPLATE.resources("AWS::WAFv2::LoggingConfiguration"));
    }

    private static Map<String, Object> rate(String rule) {
        return list(ACL, "Rules").stream()
                .map(Template::asMap)
                .filter(each -> rule.equals(each.get("Name")))
                .map(each -> map(map(each, "Statement"), "RateBasedStatement"))
                .findFirst()
                .orElseThrow();
    }
}
