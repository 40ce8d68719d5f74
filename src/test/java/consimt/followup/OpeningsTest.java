package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.Source;
import consimt.ledger.WorkState;
import consimt.ledger.WorkState.Additions;
import consimt.ledger.WorkState.Holder;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger tells of work: that it opened, that it ended before it opened, and how it stands after each step. */
class OpeningsTest {

    private static final String SHOP = "'businessId':'shop'";
    private static final EntryId STATUS = EntryId.ofWhatsAppUpdate("send-failed", "message-1");

    /** The call of an opt-out by which its work opens. */
    private static final int OPENING = 6;

    /** The call of an opt-in by which it finds what is to be undone. */
    private static final int UNDOING = 5;

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final Relation relation = World.relation(person, "shop");
    private final String who = "'userId':'%s',%s".formatted(person, SHOP);

    @BeforeEach
    void aShopThatRemovesByHand() {
        world.call("configure-business", "{%s,'name':'A','country':'RO','removal':{'mode':'MANUAL'}}", SHOP);
    }

    /** The note of it was its first version. */
    @Test
    void aRemoval() {
        optOut();
        assertOpenedOnce(relation, Kind.MARKETING_REMOVAL, "shop", 2, EntryId.ofRequest("out"));
        assertEquals(List.of("OPEN"), seenByTheShop(person));
    }

    @Test
    void aReinstatement() {
        resolve("COMPLETE", optOut());
        optIn();
        assertOpenedOnce(relation, Kind.MARKETING_REINSTATEMENT, "shop", 1, EntryId.ofRequest("out"));
        assertEquals(List.of("OPEN", "COMPLETE", "OPEN"), seenByTheShop(person));
    }

    /** The number was not put back, so there is nothing to remove: such a removal never opens. */
    @Test
    void aRemovalOfWhatIsOffTheListHasNoOpening() {
        resolve("COMPLETE", optOut());
        optIn();
        world.clock.pass(Duration.ofMinutes(1));
        FollowUpId second = removal("{%s,'requestId':'again'}");
        List<Entry> steps = steps(relation, second);
        assertEquals(List.of("COMPLETE"), values(steps));
        assertEquals(State.DONE, stored("shop", second).state());
        assertLastTellsAll(relation, "shop", second);
    }

    /** A review opens by the entry of its first report. */
    @Test
    void aReview() {
        report("r");
        FollowUp review = only(Kind.REPORT_REVIEW, "operator");
        List<Entry> steps = steps(relation, review.id());
        assertEquals(List.of(EntryId.ofReviewed(EntryId.ofRequest("r"))), ids(steps));
        assertStep("ADD_REPORT", review.id(), "operator", steps.get(0));
        assertEquals(Optional.of(review), FollowUp.after(relation, steps.get(0)));
        assertEquals(
                List.of(State.OPEN, 1, 1),
                List.of(review.state(), review.work().additions().reports(), review.version()));
        assertEquals(List.of(), seenByTheShop(person));
        assertEquals(List.of(), all(World.relation(person, "operator")));
    }

    /** The entry of another report tells of both. */
    @Test
    void aReviewToWhichAReportIsAdded() {
        report("r");
        world.clock.pass(Duration.ofMinutes(1));
        report("s");
        FollowUp review = only(Kind.REPORT_REVIEW, "operator");
        assertEquals(2, review.work().additions().reports());
        List<Entry> steps = steps(relation, review.id());
        assertEquals(List.of("ADD_REPORT", "ADD_REPORT"), values(steps));
        assertEquals(Optional.of(review), FollowUp.after(relation, steps.get(1)));
    }

    /** The opt-out was cut off, so there is a note of the work alone. */
    @Test
    void aRemovalThatEndsBeforeItOpenedSaysSoAndCannotOpen() {
        World cutOff = world.with(new Fault(OPENING, Fault.When.BEFORE));
        FollowUpId id = new FollowUpId(
                textOf(cutOff.call("request-opt-out", "{%s,'requestId':'out'}", who), "/removal/followUpId"));
        assertEquals(State.PENDING, stored("shop", id).state());
        assertEquals(List.of(), steps(relation, id));
        optIn();
        assertWithdrawnOnly(id, 2, Source.PERSON, null);

        world.call("request-opt-out", "{%s,'requestId':'out'}", who);
        world.clock.pass(Duration.ofMinutes(20));
        assertEquals(
                World.tree("{'outcome':'UNCHANGED','reminded':0,'finished':0}"), world.call("remind-follow-ups", "{}"));
        assertWithdrawnOnly(id, 2, Source.PERSON, null);
        assertEquals(
                World.tree("{'open':0,'dueSoon':0,'overdue':0}"),
                world.call("list-follow-ups", "{%s}", SHOP).get("counts"));
    }

