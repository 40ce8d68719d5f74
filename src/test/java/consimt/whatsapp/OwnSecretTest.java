package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A business whose webhook is signed with a secret that it holds can sign anything. Whatever it signs, no person's no is
 * lifted by it.
 */
class OwnSecretTest {

    private static final Platform SHOPS = new Platform("the shop's own app secret");
    private static final String SECRET_NAME = "consimt/whatsapp/shop/secret";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String friend = World.somebody();
    private int messages;

    @BeforeEach
    void theShopHoldsItsSecret() {
        world.secrets.with(SECRET_NAME, "the shop's own app secret");
        theShopsSecretIs(SECRET_NAME);
        for (String each : List.of(person, friend)) {
            decide(each, "CONTINUE");
        }
    }

    /** By the function, by its own update or message, and by the operator's topic. */
    @ParameterizedTest
    @ValueSource(strings = {"function", "preference", "message", "preference by topic", "message by topic"})
    void aResumeThatTheBusinessSignsLiftsNoOptOutWhoeverToldIt(String way) {
        String stop = way.startsWith("message")
                ? Envelopes.message("9001", person, "wamid.stop", "stop", at())
                : Envelopes.preference("9001", person, "stop", at());
        if (way.equals("function")) {
            wish("request-opt-out", person);
        } else if (way.endsWith("topic")) {
            byTopic(stop);
        }
        if (!way.equals("function")) {
            signed(stop);
        }
        String resume = Envelopes.preference("9001", person, "resume", at());
        signed(resume);
        assertEquals("MARKETING_OPTED_OUT", ask(person));
        if (way.endsWith("topic")) {
            byTopic(resume);
        } else {
            wish("request-opt-in", person);
        }
        assertEquals("ALLOWED", ask(person), "the person, or the operator, says so");
        signed(stop);
        assertEquals("ALLOWED", ask(person), "it is a stop of before");
    }

    @Test
    void anOptInThatTheBusinessSignsIsItsClaimUntilThePersonDisownsIt() {
        theShopsSecretIs(SECRET_NAME, "OPT_IN");
        assertEquals("NO_MARKETING_CONSENT", ask(person));
        String signup = Envelopes.preference("9001", person, "signup", at());
        signed(signup);
        signed(signup);
        assertEquals("ALLOWED", ask(person));
        JsonNode claim = ledger(person).get(1);
        assertEquals("CLAIM", claim.get("kind").textValue());
        assertEquals("BUSINESS", claim.get("actor").textValue());
        assertTrue(claim.get("proof").textValue().startsWith("WhatsApp marketing_messages SIGNUP 9001 "));
        assertEquals(2, ledger(person).size());
        later();
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop','disownsClaims':true}", person);
        assertEquals(0, relation(person).at("/claims").size());
    }

    /** However it is dated: it counts from its arrival. */
    @Test
    void anOptInThatTheBusinessSignsAfterANoOpensNoConversation() {
        String stranger = World.somebody();
        long before = at();
        wish("request-opt-out", stranger);
        signed(Envelopes.preference("9001", stranger, "signup", before));
        assertEquals("FIRST_CONTACT_REQUIRED", ask(stranger, "UTILITY"));
    }

    @Test
    void anOptInThatTheBusinessSignsWithTwoIdsIsAClaimAboutBoth() {
        theShopsSecretIs(SECRET_NAME, "OPT_IN");
        signed(Envelopes.preference("9001", person, "signup", at())
                .replace("\"wa_id\":", "\"user_id\":\"" + friend + "\",\"wa_id\":"));
        assertEquals("ALLOWED", ask(person));
        assertEquals("ALLOWED", ask(friend));
    }

    @Test
    void aSecretThatTheOperatorListsAsItsOwnIsTheOperatorsWord() {
        world.secrets.with(Webhook.LISTED, "the shop's own app secret");
        theShopsSecretIs(Webhook.LISTED);
        signed(Envelopes.preference("9001", person, "stop", at()));
        assertEquals("MARKETING_OPTED_OUT", ask(person));
        signed(Envelopes.preference("9001", person, "resume", at()));
        assertEquals("ALLOWED", ask(person));
    }

