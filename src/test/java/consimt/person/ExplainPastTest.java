package consimt.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.RandomHistory;
import consimt.kit.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Answers of the check are kept. Then the histories of the people go on: opt-outs, opt-ins, holds, merges of ids, settings
 * and the day of a law. Each answer of the past is found again, or what nobody can know about it is named.
 */
class ExplainPastTest {

    private static final int DECISIONS_OF_A_HISTORY = 20;
    private static final int HISTORIES = Cases.of(100, 10_000) / DECISIONS_OF_A_HISTORY;
    private static final List<String> CATEGORIES = List.of("MARKETING", "MARKETING", "UTILITY", "SERVICE", "CALL");
    private static final List<String> SCOPES =
            List.of("", "", ",'scope':{'topic':'offers'}", ",'scope':{'topic':'news'}", ",'scope':{'channel':'voice'}");

    private final Set<String> reasons = new TreeSet<>();

    private record WriteResult(String business, String userId, String ask, Instant at, JsonNode answer) {}

    @Test
    void atAnInstantTheAnswerIsTheOneThatWasGiven() {
        int notKnown = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            notKnown += notKnownOf(seed);
        }
        assertTrue(reasons.size() >= 6, reasons::toString);
        System.out.println("not known: " + notKnown + " of " + HISTORIES * DECISIONS_OF_A_HISTORY);
        assertTrue(notKnown <= HISTORIES * DECISIONS_OF_A_HISTORY / 100, "not known: " + notKnown);
    }

    private int notKnownOf(int seed) {
        Random random = new Random(seed);
        Meter meter = new Meter();
        World world = World.fresh(meter);
        World elsewhere = world.elsewhere();
        RandomHistory history = new RandomHistory(world, seed);
        world.clock.pass(Duration.ofMinutes(2));
        List<WriteResult> decisions = new ArrayList<>();
        for (int i = 0; i < DECISIONS_OF_A_HISTORY; i++) {
            if (random.nextInt(4) == 0) {
                settle(world, random);
            }
            history.serves(1 + random.nextInt(3));
            world.clock.pass(i == 12 ? Duration.ofDays(70) : Duration.ofSeconds(5 + random.nextInt(300)));
            decisions.add(decided(random.nextBoolean() ? world : elsewhere, history, random));
        }
        history.serves(20);
        settle(world, random);
        world.clock.pass(Duration.ofMinutes(2));
        int notKnown = 0;
        for (WriteResult kept : decisions) {
            reasons.add(World.reason(kept.answer));
            meter.take();
            JsonNode past = world.call(
                    "explain-standing",
                    "{'businessId':'%s','userId':'%s',%s,'at':'%s'}",
                    kept.business,
                    kept.userId,
                    kept.ask,
                    kept.at);
            int calls = meter.take().count();
            if (past.has("notKnown")) {
                notKnown++;
            } else {
                assertEquals(kept.answer, past.at("/explanation/answer"), seed + " " + kept + " " + history.steps);
            }
            int pages = 0;
            for (String id : history.ids) {
                world.pages("read-ledger", "entries", "'businessId':'%s','userId':'%s'".formatted(kept.business, id));
                pages += meter.take().count();
            }
            assertTrue(calls <= pages + 2, () -> "calls: " + kept);
        }
        return notKnown;
    }

    private static void settle(World world, Random random) {
        String business = RandomHistory.BUSINESSES.get(random.nextInt(3));
        String number = Integer.toString(RandomHistory.BUSINESSES.indexOf(business) + 1);
        world.settle(
                business,
                "'country':'%s','removal':{'mode':'MANUAL'},'marketingBasis':'%s','topics':[{'code':'offers','labels':{'en':'O'}%s},{'code':'news','labels':{'en':'N'}}],'whatsapp':{'phoneNumberIds':['%s','%4$s0']%s}",
                random.nextBoolean() ? "US" : "RO",
                random.nextBoolean() ? "OPT_IN" : "CONVERSATION",
                random.nextBoolean() ? ",'category':'MARKETING'" : "",
                number,
                business.equals("signing") ? ",'appSecretName':'consimt/whatsapp/signing'" : "");
    }

    private static WriteResult decided(World where, RandomHistory history, Random random) {
        String business = RandomHistory.BUSINESSES.get(random.nextInt(3));
        String userId = history.ids.get(random.nextInt(3));
        String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
        String ask = "'category':'" + category + "'" + SCOPES.get(random.nextInt(SCOPES.size()));
        JsonNode checked = where.call(
                "check-permission", "{'businessId':'%s','userId':'%s',%s,'consistent':true}", business, userId, ask);
        return new WriteResult(
                business, userId, ask, Instant.parse(checked.get("judgedAt").textValue()), checked.at("/results/0"));
    }
}
