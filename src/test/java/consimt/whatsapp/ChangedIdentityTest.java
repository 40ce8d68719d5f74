package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Meter;
import consimt.kit.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A person's no goes with them to each id of theirs that the platform names. */
class ChangedIdentityTest {

    private static final Platform SHOPS = new Platform("the shop's own app secret");

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String oldNumber = World.somebody();
    private final String newNumber = World.somebody();
    private final String oldId = "RO." + oldNumber;
    private final String parent = "RO.ENT." + oldNumber;
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
        shopHoldsItsSecret();
        decide("own", oldNumber, "BLOCK");
        assertEquals(200, Webhook.deliver(world, SHOPS, Envelopes.of(note("9002"))));
        for (String id : List.of(oldNumber, oldId, newNumber, newId)) {
            assertEquals("BLOCKED_BY_USER", ask("own", id), id);
        }
        decide("own", newId, "UNBLOCK");
        assertEquals("BLOCKED_BY_USER", ask("own", oldNumber));
        assertEquals("BLOCKED_BY_USER", ask("own", newNumber));
    }

    /** Somebody shares a number without its country, which is a stranger's with it: the stranger's no stays. */
    @ParameterizedTest
    @CsvSource({"(415) 555-0123, 4155550123", "4155550123, 4155550123", "+40 0755 100 010, 40755100010"})
    void aSharedNumberThatMayBeAStrangersCarriesRefusalsAlone(String written, String stranger) {
        decide(stranger, "CONTINUE");
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", stranger);
        String card = ownNumber("9001")
                .replace("\"+" + oldNumber + "\",\"wa_id\":\"" + oldNumber + "\"", "\"" + written + "\"");
        assertTrue(card.contains("\"" + written + "\"}"), card);
        deliver(card);
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-in", "{'userId':'%s','businessId':'shop'}", oldId);
        assertEquals("MARKETING_OPTED_OUT", ask(stranger));
        assertEquals("ALLOWED", ask(oldId));
    }

    @Test
    void aParentIdIsOneOfThePersonsIds() {
        deliver(messageOfThree("wamid.1"));
        decide(parent, "BLOCK");
        for (String id : List.of(oldNumber, oldId, parent)) {
            assertEquals("BLOCKED_BY_USER", ask(id), id);
        }
        decide(oldNumber, "UNBLOCK");
        assertEquals("ALLOWED", ask(parent));
        world.clock.pass(Duration.ofSeconds(2));
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", parent);
        for (String id : List.of(oldNumber, oldId, parent)) {
            assertEquals("MARKETING_OPTED_OUT", ask(id), id);
        }
    }

    /** The parent id is the same at all linked businesses, and what is decided at one of them counts there. */
    @Test
    void aParentIdActsAtTheBusinessThatIsTold() {
        settle("cafe", "9004", "");
        deliver(messageOfThree("wamid.1"), messageOfThree("wamid.2").replace("9001", "9004"));
        decide(parent, "BLOCK");
        assertEquals("BLOCKED_BY_USER", ask(oldId));
        assertEquals("ALLOWED", ask("cafe", oldId));
    }

    @Test
    void aParentIdThatTheBusinessSignedCarriesABlockAndLiftsNone() {
        shopHoldsItsSecret();
        decide("own", parent, "BLOCK");
        assertEquals(
                200,
                Webhook.deliver(
                        world, SHOPS, Envelopes.of(messageOfThree("wamid.1").replace("9001", "9002"))));
        assertEquals("BLOCKED_BY_USER", ask("own", oldNumber));
        decide("own", oldId, "UNBLOCK");
        assertEquals("BLOCKED_BY_USER", ask("own", parent));
        assertEquals("BLOCKED_BY_USER", ask("own", oldNumber));
    }

    /** The first time, the message has its entry, and each of the other two ids has one in both ledgers. */
    @Test
    void aMessageThatNamesThreeIdsMergesThemOnceAndThenCostsOneRead() {
        deliver(Envelopes.message("9001", World.somebody(), "wamid.0", "hello", now()));
        meter.take();
        deliver(messageOfThree("wamid.1"));
        Meter.Reading first = meter.take();
        assertEquals(List.of(6.5, 26.0), List.of(first.readUnits(), first.writeUnits()));
        world.clock.pass(Duration.ofSeconds(2));
        deliver(messageOfThree("wamid.2"));
        assertEquals(new Meter.Reading(List.of("GetItem", "GetItem", "BatchGetItem"), 3.5, 0), meter.take());
    }

    @Test
    void aNumberGivenOnRequestThatTheBusinessSignedCarriesABlockAndLiftsNone() {
        shopHoldsItsSecret();
        decide("own", oldNumber, "BLOCK");
        assertEquals(200, Webhook.deliver(world, SHOPS, Envelopes.of(ownNumber("9002"))));
        assertEquals("BLOCKED_BY_USER", ask("own", oldId));
        decide("own", oldId, "UNBLOCK");
        assertEquals("BLOCKED_BY_USER", ask("own", oldNumber));
    }

    @Test
    void aNumberGivenOnRequestToAnUnknownNumberIsKeptWithTheMessage() {
        deliver(ownNumber("9003"));
        settle("late", "9003", "");
        decide("late", oldNumber, "BLOCK");
        assertEquals(
                World.tree("{'outcome':'RECORDED','replayed':2,'more':false}"),
                world.call("replay-unknown", "{'phoneNumberId':'9003'}"));
        assertEquals("BLOCKED_BY_USER", ask("late", oldId));
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

    private void shopHoldsItsSecret() {
        world.secrets.with("consimt/whatsapp/own/secret", "the shop's own app secret");
        settle("own", "9002", ",'appSecretName':'consimt/whatsapp/own/secret'");
    }

    private String messageOfThree(String id) {
        return Envelopes.messageOfBoth("9001", oldNumber, oldId, id, "hello", now())
                .replace("\"from\":", "\"from_parent_user_id\":\"" + parent + "\",\"from\":");
    }

    private String ownNumber(String number) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from_user_id":"%s","id":"wamid.own","timestamp":"%d","type":"contacts","contacts":[
                {"origin":"contact_request","phones":[{"phone":"+%s","wa_id":"%4$s"}]}]}]}}""".formatted(number, oldId, now(), oldNumber);
    }

    /** In the form of August 2026, with the sender's number as it was. */
    private String note(String number) {
        return """
                {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
                {"from":"%s","id":"wamid.note","timestamp":"%d","type":"system","system":{"type":"user_changed_number",
                "wa_id":"%s","user_id":"%s","previous_user_id":"%s"}}]}}""".formatted(number, oldNumber, now(), newNumber, newId, oldId);
    }

    /** In seconds since 1970. */
    private long now() {
        return world.clock.instant().getEpochSecond();
    }

    private void deliver(String... changes) {
        assertEquals(200, Webhook.deliver(world, Envelopes.of(changes)));
    }

    private void settle(String business, String number, String more) {
        JsonNode answer = world.settle(
                business, "'marketingBasis':'CONVERSATION','whatsapp':{'phoneNumberIds':['%s']%s}", number, more);
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
        return world.marketing(who, business);
    }
}
