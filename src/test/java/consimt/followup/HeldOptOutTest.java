package consimt.followup;

import static consimt.kit.AtOnce.atOnce;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.removal.RemovalDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opt-outs that came with too many others to be believed, and what people make of them. */
class HeldOptOutTest {

    private static final String SHOP = "'businessId':'auto'";
    private static final EntryId STATUS = EntryId.ofWhatsAppUpdate("send-failed", "message-1");

    /** A Tuesday. */
    private static final Instant AT = Instant.parse("2026-11-24T11:30:00Z");

    /** What the ledger says of its arrival. */
    private static final String HELD =
            "held~%s %1$s PERSON 2026-11-24T11:30:00Z 2026-11-24T11:30:00Z whatsapp-status ".formatted(STATUS.value());

    private static final int MORE_CALLS_THAN_A_RELEASE_MAKES = 20;

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final Relation relation = World.relation(person, "auto");

    @BeforeEach
    void twoShops() {
        for (String mode : List.of("auto", "manual")) {
            world.settle(
                    mode,
                    "'removal':{'mode':'%s'},'marketingBasis':'CONVERSATION'",
                    mode.equals("auto") ? "AUTOMATIC" : "MANUAL");
        }
    }

    @Test
    void isInTheQueueOfTheBusinessAndHoldsMarketingAndNothingElse() {
        world.call("decide-consent", "{'userId':'%s',%s,'decision':'CONTINUE'}", person, SHOP);
        assertTrue(hold(relation, STATUS, AT));
        assertFalse(hold(relation, STATUS, AT));
        assertEquals(World.tree("""
                        {'outcome':'FOUND','followUps':[{'followUpId':'%s','kind':'HELD_OPT_OUT','userId':'%s','about':null,
                          'state':'OPEN','openedAt':'2026-11-24T11:30:00Z','due':'2026-11-26','overdue':false,'dueSoon':false,'assignee':null,
                          'claimedUntil':null,'closedAt':null,'reminders':0,'lateMessages':0}],
                         'counts':{'open':1,'dueSoon':0,'overdue':0}}""", id(), person), list(""));
        assertEquals("UNSET", textOf(relation(), "marketing"));
        assertEquals("2026-11-24T11:30:00.999Z", textOf(relation(), "marketingHeldSince"));
        assertEquals(
                List.of(HELD, opened()),
                told().stream().filter(entry -> !entry.contains("CONTINUE")).toList());
        assertEquals(
                World.tree(
                        "{'userId':'%s','permission':'REFUSED','reason':'HELD_OPT_OUT','since':'2026-11-24T11:30:00.999Z','decidedBy':'UNCERTAIN','remedy':'DECIDE_WORK'}",
                        person),
                asked("MARKETING"));
        for (String category : List.of("UTILITY", "SERVICE", "AUTHENTICATION")) {
            assertEquals(World.tree("{'userId':'%s','permission':'ALLOWED'}", person), asked(category));
        }
    }

    @Test
    void completedItIsAppliedAsOfTheStatus() {
        hold(relation, STATUS, AT);
        world.clock.pass(Duration.ofHours(2));
        assertEquals(
                World.tree(
                        "{'outcome':'RECORDED','results':[{'followUpId':'%s','outcome':'RECORDED','state':'DONE','assignee':'ana'}]}",
                        id()),
                resolve("COMPLETE", "ana", ",'note':'They are real.'"));
        assertEquals(World.tree("""
                        {'userId':'%s','businessId':'auto','blocked':false,'blockedSince':null,'conversation':'NONE',
                         'basis':null,'conversationSince':null,'marketing':'OPTED_OUT',
                         'marketingSince':'2026-11-24T11:30:00.999Z','removal':{'status':'DONE'},'reports':0}""", person), relation());
        assertEquals(
                List.of(
                        HELD,
                        "%s OPT_OUT PERSON 2026-11-24T11:30:00Z 2026-11-24T14:00:00Z whatsapp-status "
                                .formatted(STATUS.value()),
                        opened(),
                        "follow-up~%s~2 CLAIM ana 2026-11-24T14:00:00Z 2026-11-24T14:00:00Z  ".formatted(id()),
                        "follow-up~%s~3 COMPLETE ana 2026-11-24T14:00:00Z 2026-11-24T14:00:00Z  They are real."
                                .formatted(id()),
                        "released~%s %1$s SYSTEM 2026-11-24T14:00:00Z 2026-11-24T14:00:00Z  "
                                .formatted(STATUS.value())),
                told());

        // The same status again, and the same click.
        assertFalse(hold(relation, STATUS, AT));
        assertEquals("UNCHANGED", outcome(resolve("COMPLETE", "ana", "")));
        assertEquals("CONFLICT", outcome(resolve("SKIP", "ana", ",'note':'n'")));
        assertEquals(6, ledger().size());
        assertEquals(0, list("").get("followUps").size());
    }

