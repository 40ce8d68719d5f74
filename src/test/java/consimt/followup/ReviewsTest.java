package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Between;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.Parallel;
import consimt.runtime.StoreUnavailable;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person and a business have one open review at most, and no report is lost or taken twice. */
class ReviewsTest {

    private static final int MORE_CALLS_THAN_A_REPORT_MAKES = 12;

    private World world = World.fresh();
    private String person = World.somebody();

    @Test
    void manyReportsOfOnePersonOpenOneReview() {
        for (int i = 0; i < 100; i++) {
            report("r" + i);
        }
        report("r7");
        JsonNode list = world.call("list-follow-ups", "{'businessId':'operator'}");
        assertEquals(World.tree("{'open':1,'dueSoon':0,'overdue':0}"), list.get("counts"));
        assertEquals(World.tree("""
                        [{'followUpId':'%s','kind':'REPORT_REVIEW','userId':'%s','about':'shop','state':'OPEN',
                          'openedAt':'2026-11-24T12:00:00Z','due':'2026-12-01','overdue':false,'dueSoon':false,'assignee':null,
                          'claimedUntil':null,'closedAt':null,'reminders':0,'lateMessages':0,'reports':100}]""", list.at("/followUps/0/followUpId").textValue(), person), list.get("followUps"));
        assertEquals(100, taken().size());
    }

    @Test
    void whoReportsAnotherBusinessOpensAnotherReview() {
        report("r");
        report(world, "bank", "r");
        person = World.somebody();
        report("r");
        assertEquals(List.of(1, 1, 1), reports("OPEN"));
    }

    /** Seven, for they are read a few at once. */
    @Test
    void aReportAfterTheReviewWasClosedOpensTheNextAndARepeatedOneOpensNothing() {
        for (int i = 0; i < 7; i++) {
            report("r" + i);
            report("s" + i);
            assertEquals(List.of(2), reports("OPEN"));
            assertEquals("RECORDED", close(open(), i % 2 == 0 ? "COMPLETE" : "SKIP"));
            report("r" + i);
            report("s0");
            assertEquals(List.of(), reports("OPEN"));
        }
        assertEquals(List.of(2, 2, 2, 2), reports("DONE"));
        assertEquals(List.of(2, 2, 2), reports("SKIPPED"));
        assertEquals(14, taken().size());
    }

    /** A business can press reports of itself. They keep nobody from the reports of others, nor from others of its own. */
    @Test
    void theLinksOfOneBusinessOpenSoManyReviewsADayAndFurtherReportsAreRecordedAllTheSame() {
        for (int i = 0; i < 201; i++) {
            pressReport("BUSINESS");
        }
        assertEquals(200, reports("OPEN").size());
        assertEquals(1, world.counted.get("BoundsReached"));
        assertEquals(
                1,
                world.call("read-relation", "{'userId':'%s','businessId':'shop'}", person)
                        .at("/relation/reports")
                        .intValue());
        pressReport("OPERATOR");
        person = World.somebody();
        report("r");
        assertEquals(202, reports("OPEN").size());
        world.clock.pass(Duration.ofDays(1));
        pressReport("BUSINESS");
        assertEquals(203, reports("OPEN").size());
    }

    /** A report whose id is taken gets another one, and stays one by the same link. */
    @Test
    void aBlockInTheSameSecondDoesNotHideWhoseLinkAReportIsBy() {
        for (int i = 0; i < 201; i++) {
            press("BUSINESS", "decision=BLOCK", "decision=REPORT");
        }
        assertEquals(200, reports("OPEN").size());
    }

    private void pressReport(String maker) {
        press(maker, "decision=REPORT");
    }

    /** By somebody else, on a link to the three choices. */
    private void press(String maker, String... forms) {
        person = World.somebody();
        String link = world.text(
                "/token",
                "issue-person-link",
                "{'caller':{'kind':'%s'%s},'input':{'userId':'%s','businessId':'shop','purpose':'CHOICES'}}",
                maker,
                maker.equals("BUSINESS") ? ",'businessId':'shop'" : "",
                person);
        for (String form : forms) {
            byte[] body = form.getBytes(StandardCharsets.UTF_8);
            world.access.unsubscribe().answer(new HttpCall("POST", Map.of("link", link), Map.of(), body));
        }
    }

