package consimt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;

/** Thirty-two callers at the same moment. */
class RaceTest {

    private static final int CALLERS = 32;
    private static final World WORLD = World.fresh();

    @RepeatedTest(5)
    void aFirstContactIsGrantedOnce() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(i ->
                WORLD.call("open-conversation", "{'userId':'%s','businessId':'b','requestId':'caller-%d'}", person, i));
        Map<String, Integer> outcomes = new HashMap<>();
        answers.forEach(answer -> outcomes.merge(
                answer.get("outcome").textValue() + answer.path("reason").asText(), 1, Integer::sum));
        assertEquals(Map.of("FIRST_CONTACT", 1, "REFUSEDAWAITING_DECISION", CALLERS - 1), outcomes);
        JsonNode ledger = WORLD.call("read-ledger", "{'userId':'%s','businessId':'b'}", person);
        assertEquals(1, ledger.get("entries").size());
    }

    @RepeatedTest(5)
    void theCallerWhoGotItGetsItAgainHoweverOftenItAsks() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(
                i -> WORLD.call("open-conversation", "{'userId':'%s','businessId':'b','requestId':'mine'}", person));
        answers.forEach(
                answer -> assertEquals("FIRST_CONTACT", answer.get("outcome").textValue()));
    }

    @RepeatedTest(3)
    void oneRequestRepeatedAtOnceIsOneEntry() throws Exception {
        String person = World.somebody();
        List<JsonNode> answers = atOnce(
                i -> WORLD.call("request-opt-out", "{'userId':'%s','businessId':'b','requestId':'same'}", person));
        long recorded = answers.stream()
                .filter(answer -> answer.get("outcome").textValue().equals("RECORDED"))
                .count();
        assertEquals(1, recorded);
        JsonNode ledger = WORLD.call("read-ledger", "{'userId':'%s','businessId':'b'}", person);
        assertEquals(1, ledger.get("entries").size());
    }

    private static <T> List<T> atOnce(IntFunction<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                futures.add(callers.submit(() -> {
                    start.await();
                    return call.apply(caller);
                }));
            }
            start.countDown();
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }
}
