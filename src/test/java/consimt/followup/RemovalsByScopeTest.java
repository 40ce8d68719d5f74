package consimt.followup;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.World;
import consimt.runtime.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each opt-out that no removal in force covers has a removal of its own scope, and an opt-in ends those that it lifts
 * wholly.
 */
class RemovalsByScopeTest {

    private static final World WORLD = World.fresh();

    private final Customer customer = new Customer(WORLD);
    private int steps;

    @Test
    void anOptOutOfATopicOpensARemovalOfTheTopic() {
        JsonNode answer = customer.does(WORLD, customer.id, "out:offers", "r");
        JsonNode open = customer.followUps().get(0);
        assertEquals(World.tree("{'topic':'offers'}"), open.get("scope"));
        assertEquals(World.tree("{'topic':'offers'}"), answer.get("scope"));
        JsonNode removal = World.tree(
                "{'status':'IN_PROGRESS','stopsBy':'%s','followUpId':'%s'}",
                textOf(open, "due"), textOf(open, "followUpId"));
        assertEquals(removal, answer.get("removal"));
        assertEquals(List.of("removal offers OPEN"), customer.work());
        assertEquals(List.of("r"), customer.causes());
        JsonNode relation = customer.reads(customer.id);
        assertEquals(relation, answer.get("relation"));
        assertEquals(
                World.tree("[{'scope':{'topic':'offers'},'marketing':'OPTED_OUT','removal':%s}]", removal),
                relation.get("scopes"));
    }

