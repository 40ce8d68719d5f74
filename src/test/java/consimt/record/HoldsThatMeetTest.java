package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Signer;
import consimt.ledger.Source;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hold, and the decision about another hold, come together by ids that become one. Nobody decided about the first one,
 * so it stands at every moment.
 */
class HoldsThatMeetTest {

    private static final Duration LATER = Duration.ofSeconds(1);

    private final World world = World.fresh();
    private String held;
    private String decided;
    private String third;

    @BeforeEach
    void settle() {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'marketingBasis':'CONVERSATION'}");
    }

    /** Two merges have a common third id. One happens between two calls of the other one, which is cut off later. */
    @Test
    void twoMergesOfWhichOneIsCutOff() {
        int calls = callsOfAMerge();
        for (int between = 1; between <= calls; between++) {
            for (int cut = between; cut <= 2 * calls; cut++) {
                if (Cases.takes(between + cut, 7)) {
                    twoMerges(between, cut, Fault.When.AFTER);
                }
                if (Cases.takes(between + cut, 31)) {
                    twoMerges(between, cut, Fault.When.BEFORE);
                }
            }
        }
    }

    private int callsOfAMerge() {
        int calls = 0;
        Fault fault;
        do {
            somebodyWithAHeldAndADecidedId();
            fault = new Fault(++calls, Fault.When.BEFORE);
        } while (isCutOff(world.with(fault), "m0-" + held));
        assertFalse(fault.happened());
        return calls;
    }

    private void twoMerges(int between, int cut, Fault.When when) {
        somebodyWithAHeldAndADecidedId();
        Between other = new Between(between, () -> merge(world, "m1-" + decided, decided, third));
        String id = "m2-" + held;
        if (isCutOff(world.with(other).with(new Fault(cut, when)), id)) {
            assertEquals("TOO_MANY_IDS", answer(held), "cut off at call " + cut);
            merge(world, id, held, third);
        }
        assertEquals("TOO_MANY_IDS", answer(held), "another one before call " + between + ", cut off at " + cut);
    }

    private boolean isCutOff(World faulty, String id) {
        try {
            merge(faulty, id, held, third);
            return false;
        } catch (StoreUnavailable cutOff) {
            return true;
        }
    }

    /** The business alone said first that two ids are one. That was decided. Then the messenger says it too. */
    @Test
    void twoIdsThatWereHeldAndDecidedBefore() {
        somebodyWithAHeldAndADecidedId();
        Request request = new Request(
                EntryId.ofRequest("told-1"),
                World.relation(decided, "shop"),
                EventTime.unsaid(world.clock.instant()),
                world.clock.instant(),
                Source.by("crm").signedBy(Signer.BUSINESS),
                null);
        world.recorder.record(Statement.ofMessage(request).knownAs(Set.of(new UserId(held))));
        assertEquals("TOO_MANY_IDS", answer(decided));
        world.clock.pass(LATER);
        world.recorder.record(
                Recorders.accepted(World.relation(decided, "shop"), 2, world.clock.instant(), world.clock.instant()));
        assertEquals("ALLOWED", answer(decided));
        world.clock.pass(LATER);
        merge(world, "m1", decided, held);
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    /** The hold of the first is undecided. That of the second was decided later. */
    private void somebodyWithAHeldAndADecidedId() {
        held = agreed();
        decided = agreed();
        third = agreed();
        world.clock.pass(LATER);
        Relation relation = World.relation(held, "shop");
        world.recorder.record(Recorders.tooMany(relation, new UserId(World.somebody()), world.clock.instant()));
        world.clock.pass(LATER);
        world.recorder.record(
                Recorders.accepted(World.relation(decided, "shop"), world.clock.instant(), world.clock.instant()));
        world.clock.pass(LATER);
    }

    private static void merge(World by, String id, String who, String alsoKnownAs) {
        by.recorder.recordAll(List.of(Recorders.message(
                EntryId.ofRequest(id), World.relation(who, "shop"), new UserId(alsoKnownAs), by.clock.instant())));
    }

    private String agreed() {
        String who = World.somebody();
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", who);
        return who;
    }

    private String answer(String who) {
        JsonNode result = world.call(
                        "check-permission", "{'userId':'%s','businessId':'shop','category':'MARKETING'}", who)
                .at("/results/0");
        return result.path("reason").asText(result.get("permission").textValue());
    }
}
