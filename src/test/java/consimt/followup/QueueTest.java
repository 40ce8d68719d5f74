package consimt.followup;

import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.dynamodb.Queues;
import consimt.kit.World;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Message;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue as the people see it who work it off. */
class QueueTest {

    private static final String SHOP = "'businessId':'manual'";

    private final World world = World.fresh();
    private final String person = World.somebody();

    @BeforeEach
    void aShopThatRemovesByHand() {
        world.settle("manual", "'name':'Librăria','removal':{'mode':'MANUAL','days':5}");
    }

    @Test
    void anOptOutIsInTheQueueClaimedCompletedAndProven() {
        String id = optOut(person);
        assertEquals(World.tree("""
                        {'outcome':'FOUND','followUps':[{'followUpId':'%s','kind':'MARKETING_REMOVAL','userId':'%s','about':null,
                          'state':'OPEN','openedAt':'2026-11-24T12:00:00Z','due':'2026-12-03','overdue':false,'dueSoon':false,'assignee':null,
                          'claimedUntil':null,'closedAt':null,'reminders':0,'lateMessages':0}],
                         'counts':{'open':1,'dueSoon':0,'overdue':0}}""", id, person), list(""));

        assertEquals(
                World.tree(
                        "{'outcome':'RECORDED','results':[{'followUpId':'%s','outcome':'RECORDED','state':'CLAIMED','assignee':'ana'}]}",
                        id),
                resolve(id, "CLAIM", "ana", ""));
        assertEquals("CONFLICT", outcome(resolve(id, "CLAIM", "ion", "")));
        assertEquals("UNCHANGED", outcome(resolve(id, "CLAIM", "ana", "")));
        assertEquals("CONFLICT", outcome(resolve(id, "COMPLETE", "ion", "")));
        assertEquals("IN_PROGRESS", textOf(removal(), "status"));

        world.clock.pass(Duration.ofMinutes(10));
        assertEquals(
                "RECORDED",
                outcome(resolve(id, "COMPLETE", "ana", ",'note':'Din CSV.','evidence':'https://crm.example/7'")));
        assertEquals("UNCHANGED", outcome(resolve(id, "COMPLETE", "ion", "")));
        assertEquals("CONFLICT", outcome(resolve(id, "SKIP", "ana", ",'note':'x'")));
        assertEquals("CONFLICT", outcome(resolve(id, "CLAIM", "ana", "")));

        assertEquals(World.tree("{'status':'DONE','stopsBy':'2026-12-03','followUpId':'%s'}", id), removal());
        assertEquals(World.tree("{'open':0,'dueSoon':0,'overdue':0}"), list("").get("counts"));
        assertEquals(0, list("").get("followUps").size());
        assertEquals("ana", textOf(list(",'state':'DONE'"), "/followUps/0/assignee"));
        String work = """
                'kind':'MARKETING_REMOVAL','cause':'%s','openedAt':'2026-11-24T12:00:00Z','due':'2026-12-03',
                'reminders':0,'lateMessages':0,'reports':0""".formatted(optedOut());
        assertEquals(World.tree("""
                        [{'entryId':'follow-up~%s~2','kind':'FOLLOW_UP','value':'OPEN','occurredAt':'2026-11-24T12:00:00Z',
                          'recordedAt':'2026-11-24T12:00:00Z','actor':'SYSTEM','calledBy':{'kind':'SYSTEM'},'followUpId':'%1$s',
                          'work':{%2$s,'state':'OPEN','remindAt':'2026-11-29T05:00:00Z','version':2}},
                         {'entryId':'follow-up~%1$s~3','kind':'FOLLOW_UP','value':'CLAIM','occurredAt':'2026-11-24T12:00:00Z',
                          'recordedAt':'2026-11-24T12:00:00Z','actor':'ana','calledBy':{'kind':'OPERATOR'},'followUpId':'%1$s',
                          'work':{%2$s,'state':'CLAIMED','assignee':'ana','claimedUntil':'2026-11-24T16:00:00Z',
                            'remindAt':'2026-11-29T05:00:00Z','version':3}},
                         {'entryId':'follow-up~%1$s~4','kind':'FOLLOW_UP','value':'COMPLETE','occurredAt':'2026-11-24T12:10:00Z',
                          'recordedAt':'2026-11-24T12:10:00Z','actor':'ana','calledBy':{'kind':'OPERATOR'},'followUpId':'%1$s','note':'Din CSV.',
                          'work':{%2$s,'state':'DONE','assignee':'ana','closedAt':'2026-11-24T12:10:00Z','version':4},
                          'evidence':'https://crm.example/7'}]""", id, work), ledger("FOLLOW_UP"));
    }

