package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Signer;
import consimt.ledger.Source;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator decides about ids that would be too many for one person. */
class TooManyIdsReviewTest {

    private static final int MORE_CALLS_THAN_ARE_MADE = 120;

    private final World world = World.fresh();
    private List<String> ids;
    private String other;

    @BeforeEach
    void aShopWhoseBasisIsTheConversation() {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'marketingBasis':'CONVERSATION'}");
        somebodyWithSixteenIds();
    }

    private void somebodyWithSixteenIds() {
        ids = IntStream.range(0, Standing.MOST_IDS)
                .mapToObj(i -> World.somebody())
                .toList();
        ids.forEach(this::agree);
        for (int i = 1; i < ids.size(); i++) {
            world.move("change", "shop", ids.get(i - 1), ids.get(i));
        }
        other = somebodyElse();
    }

    private String somebodyElse() {
        String who = World.somebody();
        agree(who);
        return who;
    }

    @Test
    void theOperatorFindsOneForEachSideHoweverOftenItIsTold() {
        unite(ids.get(3), other);
        unite(ids.get(3), other);
        JsonNode queue = queue();
        assertEquals(World.tree("{'open':2,'dueSoon':0,'overdue':0}"), queue.get("counts"));
        assertEquals(
                Stream.of(ids.get(3), other).sorted().toList(),
                queue.findValuesAsText("userId").stream().sorted().toList());
        String of = work(other);
        assertEquals(World.tree("""
                        {'followUpId':'%s','kind':'TOO_MANY_IDS','userId':'%s','about':'shop','state':'OPEN',
                          'openedAt':'%s','due':'2026-11-26','overdue':false,'dueSoon':false,'assignee':null,
                          'claimedUntil':null,'closedAt':null,'reminders':0,'lateMessages':0}""", of, other, world.clock.instant().minusSeconds(2)), each(queue, of));
    }

    @Test
    void completedItLiftsWhatIsHeldUnderAllIdsOfThatSideAndOfNoOther() {
        unite(ids.get(3), other);
        assertHeld(ids);
        assertEquals("RECORDED", resolve("COMPLETE", ids.get(3)));
        assertAllowed(ids);
        assertHeld(List.of(other));
        assertEquals("RECORDED", resolve("COMPLETE", other));
        assertAllowed(List.of(other));
        assertEquals(List.of("ana"), ledger("IDENTITY_RELEASED", ids.get(3)).findValuesAsText("actor"));
        assertEquals(World.tree("{'open':0,'dueSoon':0,'overdue':0}"), queue().get("counts"));
        // What was decided is not asked again.
        unite(ids.get(3), other);
        assertAllowed(ids);
        assertAllowed(List.of(other));
        assertEquals(0, queue().get("followUps").size());
    }

    @Test
    void aLaterUnionBeyondHoldsAgain() {
        unite(ids.get(3), other);
        resolve("COMPLETE", ids.get(3));
        assertAllowed(ids);
        String another = somebodyElse();
        unite(ids.get(4), another);
        assertHeld(ids);
        assertEquals("RECORDED", resolve("COMPLETE", ids.get(4)));
        assertAllowed(ids);
    }

    /** No decision of before is about what was found after it, however late it was delivered. */
    @Test
    void aUnionBeyondOfBeforeTheDecisionThatIsDeliveredAfterItHoldsAgain() {
        var before = world.clock.instant().minus(Duration.ofHours(1));
        unite(ids.get(3), other);
        resolve("COMPLETE", ids.get(3));
        world.clock.pass(Duration.ofSeconds(1));
        String another = somebodyElse();
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest("late"),
                World.relation(another, "shop"),
                new UserId(ids.get(3)),
                Source.by("whatsapp"),
                before,
                world.clock.instant()));
        assertHeld(ids);
    }

    /** In whose ledger it stands does not matter, nor in which order they are decided. */
    @Test
    void ofSeveralTheLastOneLifts() {
        for (boolean earlierFirst : List.of(true, false)) {
            String another = somebodyElse();
            unite(ids.get(3), other);
            unite(ids.get(4), another);
            resolve("COMPLETE", ids.get(earlierFirst ? 3 : 4));
            assertHeld(ids);
            resolve("COMPLETE", ids.get(earlierFirst ? 4 : 3));
            assertAllowed(ids);
            somebodyWithSixteenIds();
        }
    }

    @Test
    void skippedItStaysHeldWhateverIsCompletedSince() {
        unite(ids.get(3), other);
        assertEquals("RECORDED", resolve("SKIP", ids.get(3)));
        assertHeld(ids);
        unite(ids.get(4), somebodyElse());
        assertEquals("RECORDED", resolve("COMPLETE", ids.get(4)));
        assertHeld(ids);
        assertEquals("CONFLICT", resolve("COMPLETE", ids.get(3), "SKIPPED"));
        assertHeld(ids);
    }

    @Test
    void anOptOutUnderTheHeldIdsStaysAnOptOut() {
        unite(ids.get(3), other);
        world.call("request-opt-out", "{'userId':'%s','businessId':'shop'}", ids.get(9));
        resolve("COMPLETE", ids.get(3));
        ids.forEach(id -> assertEquals("MARKETING_OPTED_OUT", ask(id)));
    }

    /** Neither of the business whose ids they are, nor of one that has the operator's name. */
    @Test
    void aBusinessNeitherFindsNorResolvesIt() {
        unite(ids.get(3), other);
        String asShop = "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{'businessId':'%s'%s}}";
        String step = ",'followUpIds':['%s'],'action':'COMPLETE','actor':'eve'".formatted(work(ids.get(3)));
        assertEquals(
                0,
                world.call("list-follow-ups", asShop, "shop", "")
                        .get("followUps")
                        .size());
        assertEquals("REJECTED", outcome(world.call("list-follow-ups", asShop, "operator", "")));
        assertEquals(
                "NOT_FOUND",
                world.call("resolve-follow-up", asShop, "shop", step)
                        .at("/results/0/errors/0/code")
                        .textValue());
        assertEquals("REJECTED", outcome(world.call("resolve-follow-up", asShop, "operator", step)));
        assertEquals(
                World.tree("""
                        [{'field':'followUpIds[0]','code':'NOT_ALLOWED',
                          'message':'followUpIds[0] is about too many ids, which the operator alone may complete'}]"""),
                world.call(
                                "resolve-follow-up",
                                asShop.replace("'BUSINESS','businessId':'shop'", "'BUSINESS','businessId':'operator'"),
                                "operator",
                                step)
                        .at("/results/0/errors"));
        JsonNode shown = world.call(
                "read-ledger",
                "{'caller':{'kind':'BUSINESS','businessId':'shop'},'input':{'userId':'%s','businessId':'shop'}}",
                ids.get(3));
        assertTrue(!shown.findValuesAsText("kind").contains("FOLLOW_UP"), shown::toString);
        assertHeld(ids);
    }

    /** By the word of the business alone an id gets what refuses, and nothing that lifts it. */
    @Test
    void whatIsLiftedDoesNotCrossByTheWordOfTheBusinessAlone() {
        String told = somebodyElse();
        String one = somebodyElse();
        tell(one, told);
        unite(one, ids.get(0));
        assertHeld(List.of(one, told));
        assertEquals("RECORDED", resolve("COMPLETE", one));
        assertAllowed(List.of(one));
        assertHeld(List.of(told));
    }

    @Test
    void aUnionThatIsCutOffIsHeldAndInTheQueueWhenItIsToldAgain() {
        for (Fault.When when : Fault.When.values()) {
            boolean cutOff = true;
            int failures = 0;
            for (int call = 1; cutOff; call++) {
                assertTrue(call < MORE_CALLS_THAN_ARE_MADE);
                if (!Cases.takes(call, 4)) {
                    continue;
                }
                String last = World.somebody();
                String named = ids.get(call % ids.size());
                try {
                    unite(world.with(new Fault(call, when)), named, last);
                    cutOff = false;
                } catch (StoreUnavailable asItShould) {
                    failures++;
                    unite(named, last);
                }
                assertEquals(1, ofPerson(last).size());
                assertEquals(
                        ledger("IDENTITY_HELD", named).size(), ofPerson(named).size());
                assertEquals("TOO_MANY_IDS", ask(agreed(last)));
            }
            int cutOffs = failures;
            assertTrue(cutOffs >= Cases.of(6, 20), () -> "it was hardly cut off: " + cutOffs);
        }
    }

    @Test
    void aDecisionThatIsCutOffIsFinishedByTheSameRequest() {
        for (Fault.When when : Fault.When.values()) {
            boolean cutOff = true;
            int failures = 0;
            for (int call = 1; cutOff; call++) {
                assertTrue(call < MORE_CALLS_THAN_ARE_MADE);
                // One id on this side, so that a try costs little.
                String one = somebodyElse();
                unite(one, ids.get(3));
                String id = work(one);
                try {
                    assertEquals("RECORDED", complete(world.with(new Fault(call, when)), id));
                    cutOff = false;
                } catch (StoreUnavailable asItShould) {
                    failures++;
                    String before = ask(one);
                    String again = complete(world, id);
                    assertTrue(List.of("RECORDED", "UNCHANGED").contains(again), again);
                    assertTrue(again.equals("UNCHANGED") || before.equals("TOO_MANY_IDS"), "lifted and not decided");
                }
                assertAllowed(List.of(one));
                assertEquals(1, ledger("IDENTITY_RELEASED", one).size());
                assertEquals(
                        List.of("OPEN", "COMPLETE"), ledger("FOLLOW_UP", one).findValuesAsText("value"));
            }
            assertTrue(failures >= 5, () -> "it was hardly cut off");
        }
    }

    private String agreed(String who) {
        agree(who);
        return who;
    }

    private void agree(String who) {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", who);
    }

    private void unite(String from, String to) {
        unite(world, from, to);
        world.clock.pass(Duration.ofSeconds(1));
    }

    private static void unite(World where, String from, String to) {
        where.move("change", "shop", from, to);
    }

    /** By the word of the business alone. */
    private void tell(String from, String to) {
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest("told"),
                World.relation(to, "shop"),
                new UserId(from),
                Source.by("whatsapp").signedBy(Signer.BUSINESS),
                world.clock.instant(),
                world.clock.instant()));
    }

    private JsonNode queue() {
        return world.call("list-follow-ups", "{'businessId':'operator'}");
    }

    private List<JsonNode> ofPerson(String who) {
        return world.pages("list-follow-ups", "followUps", "'businessId':'operator'").stream()
                .filter(work -> work.get("userId").textValue().equals(who))
                .toList();
    }

    private static JsonNode each(JsonNode queue, String id) {
        for (JsonNode work : queue.get("followUps")) {
            if (work.get("followUpId").textValue().equals(id)) {
                return work;
            }
        }
        throw new AssertionError(queue);
    }

    /** The one that is open for a person. */
    private String work(String who) {
        List<JsonNode> open = ofPerson(who);
        assertEquals(1, open.size());
        return open.get(0).get("followUpId").textValue();
    }

    private String resolve(String action, String who) {
        return resolve(world, action, work(who));
    }

    private String resolve(String action, String who, String state) {
        List<String> all = new ArrayList<>();
        world.pages("list-follow-ups", "followUps", "'businessId':'operator','state':'%s'".formatted(state))
                .forEach(work -> {
                    if (work.get("userId").textValue().equals(who)) {
                        all.add(work.get("followUpId").textValue());
                    }
                });
        assertEquals(1, all.size());
        return resolve(world, action, all.get(0));
    }

    private static String complete(World where, String id) {
        return resolve(where, "COMPLETE", id);
    }

    private static String resolve(World where, String action, String id) {
        return where.call(
                        "resolve-follow-up",
                        "{'businessId':'operator','followUpIds':['%s'],'action':'%s','actor':'ana','note':'n'}",
                        id,
                        action)
                .at("/results/0/outcome")
                .textValue();
    }

    private static String outcome(JsonNode answer) {
        return answer.get("outcome").textValue();
    }

    private JsonNode ledger(String kind, String who) {
        var found = World.JSON.createArrayNode();
        world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(who))
                .forEach(entry -> {
                    if (entry.get("kind").textValue().equals(kind)) {
                        found.add(entry);
                    }
                });
        return found;
    }

    private void assertHeld(List<String> all) {
        all.forEach(id -> assertEquals("TOO_MANY_IDS", ask(id)));
    }

    private void assertAllowed(List<String> all) {
        all.forEach(id -> assertEquals("ALLOWED", ask(id)));
    }

    private String ask(String who) {
        JsonNode result = world.call(
                        "check-permission", "{'userId':'%s','businessId':'shop','category':'MARKETING'}", who)
                .at("/results/0");
        return result.has("reason")
                ? result.get("reason").textValue()
                : result.get("permission").textValue();
    }
}