    @Test
    void idsThatTheBusinessSignsAreOneLiftNoBlockAndNoOptOutUnderEitherId() {
        decide(person, "BLOCK");
        wish("request-opt-out", person);
        decide(friend, "BLOCK");
        decide(friend, "UNBLOCK");
        wish("request-opt-in", friend);
        signed(Envelopes.moved("9001", person, friend, at()));
        assertEquals("BLOCKED_BY_USER", ask(person));
        assertEquals("OPTED_OUT", relation(person).get("marketing").textValue());
        // Nor does whatever comes later, under either way round.
        decide(friend, "UNBLOCK");
        wish("request-opt-in", friend);
        signed(Envelopes.moved("9001", friend, person, at()));
        both("hello");
        both("hello again");
        decide(friend, "UNBLOCK");
        wish("request-opt-in", friend);
        signed(Envelopes.preference("9001", friend, "resume", at()));
        signed(Envelopes.preference("9001", person, "resume", at()));
        assertEquals("BLOCKED_BY_USER", ask(person));
        assertEquals("OPTED_OUT", relation(person).get("marketing").textValue());
        assertEquals("ALLOWED", ask(friend), "their own later yes counts for themselves");
        decide(person, "UNBLOCK");
        assertEquals("MARKETING_OPTED_OUT", ask(person));
    }

    @Test
    void idsThatTheOperatorsSecretSignsAreOneLaterHaveAllOfEachOther() {
        both("hello");
        decide(person, "BLOCK");
        decide(friend, "UNBLOCK");
        assertEquals("BLOCKED_BY_USER", ask(person));
        theShopsSecretIs(null);
        byte[] message = Envelopes.of(Envelopes.messageOfBoth("9001", person, friend, "wamid.o", "hello", at()));
        assertEquals(200, Webhook.deliver(world, message));
        assertEquals("ALLOWED", ask(person));
        decide(person, "BLOCK");
        assertEquals("BLOCKED_BY_USER", ask(friend));
        decide(friend, "UNBLOCK");
        assertEquals("ALLOWED", ask(person));
        // What the business signs from now on takes nothing of it away.
        theShopsSecretIs(SECRET_NAME);
        both("hello");
        decide(person, "BLOCK");
        decide(friend, "UNBLOCK");
        assertEquals("ALLOWED", ask(person));
    }

    @Test
    void theLedgerNamesWhoSigned() {
        both("hello");
        assertEquals(List.of("BUSINESS", "BUSINESS"), ledger(friend).findValuesAsText("signer"));
        theShopsSecretIs(null);
        assertEquals(200, Webhook.deliver(world, Envelopes.of(Envelopes.moved("9001", person, friend, at()))));
        for (String id : List.of(person, friend)) {
            assertEquals(List.of("BUSINESS", "BUSINESS", "OPERATOR"), ledger(id).findValuesAsText("signer"));
        }
    }

    private void theShopsSecretIs(String name) {
        theShopsSecretIs(name, "CONVERSATION");
    }

    private void theShopsSecretIs(String name, String basis) {
        String secret = name == null ? "" : ",'appSecretName':'" + name + "'";
        JsonNode answer =
                world.settle("shop", "'marketingBasis':'%s','whatsapp':{'phoneNumberIds':['9001']%s}", basis, secret);
        assertEquals("RECORDED", answer.get("outcome").textValue());
        // Settings are kept for a minute.
        world.clock.pass(Duration.ofMinutes(2));
    }

    private void both(String text) {
        signed(Envelopes.messageOfBoth("9001", person, friend, "wamid." + messages++, text, at()));
    }

    private void signed(String change) {
        assertEquals(200, Webhook.deliver(world, SHOPS, Envelopes.of(change)));
    }

    private void byTopic(String change) {
        later();
        Webhook.deliverByTopic(world, change);
    }

    private void decide(String who, String decision) {
        later();
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'%s'}", who, decision);
    }

    private void wish(String function, String who) {
        later();
        world.call(function, "{'userId':'%s','businessId':'shop'}", who);
    }

    private String ask(String who) {
        return ask(who, "MARKETING");
    }

    private String ask(String who, String category) {
        return world.may("'userId':'%s','businessId':'shop','category':'%s','scope':{'sender':'9001'}", who, category);
    }

    private JsonNode relation(String who) {
        return world.call("read-relation", "{'userId':'%s','businessId':'shop'}", who)
                .get("relation");
    }

    private JsonNode ledger(String who) {
        return world.call("read-ledger", "{'userId':'%s','businessId':'shop'}", who)
                .get("entries");
    }

    private void later() {
        world.clock.pass(Duration.ofSeconds(2));
    }

    /** Of something that happens after all that has. */
    private long at() {
        later();
        return world.clock.instant().getEpochSecond();
    }
}