    /** The number is off the list and stays so, whatever completes the opt-in after the next opt-out. */
    @Test
    void anOptInThatWasCutOffOpensNothingAfterTheNextOptOut() {
        resolve("COMPLETE", optOut());
        world.clock.pass(Duration.ofMinutes(1));
        String optIn = "{%s,'requestId':'in','occurredAt':'2026-11-24T12:01:00Z'}".formatted(who);
        World cutOff = world.with(new Fault(UNDOING, Fault.When.BEFORE));
        assertThrows(StoreUnavailable.class, () -> cutOff.call("request-opt-in", optIn));
        assertEquals(List.of("OPEN", "COMPLETE"), seenByTheShop(person));

        world.clock.pass(Duration.ofMinutes(1));
        FollowUpId second = removal("{%s,'requestId':'again'}");
        assertEquals(State.DONE, stored("shop", second).state());
        FollowUpId reinstatement = new FollowUpId(
                world.text("/followUps/0/followUpId", "list-follow-ups", "{%s,'state':'WITHDRAWN'}", SHOP));
        assertEquals(Kind.MARKETING_REINSTATEMENT, stored("shop", reinstatement).kind());
        assertWithdrawnOnly(reinstatement, 1, Source.PERSON, null);

        world.call("request-opt-in", optIn);
        assertWithdrawnOnly(reinstatement, 1, Source.PERSON, null);
        assertEquals(
                World.tree("{'open':0,'dueSoon':0,'overdue':0}"),
                world.call("list-follow-ups", "{%s}", SHOP).get("counts"));
    }

    /**
     * A late message and a reminder are steps as those of people are. An opt-out told in whole seconds counts from the end of
     * its second, and half of the time is no whole millisecond then.
     */
    @Test
    void theLastStepTellsAllThereIsToKnowOfTheWork() {
        FollowUpId id = removal("{%s,'requestId':'out','occurredAt':'2026-11-24T11:00:00Z'}");
        assertLastTellsAll(relation, "shop", id);
        List.of("CLAIM", "RELEASE").forEach(action -> {
            resolve(action, id);
            assertLastTellsAll(relation, "shop", id);
        });
        world.clock.set(Instant.parse("2026-11-29T05:00:00Z"));
        assertEquals(1, world.call("remind-follow-ups", "{}").get("reminded").intValue());
        assertLastTellsAll(relation, "shop", id);
        world.clock.pass(Duration.ofMinutes(1));
        world.sent(who, "m", world.clock.instant());
        assertLastTellsAll(relation, "shop", id);
        for (String action : List.of("CLAIM", "COMPLETE")) {
            resolve(action, id);
            assertLastTellsAll(relation, "shop", id);
        }
        assertEquals(
                List.of("OPEN", "CLAIM", "RELEASE", "HALF_OF_THE_TIME", "m", "CLAIM", "COMPLETE"),
                values(steps(relation, id)));
        FollowUp done = stored("shop", id);
        assertEquals(
                new FollowUp(
                        id,
                        relation,
                        null,
                        new WorkState(
                                Job.of(Kind.MARKETING_REMOVAL, EntryId.ofRequest("out")),
                                State.DONE,
                                new Term(Instant.parse("2026-11-24T12:00:00Z"), LocalDate.parse("2026-12-03")),
                                new Holder("ana", null, world.clock.instant().minusSeconds(1)),
                                new Additions(1, 1, LocalDate.parse("2026-11-29"), 0),
                                List.of(),
                                null,
                                8),
                        Map.of()),
                done);
    }

    private void assertLastTellsAll(Relation about, String queueOf, FollowUpId id) {
        List<Entry> steps = steps(about, id);
        assertEquals(Optional.of(stored(queueOf, id)), FollowUp.after(about, steps.get(steps.size() - 1)));
        world.clock.pass(Duration.ofSeconds(1));
    }

