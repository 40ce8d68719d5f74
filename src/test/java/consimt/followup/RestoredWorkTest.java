package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.World;
import java.time.Duration;
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
    private final String who = "'userId':'%s',%s".formatted(World.somebody(), SHOP);
    private String removal;

    @BeforeEach
    void stepsAreLost() {
        world.call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", SHOP);
        removal = world.call("request-opt-out", "{%s}", who)
                .at("/removal/followUpId")
                .textValue();
        List<Map<String, AttributeValue>> before = world.items(world.tables.followUps());
        for (String action : List.of("CLAIM", "RELEASE", "CLAIM", "RELEASE")) {
            world.clock.pass(Duration.ofMinutes(1));
            assertEquals("RECORDED", resolve(action));
        }
        before.forEach(item -> world.client.putItem(
                put -> put.tableName(world.tables.followUps()).item(item)));
    }

    @Test
    void aStepOfAPersonIsNumberedAfterThoseOfTheLedger() {
        assertEquals("RECORDED", resolve("COMPLETE"));
        List<String> steps = world.pages("read-ledger", "entries", who).stream()
                .filter(entry -> entry.get("kind").textValue().equals("FOLLOW_UP"))
                .map(entry -> entry.get("value").textValue())
                .toList();
        assertEquals(List.of("CLAIM", "RELEASE", "CLAIM", "RELEASE", "COMPLETE"), steps);
    }

    @Test
    void anOptInWithdrawsTheWork() {
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals(
                "RECORDED",
                world.call("request-opt-in", "{%s}", who).get("outcome").textValue());
        assertEquals(
                1,
                world.call("list-follow-ups", "{%s,'state':'WITHDRAWN'}", SHOP)
                        .get("followUps")
                        .size());
    }

    @Test
    void aReminderIsGiven() {
        world.clock.pass(Duration.ofDays(9));
        assertTrue(world.call("remind-follow-ups", "{}").get("reminded").intValue() > 0);
        assertEquals(0, world.call("remind-follow-ups", "{}").get("reminded").intValue());
    }

    private String resolve(String action) {
        return world.call(
                        "resolve-follow-up",
                        "{%s,'followUpIds':['%s'],'action':'%s','actor':'ana'}",
                        SHOP,
                        removal,
                        action)
                .at("/results/0/outcome")
                .textValue();
    }
}
