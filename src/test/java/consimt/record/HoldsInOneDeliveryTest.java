package consimt.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.runtime.Parallel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of several people arrive together. Whether a person is held depends on that person's ids alone. */
class HoldsInOneDeliveryTest {

    private static final Duration LATER = Duration.ofSeconds(1);

    private final World world = World.fresh();
    private String held;
    private String decided;

    /** Two ids that are not one yet: the hold of the first is undecided, that of the second was decided later. */
    @BeforeEach
    void somebodyWithAHeldAndADecidedId() {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'marketingBasis':'CONVERSATION'}");
        held = agreed();
        decided = agreed();
        world.clock.pass(LATER);
        hold(World.relation(held, "shop"));
        world.recorder.record(
                Recorders.accepted(World.relation(decided, "shop"), world.clock.instant(), world.clock.instant()));
        world.clock.pass(LATER);
    }

    @Test
    void aMergeDoesNotEndAHold() {
        world.recorder.recordAll(List.of(message("m1", World.relation(decided, "shop"), held)));
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    @Test
    void norDoesAMergeBesideAStrangerWhoWasHeldLater() {
        String stranger = agreed();
        hold(World.relation(stranger, "other"));
        world.recorder.recordAll(List.of(
                message("m1", World.relation(decided, "shop"), held),
                message("m2", World.relation(stranger, "other"), World.somebody())));
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    @Test
    void nobodyIsHeldForTheHoldOfAStranger() {
        String own = agreed();
        String other = agreed();
        world.clock.pass(LATER);
        world.recorder.recordAll(List.of(
                message("m1", World.relation(own, "shop"), other),
                message("m2", World.relation(held, "shop"), agreed()),
                message("m3", World.relation(decided, "shop"), agreed())));
        assertEquals("ALLOWED", answer(own));
        assertEquals("ALLOWED", answer(other));
    }

    /** Each of the two merges alone ends no hold. Together they carry the decision to the held id. */
    @Test
    void norDoTwoMergesThatMeetAtAThirdId() {
        String third = agreed();
        world.recorder.recordAll(List.of(
                message("m1", World.relation(decided, "shop"), third),
                message("m2", World.relation(held, "shop"), third)));
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    @Test
    void norDoTwoDeliveriesAtOnce() {
        String third = agreed();
        Parallel.run(List.of(
                () -> world.recorder.recordAll(List.of(message("m1", World.relation(decided, "shop"), third))),
                () -> world.recorder.recordAll(List.of(message("m2", World.relation(held, "shop"), third)))));
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    @Test
    void norDoTwoDeliveriesOneAfterTheOther() {
        String third = agreed();
        world.recorder.recordAll(List.of(message("m1", World.relation(decided, "shop"), third)));
        world.recorder.recordAll(List.of(message("m2", World.relation(held, "shop"), third)));
        assertEquals("TOO_MANY_IDS", answer(held));
    }

    private void hold(Relation relation) {
        world.recorder.record(Recorders.tooMany(relation, new UserId(World.somebody()), world.clock.instant()));
        world.clock.pass(LATER);
    }

    private Statement message(String request, Relation relation, String alsoKnownAs) {
        return Recorders.message(EntryId.ofRequest(request), relation, new UserId(alsoKnownAs), world.clock.instant());
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