    /** What is said in turn, and what work and standing follow. {@code RemovalPlanTest} has more of the work. */
    private static final String TABLE = """
            # said                              | work                                                              | standing
            out:offers out:news                 | removal offers OPEN; removal news OPEN                            | OPTED_OUT IN_PROGRESS news; news OPTED_OUT IN_PROGRESS news; offers OPTED_OUT IN_PROGRESS offers
            # --- a wider one opens its own, a narrower one under it none
            out:offers out:all                  | removal offers OPEN; removal all OPEN                             | OPTED_OUT IN_PROGRESS all; all OPTED_OUT IN_PROGRESS all; offers OPTED_OUT IN_PROGRESS all
            out:all done:all out:offers         | removal all DONE                                                  | OPTED_OUT DONE all; all OPTED_OUT DONE all; offers OPTED_OUT DONE all
            # --- an opt-in ends what it lifts wholly
            out:offers done:offers in:offers    | removal offers DONE; reinstatement offers OPEN                    | OPTED_IN; offers OPTED_IN
            out:wa1 out:wa2 in:wa               | removal wa1 WITHDRAWN; removal wa2 WITHDRAWN                      | OPTED_IN; wa OPTED_IN
            # --- a late opt-in ends a wider one: what it does not lift gets its own
            out:all out:offers late:all         | removal all WITHDRAWN; removal offers OPEN                        | OPTED_OUT IN_PROGRESS offers; all OPTED_IN; offers OPTED_OUT IN_PROGRESS offers
            out:all out:offers done:all late:all | reinstatement all OPEN; removal all DONE; removal offers OPEN    | OPTED_OUT IN_PROGRESS offers; all OPTED_IN; offers OPTED_OUT IN_PROGRESS offers
            out:all out:wa out:wa1 late:all     | removal all WITHDRAWN; removal wa OPEN                            | OPTED_OUT IN_PROGRESS wa; all OPTED_IN; wa OPTED_OUT IN_PROGRESS wa; wa1 OPTED_OUT IN_PROGRESS wa
            out:wa out:wa1 late:wa              | removal wa WITHDRAWN; removal wa1 OPEN                             | OPTED_OUT IN_PROGRESS wa1; wa OPTED_IN; wa1 OPTED_OUT IN_PROGRESS wa1
            out:all out:offers late:all in:offers | removal all WITHDRAWN; removal offers WITHDRAWN                 | OPTED_IN; all OPTED_IN; offers OPTED_IN
            out:all out:offers late:all out:offers | removal all WITHDRAWN; removal offers OPEN                     | OPTED_OUT IN_PROGRESS offers; all OPTED_IN; offers OPTED_OUT IN_PROGRESS offers
            # --- a partial opt-in ends none
            out:all in:offers                   | removal all OPEN                                                  | OPTED_OUT IN_PROGRESS all; all OPTED_OUT IN_PROGRESS all; offers OPTED_IN
            # --- no again to what was asked for after the removal: people may have put it back
            out:all done:all in:offers out:offers | removal all DONE; removal offers OPEN                   | OPTED_OUT IN_PROGRESS offers; all OPTED_OUT DONE all; offers OPTED_OUT IN_PROGRESS offers
            out:wa done:wa in:wa1 out:wa        | removal wa DONE; reinstatement wa WITHDRAWN; removal wa OPEN | OPTED_OUT IN_PROGRESS wa; wa OPTED_OUT IN_PROGRESS wa
            # --- of one part too many: the opt-out is of all, so it has a removal of all
            out:offers out:news out:parcels out:wa1 out:wa2 out:sms out:email in:all | removal offers WITHDRAWN; removal news WITHDRAWN; removal parcels WITHDRAWN; removal wa1 WITHDRAWN; removal wa2 WITHDRAWN; removal sms WITHDRAWN; removal all WITHDRAWN | OPTED_IN
            # --- a removal that covers the part does not cover all
            out:wa out:wa2 out:offers out:news out:parcels out:sms done:wa out:wa1 | removal wa DONE; removal offers OPEN; removal news OPEN; removal parcels OPEN; removal sms OPEN; removal all OPEN | OPTED_OUT IN_PROGRESS all; all OPTED_OUT IN_PROGRESS all; news OPTED_OUT IN_PROGRESS all; offers OPTED_OUT IN_PROGRESS all; parcels OPTED_OUT IN_PROGRESS all; sms OPTED_OUT IN_PROGRESS all; wa OPTED_OUT IN_PROGRESS all; wa2 OPTED_OUT IN_PROGRESS all
            # --- out again
            out:offers in:all out:offers        | removal offers WITHDRAWN; removal offers OPEN                     | OPTED_OUT IN_PROGRESS offers; all OPTED_IN; offers OPTED_OUT IN_PROGRESS offers
            out:offers done:offers in:offers back:offers out:offers | removal offers DONE; reinstatement offers DONE; removal offers OPEN | OPTED_OUT IN_PROGRESS offers; offers OPTED_OUT IN_PROGRESS offers
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void theWorkFollowsFromWhatThePersonSaid(String said, String work, String standing) {
        says(said);
        List<JsonNode> all = customer.followUps();
        assertEquals(List.of(work.split("; ")), customer.work(all));
        assertEquals(
                Stream.of(standing.split("; ")).sorted().toList(),
                customer.standing(customer.id, all).stream().sorted().toList());
        // A removal that takes the place of a wider one names its opt-out as the relation does.
        String causes = customer.causes(all).toString();
        assertFalse(
                !said.contains("late") && !said.endsWith("in:email") && causes.contains("~"),
                () -> "no whole ids: " + causes);
        assertRebuildFindsNothing();
    }

    /** Each wish twice: what the second one led to would be among the work. */
    private void says(String said) {
        int step = 0;
        for (String wish : said.split(" ")) {
            WORLD.clock.pass(Duration.ofSeconds(1));
            if (wish.startsWith("back:")) {
                customer.resolves(WORLD, "COMPLETE", reinstatement());
            } else {
                String requestId = "r" + step++;
                customer.does(WORLD, customer.id, wish, requestId);
                if (!wish.startsWith("done")) {
                    List<String> then = compared();
                    customer.does(WORLD, customer.id, wish, requestId);
                    assertEquals(then, compared(), "asked again");
                }
            }
        }
    }

    private List<String> compared() {
        return Cases.of(false, true) ? customer.work(customer.followUps()) : List.of();
    }

    private String reinstatement() {
        return textOf(
                customer.followUps().stream()
                        .filter(each -> textOf(each, "kind").equals("MARKETING_REINSTATEMENT"))
                        .filter(each -> textOf(each, "state").equals("OPEN"))
                        .findFirst()
                        .orElseThrow(),
                "followUpId");
    }

    private static final String SIX = "out:offers out:news out:parcels out:wa1 out:wa2 out:sms";
    private static final String SIX_OPEN = "removal offers OPEN; removal news OPEN; removal parcels OPEN; "
            + "removal wa1 OPEN; removal wa2 OPEN; removal sms OPEN";

    /** It is of all, though the others are later wishes. */
    @Test
    void anOptOutOfOnePartTooManyOpensARemovalOfAllAlsoIfItIsToldLate() {
        says(SIX);
        WORLD.call(
                "request-opt-out",
                "{%s,'requestId':'late','occurredAt':'2026-11-23T10:00:00Z'%s}",
                customer.who(),
                customer.scope("email"));
        assertEquals(List.of(("removal all OPEN; " + SIX_OPEN).split("; ")), customer.work());
        assertEquals("late", customer.causes().get(0));
        assertRebuildFindsNothing();
        later("in:all");
        assertEquals(
                List.of(("removal all OPEN; " + SIX_OPEN)
                        .replace("OPEN", "WITHDRAWN")
                        .split("; ")),
                customer.work());
        assertRebuildFindsNothing();
    }

    /** The opt-in comes with the other id. */
    @Test
    void idsThatBecomeOneEndAWiderRemovalAndOpenTheNarrowerOne() {
        says("out:all");
        later(customer.otherId, "in:all");
        later("out:offers");
        assertEquals(List.of("removal all OPEN"), customer.work());
        customer.isAlsoKnown();
        assertEquals(List.of("removal all WITHDRAWN", "removal offers OPEN"), customer.work());
        assertRebuildFindsNothing();
    }

    @Test
    void aLateMessageCountsForARemovalThatItMayBeLateFor() {
        says("out:offers out:news");
        sendsLate("m1", "offers");
        sendsLate("m2", "sms+offers");
        sendsLate("m3", "news");
        sendsLate("m4", "sms");
        assertEquals(List.of("removal offers OPEN (2)", "removal news OPEN (2)"), customer.work());
        later("done:news");
        sendsLate("m5", "news");
        sendsLate("m6", "sms");
        assertEquals(List.of("removal offers OPEN (3)", "removal news DONE (3)"), customer.work());
        assertFalse(customer.sends("m7", "parcels").at("/results/0/late").booleanValue());
        later("in:offers");
        WORLD.clock.pass(Duration.ofSeconds(1));
        assertFalse(customer.sends("m8", "offers").at("/results/0/late").booleanValue());
        assertRebuildFindsNothing();
    }

    private void sendsLate(String messageId, String scope) {
        WORLD.clock.pass(Duration.ofSeconds(1));
        assertEquals(
                World.tree(
                        "{'outcome':'RECORDED','results':[{'messageId':'%s','outcome':'RECORDED','late':true}]}",
                        messageId),
                customer.sends(messageId, scope));
    }

    @Test
    void whatIsDoneForOneIdIsDoneForTheOther() {
        customer.isAlsoKnown().says("out:offers");
        customer.does(WORLD, customer.otherId, "out:offers", "other");
        customer.does(WORLD, customer.otherId, "out:news", "news");
        assertEquals(List.of("removal offers OPEN", "removal news OPEN"), customer.work());
        customer.says("done:offers");
        for (String each : List.of(customer.id, customer.otherId)) {
            assertEquals(
                    List.of(
                            "OPTED_OUT IN_PROGRESS news",
                            "news OPTED_OUT IN_PROGRESS news",
                            "offers OPTED_OUT DONE offers"),
                    customer.standing(each));
        }
        customer.says("in:all");
        assertEquals(
                List.of("removal offers DONE", "removal news WITHDRAWN", "reinstatement offers OPEN"), customer.work());
        assertRebuildFindsNothing();
    }

    /** Removals that were promised before the ids became one all remain. */
    @Test
    void theSameScopeUnderTwoIdsThatBecomeOneAfterwardsEndsBothWays() {
        customer.says("out:offers");
        customer.does(WORLD, customer.otherId, "out:offers", "other");
        assertEquals(List.of("removal offers OPEN", "removal offers OPEN"), customer.work());
        customer.isAlsoKnown();
        customer.does(WORLD, customer.otherId, "out:offers", "again");
        assertEquals(List.of("removal offers OPEN", "removal offers OPEN"), customer.work());
        assertRebuildFindsNothing();
        customer.says("in:sms in:offers");
        assertEquals(List.of("removal offers WITHDRAWN", "removal offers WITHDRAWN"), customer.work());
        assertRebuildFindsNothing();
    }

    @RepeatedTest(5)
    void atOnceUnderTwoIdsThereIsOneRemovalOfAScope() {
        customer.isAlsoKnown();
        Parallel.run(List.of(
                () -> customer.does(WORLD, customer.id, "out:offers", "one"),
                () -> customer.does(WORLD, customer.otherId, "out:offers", "other"),
                () -> customer.does(WORLD, customer.otherId, "out:news", "news")));
        assertEquals(
                List.of("removal news OPEN", "removal offers OPEN"),
                customer.work().stream()
                        .filter(each -> !each.contains("WITHDRAWN"))
                        .sorted()
                        .toList());
        for (String each : List.of(customer.id, customer.otherId)) {
            assertEquals(
                    List.of("news OPTED_OUT IN_PROGRESS news", "offers OPTED_OUT IN_PROGRESS offers"),
                    customer.standing(each).subList(1, 3));
        }
        customer.says("in:all");
        assertEquals(
                List.of(),
                customer.work().stream()
                        .filter(each -> !each.contains("WITHDRAWN"))
                        .toList());
    }

    @Test
    void theAnswerToAnOptInTellsNoRemovalOfAnotherScope() {
        customer.says("out:wa1");
        assertFalse(customer.does(WORLD, customer.id, "in:wa2", "in").has("removal"));
    }

    /** The person asked for offers after the opt-out from all, which arrives late. */
    @Test
    void theConfirmationOfALateOptOutSaysThatAPartGoesOn() {
        says("in:all in:offers out:sms");
        WORLD.clock.pass(Duration.ofHours(15));
        JsonNode late = customer.does(WORLD, customer.id, "lateOut:all", "late");
        assertEquals("RECORDED", textOf(late, "outcome"));
        String text = textOf(late, "/confirmation/text");
        assertTrue(text.startsWith("You will no longer get marketing messages from A. "), text);
        assertTrue(text.contains(" You asked for this later, and it goes on: Offers. "), text);
        assertTrue(text.endsWith(" This holds for this number or address."), text);
        assertEquals(text, textOf(customer.does(WORLD, customer.id, "lateOut:all", "late"), "/confirmation/text"));
        assertFalse(textOf(customer.does(WORLD, customer.id, "out:all", "now"), "/confirmation/text")
                .contains("goes on"));
    }

    @Test
    void theClerkSeesWhichPartThePersonAskedForSince() {
        says("out:all in:offers in:news");
        assertEquals(World.tree("[{'topic':'news'},{'topic':'offers'}]"), askedForSince());
        later("out:news");
        assertEquals(World.tree("[{'topic':'offers'}]"), askedForSince());
        later("done:all");
        assertEquals(World.tree("[{'topic':'offers'}]"), askedForSince());
        later("in:wa1");
        assertEquals(
                World.tree("[{'topic':'offers'},{'channel':'whatsapp','sender':'%s'}]", customer.number(1)),
                askedForSince());
        later("out:all");
        assertFalse(ofAll().has("askedForSince"));
        later("in:all");
        later("in:offers");
        assertFalse(ofAll().has("askedForSince"));
    }

    private JsonNode askedForSince() {
        return ofAll().get("askedForSince");
    }

    private JsonNode ofAll() {
        return customer.followUps().stream()
                .filter(each -> !each.has("scope"))
                .findFirst()
                .orElseThrow();
    }

    private void later(String wish) {
        later(customer.id, wish);
    }

    private void later(String under, String wish) {
        WORLD.clock.pass(Duration.ofSeconds(1));
        customer.does(WORLD, under, wish, "later-" + steps++);
    }

    private void assertRebuildFindsNothing() {
        for (String each : List.of(customer.id, customer.otherId)) {
            assertEquals(
                    List.of(),
                    WORLD.pages(
                            "rebuild-relation",
                            "differences",
                            "'userId':'%s','businessId':'%s','dryRun':true".formatted(each, customer.shop)));
        }
    }
}
