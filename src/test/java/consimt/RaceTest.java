package consimt;

import static consimt.kit.AtOnce.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/** Thirty-two callers at the same moment. */
class RaceTest {

    private static final int CALLERS = 32;
    private static final World WORLD = World.onEngine();

    @RepeatedTest(5)
    void aFirstContactIsGrantedOnce() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(
                CALLERS,
                i -> WORLD.call(
                        "open-conversation", "{'userId':'%s','businessId':'b','requestId':'caller-%d'}", person, i));
        Map<String, Integer> outcomes = new HashMap<>();
        answers.forEach(answer -> outcomes.merge(
                answer.get("outcome").textValue() + answer.path("reason").asText(), 1, Integer::sum));
        assertEquals(1, outcomes.remove("FIRST_CONTACT"));
        assertTrue(Set.of("BUSY", "REFUSEDAWAITING_DECISION").containsAll(outcomes.keySet()), outcomes::toString);
        JsonNode ledger = WORLD.call("read-ledger", "{'userId':'%s','businessId':'b'}", person);
        assertEquals(1, ledger.get("entries").size());
    }

    @RepeatedTest(5)
    void theCallerWhoGotItGetsItAgainHoweverOftenItAsks() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(
                CALLERS,
                i -> WORLD.call("open-conversation", "{'userId':'%s','businessId':'b','requestId':'mine'}", person));
        answers.forEach(
                answer -> assertEquals("FIRST_CONTACT", answer.get("outcome").textValue()));
    }

    /** Each replaces the relation that another one has just replaced. Nobody runs out of tries. */
    @RepeatedTest(3)
    void refusalsAtOnceAllStand() throws Exception {
        String who = "'userId':'%s','businessId':'b'".formatted(World.somebody());
        atOnce(
                CALLERS,
                i -> WORLD.call(
                        "decide-consent",
                        "{%s,'requestId':'r-%d','decision':'REPORT','report':{'reason':'SPAM'},'alsoBlock':true}",
                        who,
                        i));
        JsonNode relation = WORLD.call("read-relation", "{%s}", who).get("relation");
        assertEquals(CALLERS, relation.get("reports").intValue());
        assertTrue(relation.get("blocked").booleanValue());
    }

    @RepeatedTest(3)
    void oneRequestRepeatedAtOnceIsOneEntry() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(
                CALLERS,
                i -> WORLD.call("request-opt-out", "{'userId':'%s','businessId':'b','requestId':'same'}", person));
        long recorded = answers.stream()
                .filter(answer -> answer.get("outcome").textValue().equals("RECORDED"))
                .count();
        assertEquals(1, recorded);
        JsonNode ledger = WORLD.call("read-ledger", "{'userId':'%s','businessId':'b'}", person);
        assertEquals(1, ledger.get("entries").size());
    }
}
