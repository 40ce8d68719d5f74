package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.followup.FollowUps.WorkChange;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All work about a person is read at once: however much there is, whatever it is like, and nobody else's. */
class RemovalsOfOnePersonTest {

    private static final World WORLD = World.fresh();
    private static final int MANY = Cases.of(30, 100);
    private static final List<String> SIX = List.of("offers", "news", "parcels", "wa1", "wa2", "sms");

    /** The call of an opt-out by which its marks move, if the person has work already. */
    private static final int MARKS = 6;

    private final Customer customer = new Customer(WORLD);

    /** Each id had its own removals before, and they are more than one transaction takes. */
    @Test
    void anOptInEndsAllRemovalsHoweverMany() {
        customer.says("out:" + String.join(" out:", SIX));
        for (int other = 1; other < 9; other++) {
            String otherId = customer.id + "." + other;
            for (String each : SIX) {
                WORLD.clock.pass(Duration.ofSeconds(1));
                customer.does(WORLD, otherId, "out:" + each, each);
            }
            WORLD.move("one" + other, customer.shop, customer.id, otherId);
        }
        assertEquals(54, states("OPEN"));
        customer.says("in:all");
        assertEquals(0, states("OPEN"));
        assertEquals(54, states("WITHDRAWN"));
    }

    /** Somebody asked again and again while no mark could be stored. */
    @Test
    void theRemovalOpensHoweverManyNotesThereAre() {
        customer.says("out:offers");
        for (int i = 0; i < MANY; i++) {
            Fault fault = new Fault(MARKS, Fault.When.BEFORE);
            String again = "again-" + i;
            assertThrows(StoreUnavailable.class, () -> customer.does(WORLD.with(fault), customer.id, "out:sms", again));
        }
        assertEquals(MANY, notes());
        customer.scheduleRuns();
        assertEquals(List.of("removal offers OPEN", "removal sms OPEN"), customer.work());
        assertEquals(0, notes());
    }

    /** As if the hashes of two people began alike. */
    @Test
    void anotherPersonsRemovalIsNotTakenForThePersons() {
        Relation other = customer.relation(World.somebody());
        FollowUpId id = alike("another");
        Instant now = WORLD.clock.instant();
        FollowUp removal = FollowUp.pending(
                id,
                other,
                Job.of(Kind.MARKETING_REMOVAL, EntryId.ofRequest("another")),
                new Term(now, LocalDate.parse("2026-12-03")));
        assertEquals(
                FollowUps.Stored.STORED,
                WORLD.stores.followUps().store(new WorkChange(null, removal.as(State.OPEN), null)));
        customer.says("out:offers");
        JsonNode answer = customer.does(WORLD, customer.id, "out:all", "all");
        assertEquals(
                List.of("removal offers OPEN", "removal all OPEN"),
                customer.followUps().stream()
                        .filter(each -> each.get("userId").textValue().equals(customer.id))
                        .map(each -> "removal " + customer.words(each.path("scope")) + " "
                                + each.get("state").textValue())
                        .toList());
        assertEquals(false, answer.at("/removal/followUpId").textValue().equals(id.value()));
    }

    /** It is of newer code, or somebody changed it by hand. */
    @Test
    void anOptOutIsRecordedThoughAPieceOfWorkCannotBeRead() {
        customer.says("out:offers");
        Map<String, AttributeValue> work = new HashMap<>();
        work.put("businessId", AttributeValue.fromS(customer.shop));
        work.put("followUpId", AttributeValue.fromS(alike("unreadable").value()));
        work.put("userId", AttributeValue.fromS(customer.id));
        work.put("kind", AttributeValue.fromS("OF_NEWER_CODE"));
        WORLD.client.putItem(put -> put.tableName(WORLD.tables.followUps()).item(work));
        assertThrows(RuntimeException.class, () -> customer.does(WORLD, customer.id, "out:sms", "sms"));
        assertEquals(
                "MARKETING_OPTED_OUT",
                WORLD.may("%s,'category':'MARKETING','scope':{'channel':'sms','topic':'news'}", customer.who()));
        assertEquals(
                World.tree(
                        "[{'businessId':'%s','userId':'%s','what':'unreadable','stored':null,'ledger':null}]",
                        customer.shop, customer.id),
                World.tree("%s", WORLD.pages("rebuild-relation", "differences", customer.who())));
        WORLD.client.deleteItem(delete -> delete.tableName(WORLD.tables.followUps())
                .key(Map.of("businessId", work.get("businessId"), "followUpId", work.get("followUpId"))));
        customer.scheduleRuns();
        assertEquals(List.of("removal offers OPEN", "removal sms OPEN"), customer.work());
    }

    /** The business removed at once when the person opted out, so no day was promised. */
    @Test
    void aNoteOfWhatWasRemovedAtOnceDoesNotStay() {
        WORLD.settle(customer.shop, "'removal':{'mode':'AUTOMATIC'}");
        customer.does(WORLD, customer.id, "out:all", "out");
        WORLD.settle(customer.shop, "'removal':{'mode':'MANUAL'}");
        customer.does(WORLD, customer.id, "out:all", "out");
        assertEquals(List.of("OPTED_OUT DONE at once"), customer.standing());
        customer.scheduleRuns();
        assertEquals(0, notes());
        assertEquals(List.of(), customer.work());
    }

    /** The promise is kept, though the business removes at once by then. */
    @Test
    void aRetryKeepsThePromiseThoughTheBusinessRemovesAtOnceSince() {
        assertThrows(
                StoreUnavailable.class,
                () -> customer.does(WORLD.with(new Fault(5, Fault.When.BEFORE)), customer.id, "out:all", "out"));
        assertEquals(1, notes());
        WORLD.settle(customer.shop, "'removal':{'mode':'AUTOMATIC'}");
        customer.does(WORLD, customer.id, "out:all", "out");
        assertEquals(List.of("removal all OPEN"), customer.work());
        assertEquals(List.of("OPTED_OUT IN_PROGRESS all"), customer.standing());
    }

    private FollowUpId alike(String end) {
        String start = FollowUpId.ofPerson(customer.relation(customer.id));
        return new FollowUpId((start + end.replaceAll("[^a-v]", "") + "0000000000000").substring(0, 26));
    }

    private long states(String state) {
        return customer.followUps().stream()
                .filter(each -> each.get("state").textValue().equals(state))
                .count();
    }

    private long notes() {
        return WORLD.items(WORLD.tables.followUps()).stream()
                .filter(item -> item.containsKey("state")
                        && item.get("businessId").s().equals(customer.shop)
                        && item.get("state").s().equals("PENDING"))
                .count();
    }
}
