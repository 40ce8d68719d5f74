package consimt.followup;

import static consimt.kit.AtOnce.atOnce;
import static consimt.kit.Texts.numberOf;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Sixteen people at one queue of hundreds. */
class WorkersTest {

    private static final int WORKERS = 16;
    private static final int FOLLOW_UPS = Cases.of(100, 500);
    private static final int AT_ONCE = 25;

    private final World world = World.fresh();

    @Test
    void eachFollowUpHasOneOwnerNoneIsLostAndNoneTwice() throws Exception {
        world.settle("manual", "'removal':{'mode':'MANUAL'}");
        List<String> ids = Collections.synchronizedList(new ArrayList<>());
        inParallel(worker -> {
            for (int i = worker; i < FOLLOW_UPS; i += WORKERS) {
                ids.add(world.text(
                        "/removal/followUpId",
                        "request-opt-out",
                        "{'userId':'%s','businessId':'manual'}",
                        World.somebody()));
            }
        });
        Map<String, String> claimedBy = new ConcurrentHashMap<>();
        inParallel(worker -> {
            String actor = "worker-" + worker;
            List<String> mine = new ArrayList<>(ids);
            Collections.shuffle(mine, new Random(worker));
            for (int from = 0; from < FOLLOW_UPS; from += AT_ONCE) {
                // Every fourth worker's process dies now and then, with what it was doing unanswered.
                World process = worker % 4 == 0 && from % 100 == 0 ? world.with(new Fault(9, When.AFTER)) : world;
                for (JsonNode result : claim(process, actor, mine.subList(from, from + AT_ONCE))) {
                    if (textOf(result, "outcome").equals("RECORDED")) {
                        assertEquals(null, claimedBy.put(textOf(result, "followUpId"), actor));
                    }
                }
            }
        });

        Map<String, String> owner = new HashMap<>();
        for (JsonNode each :
                world.pages("list-follow-ups", "followUps", "'businessId':'manual','state':'CLAIMED','limit':100")) {
            assertEquals(null, owner.put(textOf(each, "followUpId"), textOf(each, "assignee")));
        }
        assertEquals(FOLLOW_UPS, numberOf(world.call("list-follow-ups", "{'businessId':'manual'}"), "/counts/open"));
        assertEquals(FOLLOW_UPS, owner.size());
        claimedBy.forEach((id, actor) -> assertEquals(actor, owner.get(id)));

        // Whoever died asks again and goes on: what they had is theirs, and all of it gets done once.
        inParallel(worker -> {
            String actor = "worker-" + worker;
            owner.forEach((id, who) -> {
                if (who.equals(actor)) {
                    JsonNode answer = world.step("manual", id, "COMPLETE", actor);
                    assertEquals("RECORDED", textOf(answer, "/results/0/outcome"));
                }
            });
        });
        assertEquals(
                World.tree("{'open':0,'dueSoon':0,'overdue':0}"),
                world.call("list-follow-ups", "{'businessId':'manual'}").get("counts"));
    }

    private static JsonNode claim(World process, String actor, List<String> ids) {
        try {
            return process.step("manual", String.join("','", ids), "CLAIM", actor)
                    .get("results");
        } catch (StoreUnavailable died) {
            return World.JSON.createArrayNode();
        }
    }

    private static void inParallel(IntConsumer shift) throws Exception {
        atOnce(WORKERS, worker -> {
            shift.accept(worker);
            return worker;
        });
    }
}
