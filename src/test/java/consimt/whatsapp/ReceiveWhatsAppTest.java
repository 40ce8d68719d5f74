package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may deliver, and what the answer is. */
class ReceiveWhatsAppTest {

    private static final Platform OPERATORS = new Platform(Platform.SECRET);
    private static final Platform SHOPS = new Platform("the shop's own app secret");

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String person = World.somebody();

    @Test
    void provesTheAddressToWhoKnowsTheTokenOnly() {
        settle("own", "9001", ",'verifyTokenName':'own/token'");
        world.secrets.with(Webhook.TOKEN_NAME, "the token").with("own/token", "own token");
        assertEquals("200 1158201444", prove("subscribe", "the token", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "the tokem", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "", "1158201444", ""));
        assertEquals("403 ", prove("unsubscribe", "the token", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "own token", "1", ""));
        assertEquals("200 1", prove("subscribe", "own token", "1", "own"));
        assertEquals("403 ", prove("subscribe", "the token", "1", "own"));
        world.secrets.with("own/token.previous", "old token");
        world.clock.pass(Duration.ofMinutes(5));
        assertEquals("200 1", prove("subscribe", "old token", "1", "own"));
        assertEquals(405, call("PUT", new byte[0], Map.of()).statusCode());
    }

    @Test
    void withoutATokenNobodyProvesIt() {
        world.secrets.remove(Webhook.TOKEN_NAME);
        assertEquals("403 ", prove("subscribe", "", "1", ""));
        assertEquals("403 ", prove("subscribe", "x", "1", ""));
    }

    @Test
    void takesNothingThatIsNotSigned() {
        settle("shop", "9001", "");
        byte[] body = message("9001", person, "wamid.1", "hello");
        long before = stored();
        for (String header : Arrays.asList(
                null,
                "",
                "sha256=",
                "sha256=" + "0".repeat(64),
                SHOPS.signature(body),
                OPERATORS.signature(new byte[1]))) {
            Map<String, String> headers = header == null ? Map.of() : Map.of("x-hub-signature-256", header);
            assertEquals(401, call("POST", body, headers).statusCode());
        }
        assertEquals(before, stored());
        assertEquals(6, counted("RefusedSignatures"));
        assertEquals(200, deliver(OPERATORS, body));
        assertEquals("ACCEPTED", relation("shop", person).get("conversation").textValue());
    }

    @Test
    void aBusinessWithASecretOfItsOwnIsSignedForByThatAlone() {
        settle("shop", "9001", ",'appSecretName':'shop/secret'");
        settle("other", "9002", "");
        world.secrets.with("shop/secret", "the shop's own app secret");
        assertEquals(401, deliver(OPERATORS, message("9001", person, "wamid.1", "hello")));
        assertEquals(200, deliver(SHOPS, message("9001", person, "wamid.1", "hello")));
        assertEquals(401, deliver(SHOPS, message("9002", person, "wamid.2", "hello")));

        // One that does not match refuses the whole.
        String both = new String(message("9001", person, "wamid.3", "stop"), StandardCharsets.UTF_8);
        both = both.replace("\"changes\":[", "\"changes\":[" + change("9002", person, "wamid.4", "stop") + ",");
        long before = stored();
        assertEquals(401, deliver(SHOPS, both.getBytes(StandardCharsets.UTF_8)));
        assertEquals(401, deliver(OPERATORS, both.getBytes(StandardCharsets.UTF_8)));
        assertEquals(before, stored());
    }

    @Test
    void whileASecretIsChangedBothAreRightAndANewOneIsSeenAtOnce() {
        settle("shop", "9001", "");
        deliver(OPERATORS, message("9001", person, "wamid.1", "hello"));
        world.secrets.with(Webhook.SECRET_NAME, "the shop's own app secret");
        world.secrets.with(Webhook.SECRET_NAME + ".previous", Platform.SECRET);
        world.clock.pass(Duration.ofSeconds(11));
        assertEquals(200, deliver(SHOPS, message("9001", person, "wamid.2", "hello")));
        assertEquals(200, deliver(OPERATORS, message("9001", person, "wamid.3", "hello")));
        world.secrets.remove(Webhook.SECRET_NAME + ".previous");
        world.clock.pass(Duration.ofMinutes(5));
        assertEquals(401, deliver(OPERATORS, message("9001", person, "wamid.4", "hello")));
    }

    @Test
    void aStrangerCostsOneLookHoweverManyNumbersTheyName() {
        StringBuilder changes = new StringBuilder(change("9100", person, "wamid.1", "stop"));
        for (int i = 1; i < 1_000; i++) {
            changes.append(',').append(change("91" + i, person, "wamid." + i, "stop"));
        }
        byte[] body = envelope(changes.toString());
        meter.take();
        assertEquals(401, deliver(SHOPS, body));
        assertEquals(new Meter.Reading(List.of("GetItem"), 1, 0), meter.take());
    }

    @Test
    void tellsWhatIsTooLargeAndWhatIsNoEnvelope() {
        assertEquals(413, deliver(OPERATORS, new byte[3 * 1024 * 1024 + 1]));
        for (String body : List.of("", "hello", "[]", "{}", "{\"object\":\"page\",\"entry\":[]}", "null")) {
            assertEquals(400, deliver(OPERATORS, body.getBytes(StandardCharsets.UTF_8)), body);
        }
        assertEquals(200, deliver(OPERATORS, envelope("")));
        assertEquals(401, deliver(SHOPS, envelope("")));
    }