    @Test
    void skippedItIsDroppedAndTheSameStatusAgainBringsNothingBack() {
        hold(relation, STATUS, AT);
        assertEquals("RECORDED", outcome(resolve("SKIP", "ana", ",'note':'A fault of the platform.'")));
        assertFalse(hold(relation, STATUS, AT));
        assertEquals("CONFLICT", outcome(resolve("COMPLETE", "ana", "")));
        assertEquals("UNSET", textOf(relation(), "marketing"));
        assertFalse(relation().has("marketingHeldSince"));
        assertEquals(
                List.of(
                        HELD,
                        opened(),
                        "follow-up~%s~2 SKIP ana 2026-11-24T12:00:00Z 2026-11-24T12:00:00Z  A fault of the platform."
                                .formatted(id()),
                        "released~%s %1$s ana 2026-11-24T12:00:00Z 2026-11-24T12:00:00Z  ".formatted(STATUS.value())),
                told());
        assertEquals(World.tree("{'open':0,'dueSoon':0,'overdue':0}"), list("").get("counts"));
        assertEquals(List.of("SKIPPED"), list(",'state':'SKIPPED'").findValuesAsText("state"));
    }

    /** As it would lift the opt-out. */
    @Test
    void anOptInThatIsLaterLiftsItAndOneAtTheSameMomentDoesNot() {
        hold(relation, STATUS, AT);
        String optIn = "{'userId':'%s',%s,'occurredAt':'%s'}";
        world.call("request-opt-in", optIn, person, SHOP, AT);
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
        // What was told in whole seconds holds to the end of its second.
        world.call("request-opt-in", optIn, person, SHOP, AT.plusMillis(999));
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
        world.call("request-opt-in", optIn, person, SHOP, AT.plusMillis(1_000));
        assertEquals("ALLOWED", textOf(asked("MARKETING"), "permission"));
        assertFalse(relation().has("marketingHeldSince"));
        // One that is later again holds again.
        hold(relation, EntryId.ofWhatsAppUpdate("send-failed", "message-2"), AT.plusSeconds(2));
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
    }

    /** It would permit its own marketing. Nobody's note and no claim makes a difference. */
    @Test
    void aBusinessMaySkipNone() {
        hold(relation, STATUS, AT);
        String step = "{'caller':{'kind':'BUSINESS','businessId':'auto'},'input':{%s,'followUpIds':['%s'],"
                + "'action':'%s','actor':'ana','note':'n'}}";
        world.call("resolve-follow-up", step, SHOP, id(), "CLAIM");
        assertEquals(World.tree("""
                        {'outcome':'UNCHANGED','results':[{'followUpId':'%s','outcome':'REJECTED','state':'CLAIMED','errors':[
                          {'field':'followUpIds[0]','code':'NOT_ALLOWED',
                           'message':'followUpIds[0] is a held opt-out, which the operator alone may skip'}]}]}""", id()), world.call("resolve-follow-up", step, SHOP, id(), "SKIP"));
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
        assertEquals("RECORDED", outcome(world.call("resolve-follow-up", step, SHOP, id(), "COMPLETE")));
        assertEquals("MARKETING_OPTED_OUT", textOf(asked("MARKETING"), "reason"));
    }

