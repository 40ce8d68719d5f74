package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.business.Settings;
import consimt.identity.IdentityChange;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each use may cost, in calls of the SDK and request units as the engine counts them. The README has the table. */
class BudgetTest {

    private static final String AUTOMATIC = "automatic";
    private static final String MANUAL = "manual";
    private static final BusinessId BUSINESS = new BusinessId(AUTOMATIC);

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final String person = World.somebody();
    private final String scoped = "RO." + person;

    @BeforeEach
    void settingsAreKnown() {
        configure(AUTOMATIC, "AUTOMATIC");
        configure(MANUAL, "MANUAL");
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", World.somebody());
        world.call("request-opt-out", "{'userId':'%s','businessId':'manual'}", World.somebody());
        meter.take();
    }

    @Test
    void aCheckForOnePersonIsOneReadOfHalfAUnit() {
        world.call("check-permission", "{'userId':'%s','businessId':'automatic','category':'MARKETING'}", person);
        assertTook(List.of("GetItem"), 0.5, 0);
        world.call(
                "check-permission",
                "{'userId':'%s','businessId':'automatic','category':'MARKETING','consistent':true}",
                person);
        assertTook(List.of("GetItem"), 1, 0);
    }

    @Test
    void aCheckForAHundredPeopleIsOneBatchRead() {
        String people = IntStream.range(0, 100)
                .mapToObj(i -> "'" + World.somebody() + "'")
                .collect(Collectors.joining(","));
        JsonNode answer = world.call(
                "check-permission", "{'businessId':'automatic','category':'MARKETING','userIds':[%s]}", people);
        assertEquals(100, answer.get("results").size());
        assertTook(List.of("BatchGetItem"), 50, 0);
    }

    @Test
    void theSamePersonTwiceIsReadOnce() {
        world.call(
                "check-permission",
                "{'businessId':'automatic','category':'MARKETING','userIds':['%s','%s']}",
                person,
                person);
        assertTook(List.of("GetItem"), 0.5, 0);
    }

    @Test
    void settingsAreReadOnceAMinuteAtMost() {
        decide("CONTINUE");
        meter.take();
        String check = "{'userId':'%s','businessId':'automatic','category':'MARKETING'}";
        world.call("check-permission", check, person);
        assertTook(List.of("GetItem"), 0.5, 0);
        world.clock.pass(Settings.KEPT);
        world.call("check-permission", check, person);
        world.call("check-permission", check, person);
        assertEquals(List.of("GetItem", "GetItem", "GetItem"), meter.take().calls());
    }

    @Test
    void aDecisionIsTwoCallsAndThreeWriteUnits() {
        for (String decision : List.of("MESSAGE_SENT", "CONTINUE", "BLOCK", "UNBLOCK")) {
            assertEquals("RECORDED", decide(decision).get("outcome").textValue());
            Meter.Reading took = meter.take();
            assertEquals(List.of("PutItem", "UpdateItem"), took.calls());
            assertTrue(took.writeUnits() <= 3 && took.readUnits() == 0, took::toString);
        }
    }

    @Test
    void aReportOpensItsReviewBesides() {
        String report =
                "{'userId':'%s','businessId':'automatic','decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true}";
        world.call("decide-consent", report, World.somebody());
        meter.take();
        world.call("decide-consent", report, person);
        Meter.Reading took = meter.take();
        assertEquals(List.of("PutItem", "UpdateItem", "TransactWriteItems"), took.calls());
    }

    @Test
    void anOptOutAtAnAutomaticBusinessIsTwoCallsAndFourWriteUnits() {
        JsonNode answer = world.call(
                "request-opt-out",
                "{'userId':'%s','businessId':'automatic','reason':{'code':'TOO_MANY'},'channel':'app','locale':'ro'}",
                person);
        assertEquals("RECORDED", answer.get("outcome").textValue());
        assertTook(List.of("PutItem", "UpdateItem"), 0, 4);
    }

