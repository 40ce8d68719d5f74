package consimt.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An opt-out from a topic that the business gets, or gives up, between the first request and its retry. */
class ChangedTopicsTest {

    private static final World WORLD = World.fresh();
    private static final int MORE_CALLS_THAN_ANY_OPT_OUT_MAKES = 20;

    private final String shop = "shop-" + World.somebody();

    @ParameterizedTest
    @CsvSource({"AUTOMATIC, true", "AUTOMATIC, false", "MANUAL, true", "MANUAL, false"})
    void whatTheFirstRequestStoppedIsStoppedWhereverItWasCutOff(String removal, boolean isNew) {
        int cutOff = 0;
        for (When when : When.values()) {
            boolean happens = true;
            for (int call = 1; happens; call++) {
                assertTrue(call < MORE_CALLS_THAN_ANY_OPT_OUT_MAKES);
                Fault fault = new Fault(call, when);
                happens = isCutOff(removal, isNew, fault) || fault.happened();
                cutOff += happens ? 1 : 0;
            }
        }
        assertTrue(cutOff >= 4);
    }

    private boolean isCutOff(String removal, boolean isNew, Fault fault) {
        String person = World.somebody();
        WORLD.call("request-opt-in", "{%s,'requestId':'in'}", who(person));
        WORLD.clock.pass(Duration.ofSeconds(1));
        settle(removal, !isNew);
        try {
            stop(WORLD.with(fault), person);
        } catch (StoreUnavailable nobodyGotAnAnswer) {
            assertTrue(fault.happened());
        }
        boolean isRecorded = WORLD.pages("read-ledger", "entries", who(person)).stream()
                .anyMatch(entry -> entry.get("entryId").textValue().equals("r"));
        settle(removal, isNew);
        JsonNode answer = stop(WORLD, person);
        assertTrue(
                List.of("RECORDED", "UNCHANGED").contains(answer.get("outcome").textValue()), answer::toString);
        boolean stopsAll = !isNew || isRecorded;
        assertEquals(isNew, answer.has("scope"), answer::toString);
        assertEquals(stopsAll ? "REFUSED" : "ALLOWED", check(person, "news"));
        assertEquals("REFUSED", check(person, "poetry"));
        assertEquals(
                answer.get("relation"),
                WORLD.call("read-relation", "{%s}", who(person)).get("relation"));
        WORLD.clock.pass(Duration.ofMinutes(20));
        WORLD.call("remind-follow-ups", "{}");
        assertEquals(
                List.of(),
                WORLD.pages("rebuild-relation", "differences", who(person) + ",'dryRun':true"),
                fault::toString);
        return fault.happened();
    }

    private String check(String person, String topic) {
        return WORLD.text(
                "/results/0/permission",
                "check-permission",
                "{%s,'category':'MARKETING','scope':{'topic':'%s'}}",
                who(person),
                topic);
    }

    private JsonNode stop(World world, String person) {
        return world.call("request-opt-out", "{%s,'requestId':'r','scope':{'topic':'poetry'}}", who(person));
    }

    private void settle(String removal, boolean hasPoetry) {
        WORLD.settle(
                shop,
                "'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION','topics':[{'code':'news','labels':{'en':'News'}}%s]",
                removal,
                hasPoetry ? ",{'code':'poetry','labels':{'en':'Poetry'}}" : "");
    }

    private String who(String person) {
        return "'userId':'%s','businessId':'%s'".formatted(person, shop);
    }
}