    /** To skip it permits marketing, and a token of theirs gives no yes. To apply it is a no. */
    @Test
    void theOperatorsPeopleMaySkipNoneAndMayApplyIt() {
        hold(relation, STATUS, AT);
        String step = "{'caller':{'kind':'STAFF','name':'Olga Ionescu'},"
                + "'input':{%s,'followUpIds':['%s'],'action':'%s','actor':'olga','note':'n'}}";
        JsonNode skipped = world.call("resolve-follow-up", step, SHOP, id(), "SKIP");
        assertEquals("NOT_ALLOWED", textOf(skipped, "/results/0/errors/0/code"));
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
        assertTrue(relation().has("marketingHeldSince"));

        assertEquals("RECORDED", outcome(world.call("resolve-follow-up", step, SHOP, id(), "COMPLETE")));
        assertEquals("MARKETING_OPTED_OUT", textOf(asked("MARKETING"), "reason"));
        assertEquals(
                Set.of(World.tree("{'kind':'OPERATOR','name':'Olga Ionescu'}")),
                ledger().findValues("calledBy").stream()
                        .filter(caller -> caller.has("name"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void holdsUnderAllIdsOfThePerson() {
        String other = World.somebody();
        world.call("decide-consent", "{'userId':'%s',%s,'decision':'CONTINUE'}", other, SHOP);
        hold(relation, STATUS, AT);
        world.move("moved", "auto", person, other);
        assertEquals("HELD_OPT_OUT", textOf(asked(other, "MARKETING"), "reason"));
        EntryId second = EntryId.ofWhatsAppUpdate("send-failed", "message-2");
        hold(World.relation(other, "auto"), second, AT);
        resolve("SKIP", "ana", ",'note':'n'");
        assertEquals("HELD_OPT_OUT", textOf(asked("MARKETING"), "reason"));
        world.recorder.record(Recorders.released(World.relation(other, "auto"), second, AT));
        assertEquals("ALLOWED", textOf(asked("MARKETING"), "permission"));
        assertEquals("ALLOWED", textOf(asked(other, "MARKETING"), "permission"));
    }

    /** Every call of it fails once: it stays held until all of it is done. */
    @Test
    void aSkipThatIsCutOffIsFinishedByTheSameRequest() {
        for (Fault.When when : Fault.When.values()) {
            int failures = 0;
            for (int call = 1; call <= 8; call++) {
                Relation each = World.relation(World.somebody(), "auto");
                hold(each, STATUS, AT);
                String skip = complete(each).replace("'COMPLETE'", "'SKIP','note':'n'");
                if (isCutOff(world.with(new Fault(call, when)), skip)) {
                    failures++;
                    String again = outcome(world.call("resolve-follow-up", skip));
                    assertTrue(again.equals("RECORDED") || again.equals("UNCHANGED"), again);
                }
                assertFalse(isHeld(each));
                assertEquals(List.of("OPEN", "SKIP"), steps(each));
            }
            assertEquals(4, failures);
        }
    }

    @Test
    void whereRemovalIsByHandTheReleasePromisesItAsOfTheStatus() {
        Relation there = World.relation(person, "manual");
        hold(there, STATUS, AT);
        JsonNode held = world.call("list-follow-ups", "{'businessId':'manual'}");
        world.clock.pass(Duration.ofDays(1));
        world.step("manual", textOf(held, "/followUps/0/followUpId"), "COMPLETE", "ana");
        JsonNode queue = world.call("list-follow-ups", "{'businessId':'manual'}");
        assertEquals(List.of("MARKETING_REMOVAL"), queue.findValuesAsText("kind"));
        assertEquals(List.of("2026-12-03"), queue.findValuesAsText("due"));
        assertEquals(World.tree("{'open':1,'dueSoon':0,'overdue':0}"), queue.get("counts"));
    }

    /** A Tuesday: the second business day after it, unless the business itself is quicker. */
    @Test
    void isDueSoon() {
        world.settle("quick", "'removal':{'mode':'MANUAL','days':1}");
        hold(World.relation(person, "quick"), STATUS, AT);
        hold(World.relation(person, "manual"), STATUS, AT);
        // A Friday before a weekend and two holidays.
        hold(relation, STATUS, Instant.parse("2026-11-27T11:30:00Z"));
        assertEquals(
                List.of("2026-11-25", "2026-11-26", "2026-12-03"),
                Stream.of("quick", "manual", "auto")
                        .map(shop -> world.text("/followUps/0/due", "list-follow-ups", "{'businessId':'%s'}", shop))
                        .toList());
    }

    /** As a fault of the platform's brings them; what was held of them before stays as it is. */
    @Test
    void manyAreHeldWithAFewCallsAndEachCountsOnce() {
        Meter meter = new Meter();
        World metered = World.fresh(meter);
        List<HeldOptOut> many = IntStream.range(0, 500)
                .mapToObj(i -> new HeldOptOut(World.relation("4070" + i, "auto"), Scope.ALL, STATUS, AT))
                .toList();
        assertEquals(100, metered.held.hold(many.subList(150, 250)));
        meter.take();
        assertEquals(400, metered.held.hold(many));
        // Eleven transactions, and two of them once more without those that were there. All of one were there.
        assertEquals(
                13,
                meter.take().calls().stream()
                        .filter("TransactWriteItems"::equals)
                        .count());
        assertEquals(
                0, metered.held.hold(Stream.concat(many.stream(), many.stream()).toList()));
        assertEquals(
                World.tree("{'open':500,'dueSoon':0,'overdue':0}"),
                metered.call("list-follow-ups", "{%s}", SHOP).get("counts"));
    }

    @Test
    void countsInTheFiguresOfWorkButNotAmongRemovals() {
        hold(relation, STATUS, AT);
        resolve("COMPLETE", "ana", "");
        assertEquals(
                World.tree("""
                        {'opened':1,'done':1,'skipped':0,'withdrawn':0,'overdue':0,'medianHours':null,
                         'percentile95Hours':null,'lateMessages':0}"""),
                world.call("report-follow-ups", "{%s,'from':'2026-11-01','to':'2026-11-30'}", SHOP)
                        .get("total"));
    }

    /** Every call of it fails once, before the store has done it and after. A build takes one shop for each call. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "manual"})
    void aReleaseThatIsCutOffIsFinishedByTheSameRequest(String shop) {
        for (Fault.When when : Fault.When.values()) {
            int failures = 0;
            int first = Cases.of(shop.equals("manual") ? 2 : 1, 1);
            for (int call = first; call <= MORE_CALLS_THAN_A_RELEASE_MAKES; call += Cases.of(2, 1)) {
                Relation each = World.relation(World.somebody(), shop);
                hold(each, STATUS, AT);
                String complete = complete(each);
                Fault fault = new Fault(call, when);
                World faulty = world.with(fault);
                if (isCutOff(faulty, complete)) {
                    failures++;
                    assertTrue(fault.happened());
                    boolean done = isDone(shop, each);
                    assertTrue(!done || isOptedOut(each), "done and not applied");
                    assertTrue(isHeld(each) || isOptedOut(each), "neither held nor applied");
                    String again = outcome(world.call("resolve-follow-up", complete));
                    assertEquals(done ? "UNCHANGED" : "RECORDED", again);
                }
                assertTrue(isOptedOut(each));
                assertTrue(isDone(shop, each));
                assertFalse(isHeld(each));
                assertEquals(List.of("OPEN", "CLAIM", "COMPLETE"), steps(each));
                // Where removal is by hand, the release opens it, or the schedule where that alone was cut off.
                world.clock.pass(RemovalDesk.CUT_OFF_AFTER);
                world.call("remind-follow-ups", "{}");
                assertEquals(shop.equals("manual") ? List.of("OPEN") : List.of(), stepsOfRemoval(each));
            }
            assertTrue(
                    failures > Cases.of(2, 4) && failures < MORE_CALLS_THAN_A_RELEASE_MAKES, "failures: " + failures);
        }
    }

    /** One of them only is what happened. */
    @RepeatedTest(10)
    void ofOneWhoReleasesItAndOneWhoDropsItOneLosesAndChangesNothing() throws Exception {
        hold(relation, STATUS, AT);
        List<String> both = atOnce(List.of(
                () -> outcome(resolve("COMPLETE", "ana", "")), () -> outcome(resolve("SKIP", "ion", ",'note':'n'"))));
        assertEquals(List.of("CONFLICT", "RECORDED"), both.stream().sorted().toList());
        assertEquals(both.get(0).equals("RECORDED") ? "OPTED_OUT" : "UNSET", textOf(relation(), "marketing"));
    }

    private boolean isCutOff(World faulty, String complete) {
        return Fault.cutsOff(() -> assertEquals("RECORDED", outcome(faulty.call("resolve-follow-up", complete))));
    }

    private String complete(Relation held) {
        return "{'businessId':'%s','followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}"
                .formatted(
                        held.businessId().value(),
                        FollowUpId.ofHeldOptOut(held, STATUS).value());
    }

    private boolean isDone(String shop, Relation held) {
        return world.call("list-follow-ups", "{'businessId':'%s','state':'DONE'}", shop)
                .findValuesAsText("userId")
                .contains(held.userId().value());
    }

    private boolean isOptedOut(Relation held) {
        return world.text("/relation/marketing", "read-relation", "{%s}", who(held))
                .equals("OPTED_OUT");
    }

    private List<String> steps(Relation held) {
        return steps(held, FollowUpId.ofHeldOptOut(held, STATUS)::equals);
    }

    private List<String> stepsOfRemoval(Relation held) {
        return steps(held, id -> !id.equals(FollowUpId.ofHeldOptOut(held, STATUS)));
    }

    private List<String> steps(Relation held, Predicate<FollowUpId> of) {
        return world.pages("read-ledger", "entries", who(held)).stream()
                .filter(entry -> textOf(entry, "kind").equals("FOLLOW_UP"))
                .filter(entry -> of.test(new FollowUpId(textOf(entry, "followUpId"))))
                .map(entry -> textOf(entry, "value"))
                .toList();
    }

    private boolean isHeld(Relation held) {
        return world.call("read-relation", "{%s}", who(held)).get("relation").has("marketingHeldSince");
    }

    private JsonNode asked(String category) {
        return asked(person, category);
    }

    private JsonNode asked(String id, String category) {
        return world.checked("'userId':'%s',%s,'category':'%s'", id, SHOP, category);
    }

    private static String who(Relation held) {
        return "'userId':'%s','businessId':'%s'"
                .formatted(held.userId().value(), held.businessId().value());
    }

    private String id() {
        return FollowUpId.ofHeldOptOut(relation, STATUS).value();
    }

    /** What the ledger says of its opening. */
    private String opened() {
        return "follow-up~%s~1 OPEN SYSTEM 2026-11-24T12:00:00Z 2026-11-24T12:00:00Z  ".formatted(id());
    }

    private JsonNode list(String more) {
        return world.call("list-follow-ups", "{%s%s}", SHOP, more);
    }

    private JsonNode resolve(String action, String actor, String more) {
        return world.step("auto", id(), action, actor, more);
    }

    private JsonNode relation() {
        return world.call("read-relation", "{'userId':'%s',%s}", person, SHOP).get("relation");
    }

    private JsonNode ledger() {
        return world.call("read-ledger", "{'userId':'%s',%s}", person, SHOP).get("entries");
    }

    /** What the ledger says, an entry each: its id, what, who, when, when received, the channel and the note. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (JsonNode entry : ledger()) {
            told.add(Stream.of("entryId", "value", "actor", "occurredAt", "recordedAt", "channel", "note")
                    .map(field -> entry.path(field).asText())
                    .collect(Collectors.joining(" ")));
        }
        return told;
    }

    private static String outcome(JsonNode answer) {
        return textOf(answer, "/results/0/outcome");
    }

    /** Whether it was not held before. */
    private boolean hold(Relation about, EntryId optOut, Instant at) {
        world.recorder.record(Recorders.hold(about, optOut, at));
        return world.held.hold(List.of(new HeldOptOut(about, Scope.ALL, optOut, at))) == 1;
    }
}