    @Test
    void workIsHandedToAColleagueByWhomeverHasIt() {
        String id = optOut(person);
        assertEquals("CONFLICT", outcomeAfterAClaimOf("ion", id));
        resolve(id, "RELEASE", "ion", "");
        resolve(id, "CLAIM", "ana", "");
        assertEquals(
                World.tree(
                        "{'outcome':'RECORDED','results':[{'followUpId':'%s','outcome':'RECORDED','state':'CLAIMED','assignee':'ion'}]}",
                        id),
                resolve(id, "CLAIM", "ana", ",'assignee':'ion'"));
        assertEquals("UNCHANGED", outcome(resolve(id, "CLAIM", "ana", ",'assignee':'ion'")));
        assertEquals("CONFLICT", outcome(resolve(id, "COMPLETE", "ana", "")));
        JsonNode step = ledger("FOLLOW_UP").get(4);
        assertEquals("ana", textOf(step, "actor"));
        assertEquals("ion", textOf(step, "/work/assignee"));
        assertEquals("RECORDED", outcome(resolve(id, "COMPLETE", "ion", "")));
    }

    private String outcomeAfterAClaimOf(String other, String id) {
        resolve(id, "CLAIM", other, "");
        return outcome(resolve(id, "CLAIM", "ana", ",'assignee':'ana'"));
    }

    @Test
    void onlyAClaimNamesAColleagueAndTheWordForAPartyIsNone() {
        String id = optOut(person);
        assertEquals("NOT_ALLOWED", textOf(resolve(id, "COMPLETE", "ana", ",'assignee':'ion'"), "/errors/0/code"));
        assertEquals("INVALID", textOf(resolve(id, "CLAIM", "ana", ",'assignee':'SYSTEM'"), "/errors/0/code"));
        assertEquals(1, list(",'state':'OPEN'").get("followUps").size());
    }

    @Test
    void aClaimCanBeGivenBackAndLapsesByItself() {
        String id = optOut(person);
        resolve(id, "CLAIM", "ana", "");
        assertEquals("CONFLICT", outcome(resolve(id, "RELEASE", "ion", "")));
        assertEquals("RECORDED", outcome(resolve(id, "RELEASE", "ana", "")));
        assertEquals("UNCHANGED", outcome(resolve(id, "RELEASE", "ana", "")));

        resolve(id, "CLAIM", "ana", "");
        world.clock.pass(World.CLAIM_LASTS.minusMillis(1));
        assertEquals("CONFLICT", outcome(resolve(id, "CLAIM", "ion", "")));
        assertEquals(1, list(",'state':'CLAIMED'").get("followUps").size());
        assertEquals(0, list(",'state':'OPEN'").get("followUps").size());
        world.clock.pass(Duration.ofMillis(1));
        assertEquals(1, list(",'state':'OPEN'").get("followUps").size());
        assertTrue(list("").at("/followUps/0/assignee").isNull());
        assertEquals("RECORDED", outcome(resolve(id, "CLAIM", "ion", "")));
    }

    @Test
    void whatIsSkippedNeedsAReason() {
        String id = optOut(person);
        JsonNode rejected = resolve(id, "SKIP", "ana", "");
        assertEquals("note", textOf(rejected, "/errors/0/field"));
        assertEquals("RECORDED", outcome(resolve(id, "SKIP", "ana", ",'note':'Nu este pe listă.'")));
        assertEquals(List.of("OPEN", "SKIP"), ledger("FOLLOW_UP").findValuesAsText("value"));
        assertEquals("Nu este pe listă.", textOf(ledger("FOLLOW_UP"), "/1/note"));
        assertEquals(1, list(",'state':'SKIPPED'").get("followUps").size());
    }