    @Test
    void aSecondOptOutStaysInTheBudget() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        meter.take();
        world.clock.pass(Duration.ofSeconds(9));
        JsonNode answer = world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        assertEquals("UNCHANGED", answer.get("outcome").textValue());
        Meter.Reading took = meter.take();
        assertEquals(List.of("PutItem", "UpdateItem"), took.calls());
        assertTrue(took.writeUnits() <= 4, took::toString);
    }

    @Test
    void anOptInAfterAnOptOutIsTwoCallsAndThreeWriteUnits() {
        decide("CONTINUE");
        world.clock.pass(Duration.ofSeconds(9));
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        meter.take();
        world.clock.pass(Duration.ofSeconds(9));
        JsonNode answer = world.call("request-opt-in", "{'userId':'%s','businessId':'automatic'}", person);
        assertEquals("RECORDED", answer.get("outcome").textValue());
        assertTook(List.of("PutItem", "UpdateItem"), 0, 3);
    }

    @Test
    void anOptOutAtAManualBusinessIsFiveCallsAndFifteenWriteUnits() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'manual'}", person);
        assertTook(List.of("GetItem", "PutItem", "PutItem", "UpdateItem", "TransactWriteItems"), 1, 15);
    }

    @Test
    void aRepeatedRequestWritesNothing() {
        for (String request : List.of(
                "decide-consent {'requestId':'r-1','userId':'%s','businessId':'automatic','decision':'BLOCK'}",
                "request-opt-out {'requestId':'r-2','userId':'%s','businessId':'automatic','reason':'DECLINED'}",
                "request-opt-in {'requestId':'r-3','userId':'%s','businessId':'automatic'}",
                "open-conversation {'requestId':'r-4','userId':'%s','businessId':'other'}")) {
            String[] parts = request.split(" ", 2);
            world.call(parts[0], parts[1], person);
            var relations = world.items(world.tables.relations());
            var ledger = world.items(world.tables.ledger());
            meter.take();
            world.clock.pass(Duration.ofSeconds(1));
            world.call(parts[0], parts[1], person);
            Meter.Reading took = meter.take();
            assertEquals(2, took.count(), took::toString);
            assertEquals(relations, world.items(world.tables.relations()));
            assertEquals(ledger, world.items(world.tables.ledger()));
        }
    }

    @Test
    void aFirstContactIsTwoCallsAndTwoWriteUnits() {
        world.call("open-conversation", "{'userId':'%s','businessId':'automatic','locale':'ro'}", person);
        assertTook(List.of("UpdateItem", "PutItem"), 0, 2);
    }

    @Test
    void readingARelationIsOneConsistentRead() {
        world.call("read-relation", "{'userId':'%s','businessId':'automatic'}", person);
        assertTook(List.of("GetItem"), 1, 0);
    }

    @Test
    void aPersonWithAnotherIdIsAskedForAtThePriceOfOneRead() {
        decide("CONTINUE");
        move();
        meter.take();
        for (String id : List.of(person, scoped)) {
            world.call("check-permission", "{'userId':'%s','businessId':'automatic','category':'MARKETING'}", id);
            assertTook(List.of("GetItem"), 0.5, 0);
        }
        world.call(
                "check-permission",
                "{'userIds':['%s','%s'],'businessId':'automatic','category':'MARKETING'}",
                person,
                scoped);
        assertTook(List.of("BatchGetItem"), 1, 0);
        world.call("read-relation", "{'userId':'%s','businessId':'automatic'}", scoped);
        assertTook(List.of("GetItem"), 1, 0);
    }

    @Test
    void aChangeOfIdentityIsFourCallsAndADecisionAfterItOneMoreForTheOtherId() {
        decide("CONTINUE");
        meter.take();
        move();
        assertTook(List.of("PutItem", "PutItem", "UpdateItem", "UpdateItem"), 0, 4);
        decide("BLOCK");
        assertTook(List.of("PutItem", "UpdateItem", "UpdateItem"), 0, 5);
    }

    /** The entry of the message itself is one call more. */
    @Test
    void aMessageThatNamesBothIdsIsTwoUpdates() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'automatic'}", person);
        meter.take();
        write(1);
        Meter.Reading took = meter.take();
        assertEquals(List.of("UpdateItem", "UpdateItem", "PutItem", "PutItem"), took.calls());
        write(2);
        assertTook(List.of("UpdateItem", "UpdateItem"), 0, 2);
    }

    @Test
    void aMessageOfSomebodyNewThatNamesBothIdsIsTwoUpdates() {
        write(1);
        assertTook(List.of("UpdateItem", "UpdateItem", "PutItem", "PutItem"), 0, 4);
    }

    private void write(int message) {
        world.clock.pass(Duration.ofSeconds(1));
        Instant now = world.clock.instant();
        world.identities.join(
                IdentityChange.toldByMessage(BUSINESS, new UserId(person), new UserId(scoped), now, now, "whatsapp"),
                Fact.of(Fact.Kind.MESSAGE_SENT, now, EntryId.ofRequest("wamid." + message)),
                false);
    }

    private void move() {
        Instant now = world.clock.instant();
        world.identities.record(new IdentityChange(
                EntryId.ofRequest("change"), BUSINESS, new UserId(person), new UserId(scoped), now, now, null));
    }

    private JsonNode decide(String decision) {
        world.clock.pass(Duration.ofSeconds(1));
        return world.call(
                "decide-consent", "{'userId':'%s','businessId':'automatic','decision':'%s'}", person, decision);
    }

    private void configure(String businessId, String mode) {
        world.call(
                "configure-business",
                "{'businessId':'%s','name':'A','country':'RO','removal':{'mode':'%s'}}",
                businessId,
                mode);
    }

    private void assertTook(List<String> calls, double readUnits, double writeUnits) {
        assertEquals(new Meter.Reading(calls, readUnits, writeUnits), meter.take());
    }
}
