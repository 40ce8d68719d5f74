package consimt.followup;

import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.sizeOf;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.relation.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of follow-ups restored to an earlier state, beside a ledger that has the steps since: every loop ends. */
@Timeout(60)
class RestoredWorkTest {

    private static final String SHOP = "'businessId':'shop'";

    private final World world = World.fresh();
    private final Relation relation = World.relation(World.somebody(), "shop");
    private final String who = "'userId':'%s',%s".formatted(relation.userId().value(), SHOP);
    private String removal;

    @BeforeEach
    void stepsAreLost() {
        world.call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", SHOP);
        removal = world.text("/removal/followUpId", "request-opt-out", "{%s}", who);
        List<Map<String, AttributeValue>> before = world.items(world.tables.followUps());
        for (String action : List.of("CLAIM", "RELEASE", "CLAIM", "RELEASE")) {
            world.clock.pass(Duration.ofMinutes(1));
            assertEquals("RECORDED", resolve(action));
        }
        restore(before);
    }

    @Test
    void aStepOfAPersonIsNumberedAfterThoseOfTheLedger() {
        assertEquals("RECORDED", resolve("COMPLETE"));
        List<String> steps = world.pages("read-ledger", "entries", who).stream()
                .filter(entry -> textOf(entry, "kind").equals("FOLLOW_UP"))
                .map(entry -> textOf(entry, "value"))
                .toList();
        assertEquals(List.of("OPEN", "CLAIM", "RELEASE", "CLAIM", "RELEASE", "COMPLETE"), steps);
    }

    @Test
    void anOptInWithdrawsTheWork() {
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals("RECORDED", world.outcome("request-opt-in", "{%s}", who));
        assertEquals(1, sizeOf(world.call("list-follow-ups", "{%s,'state':'WITHDRAWN'}", SHOP), "followUps"));
    }

    @Test
    void aReminderIsGiven() {
        world.clock.pass(Duration.ofDays(9));
        assertTrue(numberOf(world.call("remind-follow-ups", "{}"), "reminded") > 0);
        assertEquals(0, numberOf(world.call("remind-follow-ups", "{}"), "reminded"));
    }

    @Test
    void aReinstatementThatIsAskedForAgainOpensAgain() {
        assertEquals("RECORDED", resolve("COMPLETE"));
        List<Map<String, AttributeValue>> before = followUps();
        world.clock.pass(Duration.ofMinutes(1));
        optIn();
        assertEquals(List.of("MARKETING_REINSTATEMENT"), queue("shop").findValuesAsText("kind"));
        restore(before);
        assertEquals(List.of(), queue("shop").findValuesAsText("kind"));
        optIn();
        optIn();
        assertEquals(List.of("MARKETING_REINSTATEMENT"), queue("shop").findValuesAsText("kind"));
        assertEquals(
                World.tree("{'open':1,'dueSoon':0,'overdue':0}"), queue("shop").get("counts"));
        assertEquals(List.of("OPEN 1", "OPEN 2"), steps(relation, "MARKETING_REINSTATEMENT"));
    }

    /** The note of it is there, and what it was opened with is not. */
    @Test
    void aRemovalWhoseOptOutIsToldAgainOpensAgain() {
        Relation another = World.relation(World.somebody(), "shop");
        String asked = "{'userId':'%s',%s,'requestId':'out'}"
                .formatted(another.userId().value(), SHOP);
        List<Map<String, AttributeValue>> before = followUps();
        world.call("request-opt-out", asked);
        restore(before);
        world.call("request-opt-out", asked);
        world.call("request-opt-out", asked);
        assertEquals(2, numberOf(queue("shop"), "/counts/open"));
        assertEquals(1, steps(another).stream().filter("OPEN 2"::equals).count());
        assertEquals(2, steps(another).size());
    }

    private List<Map<String, AttributeValue>> followUps() {
        return world.items(world.tables.followUps());
    }

    /** Work as it was, and nothing of what came since. */
    private void restore(List<Map<String, AttributeValue>> before) {
        world.restore(world.tables.followUps(), before);
    }

    private void optIn() {
        world.call("request-opt-in", "{%s,'requestId':'in','occurredAt':'2026-11-24T12:05:00Z'}", who);
    }

    private JsonNode queue(String businessId) {
        return world.call("list-follow-ups", "{'businessId':'%s'}", businessId);
    }

    /** Each step with its version. */
    private List<String> steps(Relation about) {
        return steps(about, "");
    }

    private List<String> steps(Relation about, String kind) {
        return world.stores.ledger().read(about, Instant.EPOCH, null, 100).items().stream()
                .flatMap(entry -> FollowUp.after(about, entry).stream()
                        .filter(work -> work.kind().name().endsWith(kind))
                        .map(work -> entry.what().value() + " " + work.version()))
                .toList();
    }

    private String resolve(String action) {
        return textOf(world.step("shop", removal, action, "ana"), "/results/0/outcome");
    }
}