    @Test
    void aReportIsAddedToAReviewThatSomebodyHas() {
        report("r0");
        assertEquals("RECORDED", close(open(), "CLAIM"));
        report("r1");
        assertEquals(List.of(2), reports("CLAIMED"));
        assertEquals("RECORDED", close(open(), "COMPLETE"));
    }

    @RepeatedTest(3)
    void reportsAtOnceOpenOneReview() {
        Parallel.run(IntStream.range(0, 16)
                .<Runnable>mapToObj(i -> () -> report("r" + i % 8))
                .toList());
        assertEquals(List.of(8), reports("OPEN"));
    }

    @ParameterizedTest
    @EnumSource
    void aReportThatWasCutOffIsCompletedByTheSameReport(Fault.When when) {
        for (String before : List.of("none", "open", "closed")) {
            int call = 1;
            for (boolean happens = true; happens; call++) {
                person = World.somebody();
                world = World.fresh();
                if (!before.equals("none")) {
                    report("before");
                }
                if (before.equals("closed")) {
                    close(open(), "COMPLETE");
                }
                Fault fault = new Fault(call, when);
                World failing = world.with(fault);
                try {
                    report(failing, "shop", "r");
                } catch (StoreUnavailable cutOff) {
                    report("r");
                }
                report("r");
                assertEquals(before.equals("open") ? List.of(2) : List.of(1), reports("OPEN"), before + call);
                assertEquals(before.equals("closed") ? List.of(1) : List.of(), reports("DONE"), before + call);
                happens = fault.happened();
            }
            assertTrue(call > 4 && call < MORE_CALLS_THAN_A_REPORT_MAKES, before + call);
        }
    }

    /** Between any two calls of a report, whoever has the review closes it: the report is in an open review, or was seen. */
    @Test
    void noReportIsLostWhereItsReviewIsClosedAtTheSameMoment() {
        int call = 1;
        for (boolean happens = true; happens; call++) {
            world = World.fresh();
            report("r0");
            String review = open();
            List<String> closed = new ArrayList<>();
            Between between = new Between(call, () -> closed.add(close(review, "COMPLETE")));
            report(world.with(between), "shop", "r1");
            happens = between.happened();
            if (happens) {
                assertEquals(List.of("RECORDED"), closed);
                assertEquals(List.of(1), reports("OPEN"), "call " + call);
                assertEquals(List.of(1), reports("DONE"), "call " + call);
            }
        }
        assertTrue(call > 4, "calls: " + call);
    }

    /** Between any two calls of closing a review, a report arrives: it is not closed with those that were seen. */
    @Test
    void aReportThatArrivesWhileItsReviewIsBeingClosedStaysOpen() {
        int call = 1;
        for (boolean happens = true; happens; call++) {
            world = World.fresh();
            report("r0");
            String review = open();
            Between between = new Between(call, () -> report("r1"));
            String closing = close(world.with(between), review, "SKIP");
            happens = between.happened();
            if (happens && call > 1) {
                assertEquals("CONFLICT", closing, "call " + call);
                assertEquals(List.of(2), reports("OPEN"), "call " + call);
                assertEquals("RECORDED", close(review, "SKIP"));
            }
        }
        assertTrue(call > 2, "calls: " + call);
    }

    private void report(String id) {
        report(world, "shop", id);
    }

    private void report(World by, String business, String id) {
        String report =
                "{'userId':'%s','businessId':'%s','requestId':'%s','decision':'REPORT','report':{'reason':'SPAM'}}";
        by.call("decide-consent", report, person, business, id);
    }

    private String open() {
        return world.call("list-follow-ups", "{'businessId':'operator'}")
                .at("/followUps/0/followUpId")
                .textValue();
    }

    private String close(String review, String action) {
        return close(world, review, action);
    }

    private static String close(World by, String review, String action) {
        return by.step("operator", review, action, "op", ",'note':'n'")
                .at("/results/0/outcome")
                .textValue();
    }

    /** How many reports the reviews in a state are of. */
    private List<Integer> reports(String state) {
        return world
                .pages("list-follow-ups", "followUps", "'businessId':'operator','state':'%s'".formatted(state))
                .stream()
                .map(review -> review.path("reports").asInt())
                .toList();
    }

    private List<JsonNode> taken() {
        return world.pages("read-ledger", "entries", "'userId':'%s','businessId':'shop'".formatted(person)).stream()
                .filter(entry -> entry.get("value").textValue().equals("ADD_REPORT"))
                .toList();
    }
}
