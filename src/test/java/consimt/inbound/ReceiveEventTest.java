package consimt.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.source.SourceFilesTest;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveEventTest {

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void settle() {
        world.settle("shop", "'topics':[{'code':'31','labels':{'en':'News'}}],'marketingBasis':'OPT_IN'");
    }

    private String key(String source, String more) {
        return Vendor.of(world, "shop", source, more).key();
    }

    private HttpAnswer post(World at, String key, String body) {
        at.clock.pass(Duration.ofSeconds(1));
        return new Vendor(key).tell(at, body);
    }

    private void sms(String key, String id, String text, String type) {
        assertEquals(200, post(world, key, form(id, text, type)).statusCode());
    }

    private String form(String id, String text, String type) {
        return Vendor.sms(person, id, text, type);
    }

    private JsonNode entries() {
        return world.call("read-ledger", "{'businessId':'shop','userId':'%s'}", person)
                .get("entries");
    }

    private String marketing(String channel) {
        return world.may(
                "'userId':'%s','businessId':'shop','category':'MARKETING','scope':{'channel':'%s'}", person, channel);
    }

    @Test
    void theOperatorIsToldTheWholeAddressAndTheLedgerWhoseKeyItIs() {
        JsonNode made =
                world.call("issue-business-token", "{'businessId':'shop','name':'our twilio','source':'twilio'}");
        String key = made.get("token").textValue();
        assertEquals(
                "https://consimt:" + key + "@consimt.example/receive-event",
                made.at("/receive/url").textValue());
        assertEquals(
                "https://consimt.example/receive-event?key=" + key,
                made.at("/receive/urlWithKey").textValue());
        assertFalse(made.has("expiresAt"));
        JsonNode entries = world.call("read-ledger", "{'businessId':'shop'}").get("entries");
        assertEquals(
                "twilio", entries.get(entries.size() - 1).get("tokenSource").textValue());
        for (String wrong : List.of("'source':'nobody'", "'source':'twilio','days':3", "'holder':'BUSINESS'")) {
            assertEquals(
                    "REJECTED",
                    world.outcome("issue-business-token", "{'businessId':'shop','name':'n'," + wrong + "}"),
                    wrong);
        }
    }

    @Test
    void aStopBySmsRefusesAllMarketingAndAStartLiftsItForSmsAlone() {
        String key = key("twilio", "");
        sms(key, "1", "hello", "");
        sms(key, "2", "Stop", "STOP");
        assertEquals("MARKETING_OPTED_OUT", marketing("sms"));
        assertEquals("MARKETING_OPTED_OUT", marketing("email"));
        sms(key, "3", "START", "START");
        assertEquals("ALLOWED", marketing("sms"));
        assertEquals("MARKETING_OPTED_OUT", marketing("email"));
        // Told again, late: nothing that was said after it is lifted.
        sms(key, "4", "Stop", "");
        sms(key, "3", "START", "START");
        assertEquals("MARKETING_OPTED_OUT", marketing("sms"));
    }

    @Test
    void aStartByAKeyOfTheBusinessIsAClaimAndLiftsNothing() {
        String key = key("twilio", ",'holder':'BUSINESS'");
        sms(key, "1", "hello", "");
        sms(key, "2", "Stop", "STOP");
        sms(key, "3", "START", "START");
        assertEquals("MARKETING_OPTED_OUT", marketing("sms"));
        JsonNode stop = entries().get(1);
        assertEquals("BUSINESS", stop.at("/signer").textValue());
    }

    @Test
    void aStartWhoseWordsMayRefuseIsNoStart() {
        String key = key("twilio", "");
        sms(key, "1", "Stop", "STOP");
        sms(key, "2", "please+do+not+write+to+me+again", "START");
        assertEquals("MARKETING_OPTED_OUT", marketing("sms"));
    }

    @Test
    void theSameEventTwiceIsOneAndAnsweredAsTheVendorWantsIt() {
        String key = key("twilio", "");
        HttpAnswer answer = post(world, key, form("1", "Stop", "STOP"));
        assertEquals("<Response/>", answer.body());
        assertEquals("text/xml; charset=utf-8", answer.headers().get("Content-Type"));
        JsonNode first = entries();
        sms(key, "1", "Stop", "STOP");
        assertEquals(first, entries());
    }

    @Test
    void ofSeveralWhoMayHaveComplainedEachIsSuspected() {
        String body = "{\"type\":\"email.complained\",\"created_at\":\"2026-11-24T11:00:00Z\",\"data\":{\"to\":[%s]}}";
        String key = key("resend", "");
        assertEquals(
                200,
                post(world, key, body.formatted("\"ana@example.com\",\"ion@example.com\""))
                        .statusCode());
        assertEquals(
                200, post(world, key, body.formatted("\"eva@example.com\"")).statusCode());
        Map<String, String> said = new HashMap<>();
        for (String each : List.of("ana", "ion", "eva")) {
            said.put(each, world.marketing(each + "@example.com", "shop"));
        }
        assertEquals(
                Map.of("ana", "REFUSAL_SUSPECTED", "ion", "REFUSAL_SUSPECTED", "eva", "MARKETING_OPTED_OUT"), said);
    }

    @Test
    void aStopOfATopicIsOfThisTopicAndOfAnUnknownOneOfAll() {
        String key = key("sendgrid", "");
        String body =
                "[{\"event\":\"group_unsubscribe\",\"email\":\"%s@example.com\",\"sg_event_id\":\"%s\",\"timestamp\":1795518000,\"asm_group_id\":%s}]";
        post(world, key, body.formatted("ana", "a", "31"));
        post(world, key, body.formatted("ion", "b", "32"));
        String asked = "{'userId':'%s@example.com','businessId':'shop'}";
        JsonNode ofTopic = world.call("read-ledger", asked, "ana").at("/entries/0");
        JsonNode ofAll = world.call("read-ledger", asked, "ion").at("/entries/0");
        assertEquals("{\"topic\":\"31\"}", ofTopic.get("scope").toString());
        assertEquals("OPT_OUT", ofAll.get("value").textValue());
        assertFalse(ofAll.has("scope"));
    }

    @Test
    void aWrongKeyIsRefusedAndARevokedOne() {
        String key = key("twilio", "");
        String body = form("1", "Stop", "STOP");
        for (String wrong : List.of("", "S.", key.substring(1), key + "A", key.replace("S.", "T."))) {
            assertEquals(401, post(world, wrong, body).statusCode(), wrong);
        }
        assertEquals(
                401,
                world.receiveEvent
                        .answer(new HttpCall("POST", Map.of(), Map.of(), new byte[0]))
                        .statusCode());
        assertEquals(6L, world.counted.get("RefusedSignatures"));
        assertEquals(
                200,
                world.receiveEvent
                        .answer(new HttpCall(
                                "POST", Map.of("key", key), Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                        .statusCode());
        assertEquals(400, post(world, key, "nothing").statusCode());
        assertEquals(413, post(world, key, " ".repeat(1_100_000)).statusCode());
        assertEquals(
                200,
                world.receiveEvent
                        .answer(new HttpCall("GET", Map.of(), Map.of(), new byte[0]))
                        .statusCode());
        world.clock.pass(Duration.ofDays(800));
        assertEquals(200, post(world, key, body).statusCode());
        world.call("revoke-business-tokens", "{'businessId':'shop'}");
        assertEquals(401, post(world, key, body).statusCode());
    }

    @Test
    void aStopWhileTheStoreIsSilentIsDeliveredAgainAndStands() {
        String key = key("twilio", "");
        boolean happened = true;
        for (int failing = 1; happened; failing++) {
            String id = "" + failing;
            Fault fault = new Fault(failing, Fault.When.BEFORE);
            World silent = world.with(fault);
            boolean cut = Fault.cutsOff(() -> post(silent, key, form(id, "Stop", "STOP")));
            happened = fault.happened();
            assertTrue(failing > 1 || cut);
            sms(key, id, "Stop", "STOP");
            assertEquals(failing, entries().size());
            assertEquals("MARKETING_OPTED_OUT", marketing("sms"));
        }
    }

    @Test
    void eachStopOfTheExamplesStandsAndNothingElseMovesAnything() {
        for (SourceFilesTest.Example example : SourceFilesTest.examples()) {
            World each = World.fresh();
            each.settle("shop", "'country':'RO'");
            String key = Vendor.of(each, "shop", example.source(), "").key();
            assertEquals(200, post(each, key, example.body()).statusCode());
            for (String read : example.read().split("; ")) {
                String[] words = read.split(" ");
                if (words[0].equals("STOP") && !read.contains("topic")
                        || words[0].equals("COMPLAINT") && words.length < 5) {
                    assertEquals("MARKETING_OPTED_OUT", each.marketing(words[2], "shop"), example::toString);
                }
            }
            if (example.read().equals("-")) {
                for (String who : List.of("40705000001", "ana@example.com", "eva@example.com")) {
                    assertEquals(
                            0,
                            each.call("read-ledger", "{'businessId':'shop','userId':'%s'}", who)
                                    .get("entries")
                                    .size(),
                            example::toString);
                }
            }
        }
    }
}