    @Test
    void aHundredAtOnceEachGetTheirAnswer() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            ids.add(optOut(World.somebody()));
        }
        ids.add(50, "0".repeat(26));
        JsonNode answer = resolve(String.join("','", ids), "COMPLETE", "ana", "");
        assertEquals(100, answer.get("results").size());
        for (int i = 0; i < 100; i++) {
            JsonNode result = answer.get("results").get(i);
            assertEquals(ids.get(i), textOf(result, "followUpId"));
            assertEquals(i == 50 ? "REJECTED" : "RECORDED", textOf(result, "outcome"));
        }
        assertEquals("followUpIds[50]", textOf(answer, "/results/50/errors/0/field"));
        assertEquals(99, pages(",'state':'DONE','limit':40").size());
    }

    @Test
    void theQueueIsByDueDatePageByPageAndCounted() {
        List<String> expected = new ArrayList<>();
        for (int day = 0; day < 12; day++) {
            expected.add(optOut(World.somebody()));
            world.clock.pass(Duration.ofDays(1));
        }
        // Now it is 6 December, a Sunday: 24 to 26 November's are overdue since 3 to 5 December.
        List<String> due = textsOf(pages(",'limit':5"), "due");
        assertEquals(due.stream().sorted().toList(), due);
        assertEquals(
                expected.stream().sorted().toList(),
                pages(",'limit':5").stream()
                        .map(each -> textOf(each, "followUpId"))
                        .sorted()
                        .toList());
        JsonNode counts = list("").get("counts");
        assertEquals(12, counts.get("open").intValue());
        long overdue =
                due.stream().filter(day -> day.compareTo("2026-12-06") < 0).count();
        assertEquals(overdue, counts.get("overdue").intValue());
        assertEquals(
                overdue,
                pages("").stream()
                        .filter(each -> each.get("overdue").booleanValue())
                        .count());
        assertEquals(
                counts.get("dueSoon").intValue(),
                pages("").stream()
                        .filter(each -> each.get("dueSoon").booleanValue())
                        .count());
        assertEquals(
                due.stream()
                        .filter(day -> day.equals("2026-12-06") || day.equals("2026-12-07"))
                        .count(),
                counts.get("dueSoon").intValue());
        assertEquals(overdue, pages(",'dueBefore':'2026-12-06','limit':1").size());
    }

    @Test
    void marketingSentAfterAnOptOutMovesItToTheTop() {
        String first = optOut(World.somebody());
        world.clock.pass(Duration.ofDays(1));
        String second = optOut(person);
        world.clock.pass(Duration.ofHours(1));
        String sent = "{%s,'userId':'%s','category':'%s','messageId':'%s','sentAt':'%s'}";
        assertEquals(
                World.tree("{'outcome':'RECORDED','results':[{'messageId':'m1','outcome':'RECORDED','late':true}]}"),
                world.call("record-message", sent, SHOP, person, "MARKETING", "m1", world.clock.instant()));
        assertEquals(
                World.tree("{'outcome':'UNCHANGED','results':[{'messageId':'m1','outcome':'UNCHANGED','late':true}]}"),
                world.call("record-message", sent, SHOP, person, "MARKETING", "m1", world.clock.instant()));
        for (String harmless : List.of("UTILITY", "SERVICE", "AUTHENTICATION")) {
            JsonNode answer = world.call("record-message", sent, SHOP, person, harmless, "m2", world.clock.instant());
            assertEquals("UNCHANGED", textOf(answer, "outcome"));
        }
        JsonNode before = world.call("record-message", sent, SHOP, person, "MARKETING", "m3", "2026-11-25T11:59:59Z");
        assertFalse(before.at("/results/0/late").booleanValue());

        JsonNode queue = list("").get("followUps");
        assertEquals(second, textOf(queue, "/0/followUpId"));
        assertEquals(1, queue.at("/0/lateMessages").intValue());
        assertEquals(first, textOf(queue, "/1/followUpId"));
        assertEquals(1, ledger("LATE_MESSAGE").size());
        assertEquals("m1", textOf(ledger("LATE_MESSAGE"), "/0/value"));
        assertEquals(List.of(second, first), textsOf(pages(",'limit':1"), "followUpId"));
    }

    /** The store reads a megabyte at once, and strangers may write long messages. */
    @Test
    void longMessagesHideNoWorkBehindThem() {
        List<FollowUp> work =
                IntStream.range(0, 30).mapToObj(this::withLongMessages).toList();
        Queues.fill(world, work);
        assertTrue(list("").get("followUps").size() < work.size());
        assertEquals(work.stream().map(each -> each.id().value()).toList(), textsOf(pages(""), "followUpId"));
    }

    private FollowUp withLongMessages(int number) {
        Instant at = world.clock.instant();
        FollowUp work = FollowUp.pending(
                        new FollowUpId("%026d".formatted(number)),
                        World.relation(World.somebody(), "manual"),
                        Job.of(Kind.SUSPECTED_REFUSAL, EntryId.ofRequest("r")),
                        new Term(at, LocalDate.parse("2026-11-25")))
                .as(State.OPEN);
        for (int i = 0; i < Held.MOST; i++) {
            EntryId message = EntryId.ofRequest("m" + i);
            work = work.withMessage(new Message(message, at, false), "€".repeat(4_096));
        }
        return work;
    }

    @Test
    void theFiguresOfAPeriodAreByTheWeekInWhichWorkWasOpened() {
        String done = optOut(World.somebody());
        String skipped = optOut(World.somebody());
        optOut(person);
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-in", "{'userId':'%s',%s}", person, SHOP);
        world.clock.pass(Duration.ofHours(30));
        resolve(done, "COMPLETE", "ana", "");
        resolve(skipped, "SKIP", "ana", ",'note':'x'");
        // Friday 27 November, two in the afternoon there: ten hours of it are left, then a weekend and St Andrew's.
        world.clock.pass(Duration.ofHours(42));
        String overWeekend = optOut(World.somebody());
        world.clock.pass(Duration.ofDays(3));
        resolve(overWeekend, "COMPLETE", "ana", "");
        String overdue = optOut(World.somebody());
        world.clock.pass(Duration.ofDays(20));

        String none = "'medianHours':null,'percentile95Hours':null";
        assertEquals(
                World.tree("""
                        {'outcome':'FOUND',
                         'total':{'opened':5,'done':2,'skipped':1,'withdrawn':1,'overdue':1,'medianHours':10.0,'percentile95Hours':30.0,'lateMessages':0},
                         'weeks':[
                          {'week':'2026-W48','figures':{'opened':4,'done':2,'skipped':1,'withdrawn':1,'overdue':0,'medianHours':10.0,'percentile95Hours':30.0,'lateMessages':0}},
                          {'week':'2026-W49','figures':{'opened':1,'done':0,'skipped':0,'withdrawn':0,'overdue':1,%s,'lateMessages':0}}]}""", none),
                world.call("report-follow-ups", "{%s,'from':'2026-11-24','to':'2026-12-31'}", SHOP));
        assertEquals(
                0,
                world.call("report-follow-ups", "{%s,'from':'2026-12-02','to':'2026-12-31'}", SHOP)
                        .at("/total/opened")
                        .intValue());
        assertFalse(overdue.isEmpty());
    }

    /** The last day of all ends in another year, west of Greenwich. */
    @Test
    void aReportOfDaysThatAreFarAhead() {
        world.settle("west", "'country':'US','timeZone':'Pacific/Honolulu','removal':{'mode':'MANUAL'}");
        for (String from : List.of("9999-01-01", "9999-12-31")) {
            assertEquals(
                    0,
                    world.call("report-follow-ups", "{'businessId':'west','from':'%s','to':'9999-12-31'}", from)
                            .at("/total/opened")
                            .intValue());
        }
        world.call("request-opt-out", "{'userId':'%s','businessId':'west'}", World.somebody());
        assertEquals(
                1,
                world.call("report-follow-ups", "{'businessId':'west','from':'2026-11-24','to':'2027-11-24'}")
                        .at("/total/opened")
                        .intValue());
    }

    private String optOut(String who) {
        return world.text("/removal/followUpId", "request-opt-out", "{'userId':'%s',%s}", who, SHOP);
    }

    /** The entry of the opt-out. */
    private String optedOut() {
        return textOf(ledger("MARKETING_PREFERENCE"), "/0/entryId");
    }

    private JsonNode resolve(String ids, String action, String actor, String more) {
        return world.step("manual", ids, action, actor, more);
    }

    private JsonNode list(String more) {
        return world.call("list-follow-ups", "{%s%s}", SHOP, more);
    }

    private List<JsonNode> pages(String more) {
        return world.pages("list-follow-ups", "followUps", SHOP + more);
    }

    private JsonNode removal() {
        return world.call("read-relation", "{'userId':'%s',%s}", person, SHOP).at("/relation/removal");
    }

    private JsonNode ledger(String kind) {
        return World.JSON.valueToTree(
                world.pages("read-ledger", "entries", "'userId':'%s',%s".formatted(person, SHOP)).stream()
                        .filter(entry -> textOf(entry, "kind").equals(kind))
                        .toList());
    }

    private static String outcome(JsonNode answer) {
        return textOf(answer, "/results/0/outcome");
    }
}
