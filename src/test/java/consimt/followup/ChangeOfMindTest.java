package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Out, in and out again within a minute, arriving in every order, with somebody working in between. The queue ends as
 * the oracle says: who is opted out has one removal, open or done, and no work of putting them back; who is opted in has
 * no removal to be done, and work of putting them back exactly if a removal was done.
 */
class ChangeOfMindTest {

    private static final World WORLD = World.fresh();

    static {
        WORLD.call(
                "configure-business", "{'businessId':'manual','name':'A','country':'RO','removal':{'mode':'MANUAL'}}");
    }

    private static final List<String> FACTS = List.of(
            "request-opt-out {%s,'requestId':'out-1','occurredAt':'2026-11-23T11:00:01Z'}",
            "request-opt-in {%s,'requestId':'in-2','occurredAt':'2026-11-23T11:00:02Z'}",
            "request-opt-out {%s,'requestId':'out-3','occurredAt':'2026-11-23T11:00:03Z'}",
            "request-opt-in {%s,'requestId':'in-4','occurredAt':'2026-11-23T11:00:04Z'}");

    static Stream<Arguments> ordersWithWorkInBetween() {
        List<Arguments> all = new ArrayList<>();
        int place = 0;
        for (int facts = 2; facts <= 4; facts++) {
            for (List<Integer> order : orders(facts)) {
                for (String work : List.of("nothing", "CLAIM", "COMPLETE")) {
                    for (int after = 0; after < (work.equals("nothing") ? 1 : facts - 1); after++) {
                        if (facts < 4 || Cases.takes(place++, 7)) {
                            all.add(Arguments.of(order, work, after));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    /**
     * @param order of arrival
     * @param work what somebody does with all the work that there is
     * @param after how many of the facts
     */
    @ParameterizedTest(name = "{0}, {1} after {2}")
    @MethodSource("ordersWithWorkInBetween")
    void theQueueEndsAsTheOracleSays(List<Integer> order, String work, int after) {
        String person = World.somebody();
        boolean removed = false;
        for (int i = 0; i < order.size(); i++) {
            String[] fact = FACTS.get(order.get(i)).split(" ", 2);
            WORLD.call(fact[0], fact[1], "'userId':'%s','businessId':'manual'".formatted(person));
            WORLD.call(fact[0], fact[1], "'userId':'%s','businessId':'manual'".formatted(person));
            if (i == after) {
                removed = work(person, work);
            }
        }
        boolean optedOut = order.stream().mapToInt(Integer::intValue).max().orElseThrow() % 2 == 0;
        Map<String, Integer> queue = queue(person);
        int removals =
                queue.getOrDefault("MARKETING_REMOVAL OPEN", 0) + queue.getOrDefault("MARKETING_REMOVAL CLAIMED", 0);
        int reinstatements = queue.getOrDefault("MARKETING_REINSTATEMENT OPEN", 0)
                + queue.getOrDefault("MARKETING_REINSTATEMENT CLAIMED", 0);
        JsonNode removal = WORLD.call("read-relation", "{'userId':'%s','businessId':'manual'}", person)
                .at("/relation/removal");
        if (optedOut) {
            assertTrue(removal.has("followUpId"), removal::toString);
            assertEquals(removal.get("status").textValue().equals("DONE") ? 0 : 1, removals, queue::toString);
            assertEquals(0, reinstatements, queue::toString);
        } else {
            assertEquals(0, removals, queue::toString);
            assertEquals(removed ? 1 : 0, reinstatements, queue::toString);
        }
    }

    /** Whether a removal was done. */
    private static boolean work(String person, String action) {
        if (action.equals("nothing")) {
            return false;
        }
        boolean removed = false;
        for (JsonNode followUp : list("")) {
            if (followUp.get("userId").textValue().equals(person)) {
                WORLD.call(
                        "resolve-follow-up",
                        "{'businessId':'manual','followUpIds':['%s'],'action':'%s','actor':'ana'}",
                        followUp.get("followUpId").textValue(),
                        action);
                removed |= action.equals("COMPLETE")
                        && followUp.get("kind").textValue().equals("MARKETING_REMOVAL");
            }
        }
        return removed;
    }

    private static Map<String, Integer> queue(String person) {
        Map<String, Integer> queue = new TreeMap<>();
        for (String state : List.of("OPEN", "CLAIMED", "DONE", "SKIPPED", "WITHDRAWN")) {
            for (JsonNode followUp : list(",'state':'" + state + "'")) {
                if (followUp.get("userId").textValue().equals(person)) {
                    queue.merge(followUp.get("kind").textValue() + " " + state, 1, Integer::sum);
                }
            }
        }
        return queue;
    }

    private static List<JsonNode> list(String more) {
        return WORLD.pages("list-follow-ups", "followUps", "'businessId':'manual','limit':100" + more);
    }

    private static List<List<Integer>> orders(int facts) {
        if (facts == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> shorter : orders(facts - 1)) {
            for (int at = 0; at <= shorter.size(); at++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(at, facts - 1);
                all.add(longer);
            }
        }
        return all;
    }
}