    private void assertOpenedOnce(Relation about, Kind kind, String queueOf, int version, EntryId cause) {
        FollowUp work = only(kind, queueOf);
        assertEquals(List.of(about, cause), List.of(work.relation(), work.cause()));
        assertOpenedOnce(about, work.id(), queueOf, version);
    }

    private void assertOpenedOnce(Relation about, FollowUpId id, String queueOf, int version) {
        FollowUp work = stored(queueOf, id);
        assertEquals(List.of(State.OPEN, version), List.of(work.state(), work.version()));
        List<Entry> steps = steps(about, id);
        assertEquals(List.of(EntryId.ofStep(id, version)), ids(steps));
        assertStep("OPEN", id, queueOf, steps.get(0));
        assertEquals(Optional.of(work), FollowUp.after(about, steps.get(0)));
    }

    private void assertStep(String step, FollowUpId id, String queueOf, Entry entry) {
        assertEquals(new FollowUpStep(false, step, id, new BusinessId(queueOf), null, null), entry.what());
        assertEquals(Source.of(Source.SYSTEM), entry.source());
        assertEquals(
                List.of(world.clock.instant(), world.clock.instant()), List.of(entry.occurredAt(), entry.recordedAt()));
    }

    private void assertWithdrawnOnly(FollowUpId id, int version, String actor, @Nullable String note) {
        FollowUp ended = stored("shop", id);
        assertEquals(List.of(State.WITHDRAWN, version), List.of(ended.state(), ended.version()));
        List<Entry> steps = steps(relation, id);
        assertEquals(List.of(EntryId.ofStep(id, version)), ids(steps));
        assertEquals(
                new FollowUpStep(false, "WITHDRAW", id, new BusinessId("shop"), note, null),
                steps.get(0).what());
        assertEquals(Source.of(actor), steps.get(0).source());
        assertEquals(Optional.of(ended), FollowUp.after(relation, steps.get(0)));
    }

    private FollowUpId optOut() {
        return removal("{%s,'requestId':'out'}");
    }

    private FollowUpId removal(String asked) {
        return new FollowUpId(world.text("/removal/followUpId", "request-opt-out", asked, who));
    }

    private void optIn() {
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals("RECORDED", world.outcome("request-opt-in", "{%s}", who));
    }

    private void resolve(String action, FollowUpId id) {
        assertEquals("RECORDED", textOf(world.step("shop", id.value(), action, "ana"), "outcome"));
    }

    private void report(String requestId) {
        world.call(
                "decide-consent",
                "{%s,'requestId':'%s','decision':'REPORT','report':{'reason':'SPAM'}}",
                who,
                requestId);
    }

    /** The only work of its kind in a queue. */
    private FollowUp only(Kind kind, String queueOf) {
        String queue = "'businessId':'%s'".formatted(queueOf);
        List<JsonNode> all = world.pages("list-follow-ups", "followUps", queue).stream()
                .filter(work -> textOf(work, "kind").equals(kind.name()))
                .toList();
        assertEquals(1, all.size());
        return stored(queueOf, new FollowUpId(textOf(all.get(0), "followUpId")));
    }

    private FollowUp stored(String queueOf, FollowUpId id) {
        return world.stores.followUps().find(new BusinessId(queueOf), id).orElseThrow();
    }

    /** All that a ledger tells of a piece of work, in the order of what it saw. */
    private List<Entry> steps(Relation about, FollowUpId id) {
        return all(about).stream()
                .filter(entry -> id.equals(FollowUp.idOf(entry)))
                .sorted(Comparator.comparing(
                        entry -> FollowUp.after(about, entry).orElseThrow().version()))
                .toList();
    }

    private List<Entry> all(Relation about) {
        return world.stores.ledger().read(about, Instant.EPOCH, null, 100).items();
    }

    private static List<EntryId> ids(List<Entry> entries) {
        return entries.stream().map(Entry::id).toList();
    }

    private static List<String> values(List<Entry> entries) {
        return entries.stream().map(entry -> entry.what().value()).toList();
    }

    /** The steps of work in the ledger that the business reads. */
    private List<String> seenByTheShop(String userId) {
        return world.byBusiness("shop", "read-ledger", "'userId':'%s',%s", userId, SHOP)
                .get("entries")
                .valueStream()
                .filter(entry -> entry.has("followUpId"))
                .map(entry -> textOf(entry, "value"))
                .toList();
    }
}
