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
import consimt.relation.Standing;
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
        return isCutOff(faulty, id, third);
    }

    private boolean isCutOff(World faulty, String id, String alsoKnownAs) {
        try {
            merge(faulty, id, held, alsoKnownAs);
            return false;
        } catch (StoreUnavailable cutOff) {
            return true;
        }
    }

    /** The schedule of a crash: nothing tells it again before somebody rebuilds. */
    @Test
    void aMergeThatIsCutOffAndThenARebuild() {
        int calls = callsOfAMerge();
        for (int between = 1; between <= calls; between++) {
            for (int cut = between; cut <= 2 * calls; cut++) {
                if (Cases.takes(between + cut, 19)) {
                    somebodyWithAHeldAndADecidedId();
                    Between other = new Between(between, () -> merge(world, "m1-" + decided, decided, third));
                    String id = "m2-" + held;
                    isCutOff(world.with(other).with(new Fault(cut, Fault.When.AFTER)), id);
                    rebuild();
                    assertEquals(
                            "TOO_MANY_IDS", answer(held), "another one before call " + between + ", cut at " + cut);
                    merge(world, id, held, third);
                    assertEquals(
                            "TOO_MANY_IDS", answer(held), "another one before call " + between + ", cut at " + cut);
                }
            }
        }
    }

    @Test
    void aRebuildBetweenTwoCallsOfAMerge() {
        int calls = callsOfAMerge();
        for (int between = 1; between <= calls; between++) {
            for (int rebuilt = between; rebuilt <= 2 * calls; rebuilt++) {
                if (Cases.takes(between + rebuilt, 19)) {
                    somebodyWithAHeldAndADecidedId();
                    Between other = new Between(between, () -> merge(world, "m1-" + decided, decided, third));
                    Between rebuild = new Between(rebuilt, this::rebuild);
                    merge(world.with(other).with(rebuild), "m2-" + held, held, third);
                    assertEquals(
                            "TOO_MANY_IDS",
                            answer(held),
                            "another one before call " + between + ", a rebuild before " + rebuilt);
                }
            }
        }
    }

    /** The operator decides about one id, while it becomes one with an id that is held for something earlier. */
    @Test
    void aMergeBetweenTwoCallsOfADecision() {
        boolean met = true;
        for (int call = 1; met; call++) {
            twoHeldIds();
            Between merge = new Between(call, () -> merge(world, "m-" + held, held, decided));
            assertEquals("RECORDED", complete(world.with(merge), decided));
            met = merge.happened();
            assertEquals("TOO_MANY_IDS", answer(held), "a merge before call " + call + " of the decision");
            completeAll();
            assertEquals(List.of("ALLOWED", "ALLOWED"), List.of(answer(held), answer(decided)));
        }
    }

    @Test
    void aDecisionBetweenTwoCallsOfAMerge() {
        boolean met = true;
        for (int call = 1; met; call++) {
            twoHeldIds();
            Between decision = new Between(call, () -> complete(world, decided));
            merge(world.with(decision), "m-" + held, held, decided);
            met = decision.happened();
            assertEquals("TOO_MANY_IDS", answer(held), "a decision before call " + call + " of the merge");
        }
    }

    /** What is held again has work, whenever the merge is cut off. So the operator can end it. */
    @Test
    void aMergeThatIsCutOffLeavesWorkForEachHold() {
        boolean isCut = true;
        for (int call = 1; isCut; call++) {
            isCut = false;
            for (Fault.When when : Cases.of(List.of(Fault.When.AFTER), List.of(Fault.When.values()))) {
                twoHeldIds();
                complete(world, decided);
                world.clock.pass(LATER);
                String id = "m-" + held;
                isCut |= isCutOff(world.with(new Fault(call, when)), id, decided);
                merge(world, id, held, decided);
                assertEquals("TOO_MANY_IDS", answer(held));
                completeAll();
                assertEquals(
                        List.of("ALLOWED", "ALLOWED"), List.of(answer(held), answer(decided)), "cut off at " + call);
            }
        }
    }

    /** By the word of the business alone, each has the hold of the other. The last decision ends both. */
    @Test
    void twoIdsByTheWordOfTheBusiness() {
        twoHeldIds();
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest("told"),
                World.relation(held, "shop"),
                new UserId(decided),
                Source.by("whatsapp").signedBy(Signer.BUSINESS),
                world.clock.instant(),
                world.clock.instant()));
        complete(world, held);
        assertEquals(List.of("TOO_MANY_IDS", "TOO_MANY_IDS"), List.of(answer(held), answer(decided)));
        complete(world, decided);
        assertEquals(List.of("ALLOWED", "ALLOWED"), List.of(answer(held), answer(decided)));
    }

    /** An earlier release stored the decision in one ledger. A rebuild knows by its time what it was about. */
    @Test
    void aDecisionInOneLedgerIsAboutIdsThatWereOneLongBefore() {
        twoHeldIds();
        merge(world, "m-" + held, held, decided);
        world.clock.pass(Duration.ofMinutes(16));
        world.recorder.record(
                Recorders.accepted(World.relation(decided, "shop"), world.clock.instant(), world.clock.instant()));
        assertEquals(List.of("ALLOWED", "ALLOWED"), List.of(answer(held), answer(decided)));
        rebuild();
        assertEquals(List.of("ALLOWED", "ALLOWED"), List.of(answer(held), answer(decided)));
    }

    /** The ledger of one id does not grow with each id that somebody names beside it, until somebody decides. */
    @Test
    void idsWithoutEnd() {
        held = agreed();
        for (int i = 1; i < Standing.MOST_IDS; i++) {
            merge(world, "one-" + i, held, World.somebody());
        }
        for (int i = 0; i < 60; i++) {
            String other = agreed();
            merge(world, "more-" + i, held, other);
            assertEquals("TOO_MANY_IDS", answer(other));
        }
        long entries =
                world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(held)).stream()
                        .filter(entry -> entry.get("kind").textValue().equals("IDENTITY_HELD"))
                        .count();
        assertEquals(50, entries);
        assertEquals("TOO_MANY_IDS", answer(held));
        world.clock.pass(LATER);
        while (!work(held).isEmpty()) {
            complete(world, held);
        }
        assertEquals("ALLOWED", answer(held));
        world.clock.pass(LATER);
        String last = agreed();
        merge(world, "last", held, last);
        assertEquals(List.of("TOO_MANY_IDS", "TOO_MANY_IDS"), List.of(answer(held), answer(last)));
        assertEquals(1, work(held).size());
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

    /** Both are held, and there is work about both. */
    private void twoHeldIds() {
        held = agreed();
        decided = agreed();
        List.of(held, decided).forEach(id -> {
            world.clock.pass(LATER);
            Relation relation = World.relation(id, "shop");
            Statement hold = Recorders.tooMany(relation, new UserId(World.somebody()), world.clock.instant());
            world.work
                    .heldIdentities()
                    .open(relation, world.recorder.record(hold).entry());
        });
        world.clock.pass(LATER);
    }

    private void rebuild() {
        world.call("rebuild-relation", "{'businessId':'shop','userId':'%s'}", held);
    }

    /** The operator completes all work about the two ids. */
    private void completeAll() {
        for (String id : List.of(held, decided, held, decided)) {
            while (!work(id).isEmpty()) {
                complete(world, id);
            }
        }
    }

    private String complete(World by, String id) {
        return by.call(
                        "resolve-follow-up",
                        "{'businessId':'operator','followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}",
                        work(id).get(0))
                .at("/results/0/outcome")
                .textValue();
    }

    private List<String> work(String id) {
        return world.pages("list-follow-ups", "followUps", "'businessId':'operator'").stream()
                .filter(work -> work.get("userId").textValue().equals(id))
                .map(work -> work.get("followUpId").textValue())
                .toList();
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
