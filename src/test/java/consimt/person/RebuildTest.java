package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.Cases;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random histories: what is stored is what the ledger tells, and comes back from it. */
class RebuildTest {

    /** More of them with {@code -Pthorough}. */
    private static final int HISTORIES = Cases.of(4, 1_000);

    /** A third of them loses the relations, a third the follow-ups, and a third both. */
    @Test
    void whatIsRightStaysAsItIsAndWhatWasLostIsRebuilt() {
        int right = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomHistory history = history(seed);
            World world = history.world;
            String told = "history " + seed + ": " + history.steps;
            if (!history.isHalfDone()) {
                right++;
                assertEquals(List.of(), rebuild(world, "'dryRun':true"), told);
            }
            rebuild(world, "");
            assertRight(history, told);
            Map<String, JsonNode> before = View.of(history);
            if (seed % 3 != 1) {
                world.restore(world.tables.relations(), List.of());
            }
            if (seed % 3 != 0) {
                world.restore(world.tables.followUps(), List.of());
            }
            rebuild(world, "");
            View.assertSame(before, View.of(history), told);
            assertRight(history, told);
        }
        assertTrue(right > HISTORIES / 4, right + " histories");
    }

    /** But for a first contact that was cut off: the ledger knows none of it. */
    private static void assertRight(RandomHistory history, String told) {
        List<JsonNode> found = rebuild(history.world, "'dryRun':true").stream()
                .filter(difference -> !history.isHalfDone()
                        || !difference.get("what").textValue().equals("contacted")
                        || !difference.get("ledger").isNull())
                .toList();
        assertEquals(List.of(), found, told);
    }

    private static RandomHistory history(int seed) {
        RandomHistory history = new RandomHistory(World.fresh(), seed);
        history.goesOn(10 + seed % 30);
        history.ends();
        return history;
    }

    /** Page by page. */
    static List<JsonNode> rebuild(World world, String asked) {
        return world.pages("rebuild-relation", "differences", asked.isEmpty() ? "'dryRun':false" : asked);
    }

    /** All that callers see of the people of a history, and of the work about them. */
    static final class View {

        private View() {}

        static Map<String, JsonNode> of(RandomHistory history) {
            World world = history.world;
            Map<String, JsonNode> all = new TreeMap<>();
            for (String business : RandomHistory.BUSINESSES) {
                for (String id : history.ids) {
                    all.put(
                            "relation " + business + " " + id,
                            world.call("read-relation", "{'userId':'%s','businessId':'%s'}", id, business));
                    for (String category : List.of("MARKETING", "UTILITY", "SERVICE")) {
                        all.put(
                                category + " " + business + " " + id,
                                world.call(
                                        "check-permission",
                                        "{'userIds':['%s'],'businessId':'%s','category':'%s'}",
                                        id,
                                        business,
                                        category));
                    }
                }
            }
            List<String> queues = new ArrayList<>(RandomHistory.BUSINESSES);
            queues.add("operator");
            for (String queue : queues) {
                all.put(
                        "queue " + queue,
                        withoutTexts(world.call("list-follow-ups", "{'businessId':'%s','limit':100}", queue)));
                for (String state : List.of("DONE", "SKIPPED", "WITHDRAWN")) {
                    all.put(
                            state + " " + queue,
                            world.call(
                                    "list-follow-ups", "{'businessId':'%s','limit':100,'state':'%s'}", queue, state));
                }
            }
            return all;
        }

        static void assertSame(Map<String, JsonNode> before, Map<String, JsonNode> after, String told) {
            before.forEach((what, answer) -> assertEquals(answer, after.get(what), () -> what + ", " + told));
            assertEquals(before.keySet(), after.keySet());
        }
    }

    /** What people wrote is in no ledger. */
    private static JsonNode withoutTexts(JsonNode queue) {
        queue.findParents("messageId").forEach(message -> ((ObjectNode) message).remove("text"));
        return queue;
    }
}
