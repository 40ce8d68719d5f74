package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.answer.Outcome;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person whom a business comes to know under another id, as callers see it. */
class IdentitiesTest {

    private static final World WORLD = World.fresh();
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final String phone = World.somebody();
    private final String scoped = "RO.%016d".formatted(PEOPLE.incrementAndGet());

    @BeforeAll
    static void oneRemovesByHand() {
        WORLD.settle("manual", "'removal':{'mode':'MANUAL'},'marketingBasis':'CONVERSATION'");
    }

    @Test
    void bothLedgersTellOfTheOtherIdAndSoLeadToTheEntriesBehindTheMarks() {
        decide(phone, "BLOCK");
        move(phone, scoped);
        assertEquals(List.of("BLOCK", scoped), values(phone));
        assertEquals(List.of(phone), values(scoped));
        JsonNode entry = ledger(scoped).get(0);
        assertEquals(
                World.tree(
                        "{'entryId':'change','kind':'IDENTITY_CHANGED','value':'%s','occurredAt':'%s','recordedAt':'%2$s','actor':'PERSON','calledBy':{'kind':'SYSTEM'},'channel':'whatsapp','evidence':%s}",
                        phone, WORLD.clock.instant(), entry.get("evidence")),
                entry);
    }

    @Test
    void aLateMessageUnderTheNewIdCountsOnTheRemovalUnderTheOldOne() {
        optOut(phone);
        move(phone, scoped);
        JsonNode noted = WORLD.sent(
                "'userId':'%s','businessId':'manual'".formatted(scoped),
                "m",
                WORLD.clock.instant().plusSeconds(1));
        assertTrue(noted.at("/results/0/late").booleanValue());
        JsonNode followUp = WORLD.pages("list-follow-ups", "followUps", "'businessId':'manual'").stream()
                .filter(one -> one.get("userId").textValue().equals(phone))
                .findFirst()
                .orElseThrow();
        assertEquals(1, followUp.get("lateMessages").intValue());
    }

    /** Asked under the id that the person has now, it is written where the opt-out stands. */
    @Test
    void anOptOutIsExplainedUnderEitherId() {
        optOut(phone);
        String optOut = ledger(phone).get(0).get("entryId").textValue();
        move(phone, scoped);
        for (String id : List.of(scoped, phone)) {
            later();
            JsonNode explained = WORLD.call(
                    "explain-opt-out",
                    "{'requestId':'why-%s','userId':'%s','businessId':'manual','entryId':'%s','reason':'DECLINED'}",
                    id.equals(phone) ? "old" : "new",
                    id,
                    optOut);
            assertEquals("RECORDED", explained.get("outcome").textValue());
        }
        assertEquals(List.of(phone), values(scoped));
        assertEquals(
                List.of("why-new", "why-old"),
                ledger(phone).findValuesAsText("entryId").stream()
                        .filter(id -> id.startsWith("why"))
                        .toList());
        JsonNode unknown = WORLD.call(
                "explain-opt-out",
                "{'userId':'%s','businessId':'manual','entryId':'none','reason':'DECLINED'}",
                scoped);
        assertEquals("NOT_FOUND", unknown.at("/errors/0/code").textValue());
    }

    private Outcome move(String from, String to) {
        return WORLD.move("change", "manual", from, to);
    }

    private static JsonNode decide(String person, String decision) {
        return WORLD.call("decide-consent", "{'userId':'%s','businessId':'manual','decision':'%s'}", person, decision);
    }

    private static JsonNode optOut(String person) {
        return WORLD.call("request-opt-out", "{'userId':'%s','businessId':'manual'}", person);
    }

    private static JsonNode ledger(String person) {
        return WORLD.call("read-ledger", "{'userId':'%s','businessId':'manual'}", person)
                .get("entries");
    }

    private static List<String> values(String person) {
        List<String> values = new ArrayList<>();
        ledger(person).forEach(entry -> values.add(entry.get("value").textValue()));
        return values;
    }

    private static void later() {
        WORLD.clock.pass(Duration.ofSeconds(1));
    }
}
