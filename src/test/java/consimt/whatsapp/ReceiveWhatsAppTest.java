package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who may deliver, and what the answer is. */
class ReceiveWhatsAppTest {

    private static final Platform OPERATORS = new Platform(Platform.SECRET);
    private static final Platform SHOPS = new Platform("the shop's own app secret");

    /** The time at which the world stands still. */
    private static final long AT = Instant.parse("2026-11-24T12:00:00Z").getEpochSecond();

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String person = World.somebody();

    @Test
    void provesTheAddressToWhoKnowsTheTokenOnly() {
        settle("own", "9001", ",'verifyTokenName':'consimt/whatsapp/own/token'");
        world.secrets.with(Webhook.TOKEN_NAME, "the token").with("consimt/whatsapp/own/token", "own token");
        assertEquals("200 1158201444", prove("subscribe", "the token", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "the tokem", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "", "1158201444", ""));
        assertEquals("403 ", prove("unsubscribe", "the token", "1158201444", ""));
        assertEquals("403 ", prove("subscribe", "own token", "1", ""));
        assertEquals("200 1", prove("subscribe", "own token", "1", "own"));
        assertEquals("403 ", prove("subscribe", "the token", "1", "own"));
        world.secrets.with("consimt/whatsapp/own/token.previous", "old token");
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
        settle("shop", "9001", ",'appSecretName':'consimt/whatsapp/shop/secret'");
        settle("other", "9002", "");
        world.secrets.with("consimt/whatsapp/shop/secret", "the shop's own app secret");
        assertEquals(401, deliver(OPERATORS, message("9001", person, "wamid.1", "hello")));
        assertEquals(200, deliver(SHOPS, message("9001", person, "wamid.1", "hello")));
        assertEquals(401, deliver(SHOPS, message("9002", person, "wamid.2", "hello")));

        // One that does not match refuses the whole.
        byte[] both =
                Envelopes.of(change("9002", person, "wamid.4", "stop"), change("9001", person, "wamid.3", "stop"));
        long before = stored();
        assertEquals(401, deliver(SHOPS, both));
        assertEquals(401, deliver(OPERATORS, both));
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
        byte[] body = Envelopes.of(IntStream.range(0, 1_000)
                .mapToObj(i -> change("91" + i, person, "wamid." + i, "stop"))
                .toList());
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
        assertEquals(200, deliver(OPERATORS, Envelopes.of()));
        assertEquals(401, deliver(SHOPS, Envelopes.of()));
    }

    /** Anybody can make a body that takes long to read. */
    @Test
    void nothingIsReadThatHasNoSignature() {
        for (String body : List.of("", "hello", "[]", "{\"object\":\"page\",\"entry\":[]}")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            assertEquals(401, call("POST", bytes, Map.of()).statusCode(), body);
            String other = OPERATORS.signature(bytes).replace("sha256", "sha1");
            assertEquals(
                    401,
                    call("POST", bytes, Map.of("x-hub-signature-256", other)).statusCode(),
                    body);
        }
        assertEquals(8, counted("RefusedSignatures"));
        assertEquals(413, call("POST", new byte[3 * 1024 * 1024 + 1], Map.of()).statusCode());
        assertEquals(8, counted("RefusedSignatures"));
    }

    @Test
    void onlyTheNumbersAreReadOfWhatIsSignedByAnotherSecret() {
        settle("shop", "9001", "");
        String envelope = new String(message("9001", person, "wamid.1", "hello"), StandardCharsets.UTF_8);
        for (String body : List.of(
                envelope.replace("whatsapp_business_account", "page"),
                envelope.replace("\"field\":", "\"field\":\"statuses\",\"field\":"),
                "{\"entry\":7}")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            assertEquals(401, deliver(SHOPS, bytes), body);
            assertEquals(400, deliver(OPERATORS, bytes), body);
        }
        assertEquals(401, deliver(SHOPS, envelope.getBytes(StandardCharsets.UTF_8)));
        assertEquals(400, deliver(SHOPS, envelope.substring(1).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void noEnvelopeNamesMoreThanAThousandNumbers() {
        byte[] body = Envelopes.of(IntStream.range(0, 1_001)
                .mapToObj(i -> change("91" + i, person, "wamid." + i, "stop"))
                .toList());
        meter.take();
        assertEquals(400, deliver(SHOPS, body));
        assertEquals(400, deliver(OPERATORS, body));
        assertEquals(List.of(), meter.take().calls());
    }

    @Test
    void whatNamesNoNumberIsSignedByWhomTheAddressNames() {
        settle("shop", "9001", ",'appSecretName':'consimt/whatsapp/shop/secret'");
        world.secrets.with("consimt/whatsapp/shop/secret", "the shop's own app secret");
        byte[] body = Envelopes.of("{\"field\":\"account_update\",\"value\":{}}");
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
        assertEquals(0, world.entries().size());
        settle("late", "9007", "");
        assertEquals(200, deliver(OPERATORS, message("9007", person, "wamid.2", "hello")));
        assertEquals("ACCEPTED", relation("late", person).get("conversation").textValue());
        assertEquals("UNSET", relation("late", person).get("marketing").textValue());
        assertEquals("RECORDED", world.outcome("replay-unknown", "{'phoneNumberId':'9007'}"));
        assertEquals("OPTED_OUT", relation("late", person).get("marketing").textValue());
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
        JsonNode answer = world.settle(business, "'whatsapp':{'phoneNumberIds':['%s']%s}", number, more);
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

    private static byte[] message(String number, String from, String id, String text) {
        return Envelopes.of(change(number, from, id, text));
    }

    private static String change(String number, String from, String id, String text) {
        return Envelopes.message(number, from, id, text, AT);
    }
}
