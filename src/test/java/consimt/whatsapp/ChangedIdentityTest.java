package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's no goes with them to each id that the platform's notes name. */
class ChangedIdentityTest {

    private static final Platform SHOPS = new Platform("the shop's own app secret");

    private final World world = World.fresh();
    private final String oldNumber = World.somebody();
    private final String newNumber = World.somebody();
    private final String oldId = "RO." + oldNumber;
    private final String newId = "RO." + newNumber;

    @BeforeEach
    void theShopIsKnown() {
        settle("shop", "9001", "");
    }

    /** The number of before is the sender's. */
    @Test
    void aBlockUnderTheOldNumberHoldsUnderAllIdsOfANote() {
        decide(oldNumber, "CONTINUE");
        decide(oldNumber, "BLOCK");
        deliver(note("9001"));
        for (String id : List.of(oldNumber, oldId, newNumber, newId)) {
            assertEquals("BLOCKED_BY_USER", ask(id), id);
        }
        decide(newId, "UNBLOCK");
        assertEquals("ALLOWED", ask(oldNumber));
    }

    @Test
    void aNoteThatTheBusinessSignedCarriesABlockAndLiftsNone() {
        world.secrets.with("consimt/whatsapp/own/secret", "the shop's own app secret");
        settle("own", "9002", ",'appSecretName':'consimt/whatsapp/own/secret'");
        decide("own", oldNumber, "BLOCK");
        assertEquals(200, Webhook.deliver(world, SHOPS, Envelopes.of(note("9002"))));
        for (String id : List.of(oldNumber, oldId, newNumber, newId)) {
            assertEquals("BLOCKED_BY_USER", ask("own", id), id);
        }
        decide("own", newId, "UNBLOCK");
        assertEquals("BLOCKED_BY_USER", ask("own", oldNumber));
        assertEquals("BLOCKED_BY_USER", ask("own", newNumber));
    }

    /** Both are about the same two ids and the same second. Only the one tells of the numbers. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoNotesOfOneSecondForAnUnknownNumberAreBothKept(boolean isFullerFirst) {
        String full = note("9003");
        String less = note("9003").replaceAll("\"(from|wa_id)\":\"[0-9]+\",", "");
        deliver(isFullerFirst ? full : less, isFullerFirst ? less : full);
        settle("late", "9003", "");
        decide("late", oldNumber, "BLOCK");
        assertEquals(
                World.tree("{'outcome':'RECORDED','replayed':2,'more':false}"),
                world.call("replay-unknown", "{'phoneNumberId':'9003'}"));
        for (String id : List.of(oldNumber, oldId, newNumber, newId)) {
            assertEquals("BLOCKED_BY_USER", ask("late", id), id);
        }
    }

    /** In the form of August 2026, with the sender's number as it was. */
    private String note(String number) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from":"%s","id":"wamid.note","timestamp":"%d","type":"system","system":{"type":"user_changed_number",
                "wa_id":"%s","user_id":"%s","previous_user_id":"%s"}}]}}""".formatted(number, oldNumber, world.clock.instant().getEpochSecond(), newNumber, newId, oldId);
    }

    private void deliver(String... changes) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(changes)));
    }

    private void settle(String business, String number, String more) {
        JsonNode answer = world.call(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},"
                        + "'whatsapp':{'phoneNumberIds':['%s']%s}}",
                business,
                number,
                more);
        assertEquals("RECORDED", answer.get("outcome").textValue());
    }

    private void decide(String who, String decision) {
        decide("shop", who, decision);
    }

    private void decide(String business, String who, String decision) {
        world.clock.pass(Duration.ofSeconds(2));
        world.call("decide-consent", "{'userId':'%s','businessId':'%s','decision':'%s'}", who, business, decision);
    }

    private String ask(String who) {
        return ask("shop", who);
    }

    private String ask(String business, String who) {
        JsonNode result = world.call(
                        "check-permission", "{'userId':'%s','businessId':'%s','category':'MARKETING'}", who, business)
                .at("/results/0");
        return result.has("reason")
                ? result.get("reason").textValue()
                : result.get("permission").textValue();
    }
}
