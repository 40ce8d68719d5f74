package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.access.AuthorizeCaller.Call;
import consimt.function.Unauthorized;
import consimt.kit.Meter;
import consimt.kit.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Everything goes the way it goes in AWS: the token through the authorizer, what that says and the body through the form
 * in which API Gateway joins them, into the function.
 */
class CrossTenantTest {

    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("check-permission", "'category':'MARKETING'"),
            Map.entry("open-conversation", ""),
            Map.entry("decide-consent", "'decision':'UNBLOCK'"),
            Map.entry("read-relation", ""),
            Map.entry("request-opt-out", ""),
            Map.entry("request-opt-in", ""),
            Map.entry("explain-opt-out", "'entryId':'e','reason':'DECLINED'"),
            Map.entry("read-ledger", ""),
            Map.entry("configure-business", ""),
            Map.entry("list-follow-ups", ""),
            Map.entry("resolve-follow-up", "'followUpIds':['00000000000000000000000000'],'action':'CLAIM','actor':'a'"),
            Map.entry("remind-follow-ups", ""),
            Map.entry("replay-unknown", "'phoneNumberId':'1'"),
            Map.entry("record-message", "'category':'UTILITY','messageId':'m','sentAt':'2026-11-24T00:00:00Z'"),
            Map.entry("report-follow-ups", "'from':'2026-11-01','to':'2026-11-02'"),
            Map.entry("issue-person-link", "'purpose':'UNSUBSCRIBE'"),
            Map.entry("revoke-person-links", ""));

    /** What these work on is their own business's alone, so a person's id in it is one of their own. */
    private static final List<String> OF_NO_PERSON = List.of(
            "configure-business",
            "list-follow-ups",
            "resolve-follow-up",
            "remind-follow-ups",
            "report-follow-ups",
            "replay-unknown");

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final Random random = new Random(20261125);
    private final String victim = World.somebody();
    private final String insider = World.somebody();

    @Test
    void noneOfAHundredThousandRequestsForAnothersDataIsAnswered() {
        List<String> functions = List.copyOf(BODIES.keySet());
        List<String> ofBusiness = List.of(Access.ISSUER.token("a", world.clock.instant()));
        List<String> ofPeople = List.of(
                link("{'userId':'%s','purpose':'CALLS','businessId':'a'}", insider),
                link("{'userId':'%s','purpose':'CALLS'}", insider));
        List<String> ofNobody = ofNobody(ofPeople.get(1), ofBusiness.get(0));
        meter.take();
        int refused = 0;
        int nobody = 0;
        for (int i = 0; i < 100_000; i++) {
            String function = functions.get(random.nextInt(functions.size()));
            // The links' revocations are read from the engine each time, so there are fewer of them.
            int kind = random.nextInt(20);
            String token = kind < 10 ? any(ofBusiness) : kind < 13 ? any(ofPeople) : forged(any(ofNobody));
            JsonNode answer = throughTheGateway(function, token, body(function, kind < 10));
            if (answer == null) {
                nobody++;
                assertTrue(kind >= 13, "somebody known was refused");
            } else {
                refused++;
                assertTrue(kind < 13, "a forged token was taken");
                assertEquals("REJECTED", answer.get("outcome").textValue(), function);
                assertEquals("caller", answer.at("/errors/0/field").textValue(), function);
            }
        }
        assertEquals(100_000, refused + nobody);
        assertTrue(refused > 50_000 && nobody > 20_000);
        // Only revocations were read: no request reached the data.
        assertEquals(
                List.of("BatchGetItem"),
                meter.take().calls().stream().distinct().toList());
    }

    /** So that the refusals above mean something. */
    @Test
    void theSameCallersAreAnsweredAboutWhatIsTheirs() {
        String business = Access.ISSUER.token("a", world.clock.instant());
        String all = link("{'userId':'%s','purpose':'CALLS'}", insider);
        String one = link("{'userId':'%s','purpose':'CALLS','businessId':'a'}", insider);
        String own = "{'userId':'%s','businessId':'a','category':'SERVICE'}".formatted(insider);
        String opt = "{'userId':'%s','businessId':'a'}".formatted(insider);
        assertEquals("CHECKED", outcome("check-permission", business, own));
        assertEquals("RECORDED", outcome("request-opt-out", all, opt));
        assertEquals("FOUND", outcome("read-relation", one, opt));
        assertEquals("FOUND", outcome("read-ledger", all, opt.replace("'a'", "'b'")));
    }

    private String outcome(String function, String token, String body) {
        return throughTheGateway(function, token, body).get("outcome").textValue();
    }

    /** @return null where the authorizer let nobody in */
    private JsonNode throughTheGateway(String function, String token, String body) {
        JsonNode context;
        try {
            context = World.JSON.valueToTree(world.access
                    .authorizer()
                    .authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"))
                    .context());
        } catch (Unauthorized nobody) {
            return null;
        }
        ObjectNode caller = World.JSON.createObjectNode();
        for (String field : List.of("kind", "businessId", "userId")) {
            caller.put(field, context.path(field).asText(""));
        }
        String input = "{\"caller\":" + caller + ",\"input\":" + body.replace('\'', '"') + "}";
        return world.call(function, input.getBytes(StandardCharsets.UTF_8));
    }

    /** About business b, or by a person's link about somebody else or, where it is for a only, about b. */
    private String body(String function, boolean isBusiness) {
        String fields = BODIES.get(function);
        String someone = isBusiness && random.nextBoolean() ? insider : victim;
        String of = any(List.of("b", "A", "a ", "operator", "b"));
        List<String> all = new ArrayList<>();
        all.add("'businessId':'" + of + "'");
        if (!OF_NO_PERSON.contains(function)) {
            all.add("'userId':'" + someone + "'");
        }
        if (!fields.isEmpty()) {
            all.add(fields);
        }
        String body = "{" + String.join(",", all) + "}";
        // A caller that was sent along, inside.
        return random.nextInt(10) == 0 ? "{'caller':{'kind':'OPERATOR'},'input':" + body + "}" : body;
    }

    private List<String> ofNobody(String goodLink, String goodToken) {
        String revoked = link("{'userId':'%s','purpose':'CALLS'}", victim);
        world.call("revoke-person-links", "{'userId':'%s'}", victim);
        World strangers = World.fresh();
        strangers.secrets.with(Access.KEY, "another key");
        return List.of(
                "",
                "anonymous",
                revoked,
                strangers
                        .call("issue-person-link", "{'userId':'%s','purpose':'CALLS'}", victim)
                        .get("token")
                        .textValue(),
                link("{'userId':'%s','purpose':'UNSUBSCRIBE','businessId':'b'}", victim),
                TestIssuer.signed(
                        Access.ISSUER.claims("b", world.clock.instant()).build(), TestIssuer.key("current")),
                TestIssuer.signed(
                        Access.ISSUER
                                .claims("b", world.clock.instant())
                                .audience("another")
                                .build(),
                        Access.ISSUER.key()),
                goodLink + "!",
                goodToken + "!");
    }

    /** Now and then with one character changed on top. */
    private String forged(String token) {
        if (token.isEmpty() || random.nextInt(3) > 0) {
            return token;
        }
        // Not the last ones: their lowest bits may mean nothing, so that another character says the same.
        int at = random.nextInt(Math.max(1, token.length() - 4));
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private String link(String body, Object... values) {
        return world.call("issue-person-link", body, values).get("token").textValue();
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