    @Test
    void whatNamesNoNumberIsSignedByWhomTheAddressNames() {
        settle("shop", "9001", ",'appSecretName':'shop/secret'");
        world.secrets.with("shop/secret", "the shop's own app secret");
        byte[] body = envelope("{\"field\":\"account_update\",\"value\":{}}");
        HttpCall named = new HttpCall(
                "POST", Map.of("business", "shop"), Map.of("x-hub-signature-256", SHOPS.signature(body)), body);
        assertEquals(200, world.webhook.receive().answer(named).statusCode());
        assertEquals(401, deliver(SHOPS, body));
    }

    @Test
    void aNumberThatIsSettledIsServedAtOnceAndNothingBeforeIsLost() {
        byte[] early = message("9007", person, "wamid.1", "stop");
        assertEquals(200, deliver(OPERATORS, early));
        assertEquals(1, counted("KeptAside"));
        assertEquals(0, world.items(world.tables.ledger()).size());
        settle("late", "9007", "");
        assertEquals(200, deliver(OPERATORS, message("9007", person, "wamid.2", "hello")));
        assertEquals("ACCEPTED", relation("late", person).get("conversation").textValue());
        assertEquals("UNSET", relation("late", person).get("marketing").textValue());
        assertEquals(
                "RECORDED",
                world.call("replay-unknown", "{'phoneNumberId':'9007'}")
                        .get("outcome")
                        .textValue());
        assertEquals("OPTED_OUT", relation("late", person).get("marketing").textValue());
    }

    /** After the signature, and with what a warm function has at hand. */
    @Test
    void costsWhatTheReadmeSays() {
        settle("shop", "9001", "");
        deliver(OPERATORS, message("9001", World.somebody(), "wamid.0", "hello"));
        assertCost("PutItem UpdateItem", message("9001", person, "wamid.1", "hello"));
        assertCost("PutItem UpdateItem UpdateItem", message("9001", person, "wamid.2", "STOP"));
        assertCost("PutItem UpdateItem", preference("9001", person, "stop", 1795521600));
        assertCost("PutItem UpdateItem", preference("9001", person, "resume", 1795521601));
        assertCost("UpdateItem PutItem UpdateItem", failed("9001", person, "wamid.3", 131050));
        assertCost("", failed("9001", person, "wamid.3", 131049));

        String both = "\"from\":\"%s\",\"from_user_id\":\"RO.%s\"".formatted(person, person);
        byte[] first = new String(message("9001", person, "wamid.4", "hi"), StandardCharsets.UTF_8)
                .replace("\"from\":\"" + person + "\"", both)
                .getBytes(StandardCharsets.UTF_8);
        assertCost("PutItem UpdateItem UpdateItem UpdateItem PutItem PutItem", first);
        byte[] next = new String(first, StandardCharsets.UTF_8)
                .replace("wamid.4", "wamid.5")
                .getBytes(StandardCharsets.UTF_8);
        assertCost("PutItem UpdateItem UpdateItem", next);
        assertEquals(
                "OPTED_OUT", relation("shop", "RO." + person).get("marketing").textValue());
    }

    private void assertCost(String calls, byte[] body) {
        meter.take();
        assertEquals(200, deliver(OPERATORS, body));
        assertEquals(
                calls.isEmpty() ? List.of() : List.of(calls.split(" ")),
                meter.take().calls());
    }

    private String prove(String mode, String token, String challenge, String business) {
        HttpAnswer answer = world.webhook
                .receive()
                .answer(new HttpCall(
                        "GET",
                        Map.of(
                                "hub.mode", mode,
                                "hub.verify_token", token,
                                "hub.challenge", challenge,
                                "business", business),
                        Map.of(),
                        new byte[0]));
        return answer.statusCode() + " " + answer.body();
    }

    private int deliver(Platform platform, byte[] body) {
        return world.webhook.receive().answer(platform.call(body)).statusCode();
    }

    private HttpAnswer call(String method, byte[] body, Map<String, String> headers) {
        return world.webhook.receive().answer(new HttpCall(method, Map.of(), headers, body));
    }

    private void settle(String business, String number, String more) {
        JsonNode answer = world.call(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['%s']%s}}",
                business,
                number,
                more);
        assertEquals("RECORDED", answer.get("outcome").textValue());
    }

    private JsonNode relation(String business, String userId) {
        return world.call("read-relation", "{'businessId':'%s','userId':'%s'}", business, userId)
                .get("relation");
    }

    private long counted(String metric) {
        return world.counted.getOrDefault(metric, 0L);
    }

    private long stored() {
        return List.of(world.tables.relations(), world.tables.ledger(), world.tables.followUps(), world.tables.aside())
                .stream()
                .mapToLong(table -> world.items(table).size())
                .sum();
    }

    static byte[] envelope(String changes) {
        return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[%s]}]}"
                .formatted(changes)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] message(String number, String from, String id, String text) {
        return envelope(change(number, from, id, text));
    }

    static String change(String number, String from, String id, String text) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from":"%s","id":"%s","timestamp":"1795521600","type":"text","text":{"body":"%s"}}]}}""".formatted(number, from, id, text);
    }

    static byte[] preference(String number, String who, String value, long at) {
        return envelope("""
                {"field":"user_preferences","value":{"metadata":{"phone_number_id":"%s"},"user_preferences":[
                {"wa_id":"%s","category":"marketing_messages","value":"%s","timestamp":%d}]}}""".formatted(number, who, value, at));
    }

    static byte[] failed(String number, String who, String id, int code) {
        return envelope("""
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
                {"id":"%s","status":"failed","timestamp":"1795521602","recipient_id":"%s","errors":[{"code":%d,"title":"x"}]}]}}""".formatted(number, id, who, code));
    }
}
