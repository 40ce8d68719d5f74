package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.Fault.When;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wishes about a scope, and the work that they lead to, with each call of the store failing: repeated, or left to the
 * schedule and then repeated, they end as if nothing had failed.
 */
class RemovalsByScopeCrashTest {

    private static final World WORLD = World.fresh();
    private static final int MORE_CALLS_THAN_ANY_WISH_MAKES = 40;

    private record State(List<String> work, List<String> causes, List<String> standing) {

        static State of(Customer customer) {
            List<JsonNode> all = customer.followUps();
            return new State(
                    customer.work(all).stream().sorted().toList(),
                    customer.causes(all).stream().sorted().toList(),
                    customer.standing(customer.id, all));
        }
    }

    private static final String WISHES = """
            # said before                                                 | cut off
            nothing                                                       | out:offers
            out:offers                                                    | out:news
            out:offers                                                    | out:all
            out:all                                                       | out:offers
            out:offers                                                    | in:offers
            out:offers done:offers                                        | in:offers
            out:all done:all in:offers                                    | out:all
            out:all out:offers                                            | late:all
            out:all out:offers done:all                                   | late:all
            out:offers out:wa1                                            | in:all
            out:offers done:offers in:offers                              | out:offers
            out:offers out:news                                           | done:offers
            out:offers out:news out:parcels out:wa1 out:wa2 out:sms       | out:email
            out:wa out:wa2 out:offers out:news out:parcels out:sms        | out:wa1
            out:offers out:news out:parcels out:wa1 out:wa2 out:sms out:email in:all | out:push
            """;

    @ParameterizedTest(name = "{1} after {0}")
    @CsvSource(delimiter = '|', textBlock = WISHES)
    void whereverAWishIsCutOffItEndsAsIfNothingHadFailed(String before, String wish) {
        Customer undisturbed = after(before);
        State at = State.of(undisturbed);
        undisturbed.does(WORLD, undisturbed.id, wish, "cut-off");
        State then = State.of(undisturbed);
        assertFalse(
                wish.startsWith("out") && then.causes.toString().contains("~"), () -> "no whole ids: " + then.causes);
        int failures = 0;
        for (When when : When.values()) {
            boolean happens = true;
            for (int call = 1; happens; call++) {
                assertTrue(call < MORE_CALLS_THAN_ANY_WISH_MAKES);
                int place = call + before.length() + 2 * when.ordinal();
                if (!Cases.takes(place, 5)) {
                    continue;
                }
                boolean isLeft = place / Cases.of(5, 1) % 2 == 0;
                happens = failsOnceAndEnds(before, wish, new Fault(call, when), at, then, isLeft, call + " " + when);
                failures += happens ? 1 : 0;
            }
        }
        assertTrue(failures >= Cases.of(1, 2), "no call of it failed");
    }

    /** Whether the wish made as many calls. */
    private static boolean failsOnceAndEnds(
            String before, String wish, Fault fault, State at, State then, boolean isLeftToTheSchedule, String told) {
        Customer customer = after(before);
        try {
            customer.does(WORLD.with(fault), customer.id, wish, "cut-off");
        } catch (StoreUnavailable nobodyGotAnAnswer) {
            assertTrue(fault.happened());
        }
        if (!fault.happened()) {
            return false;
        }
        boolean isRebuilt = isLeftToTheSchedule && !wish.startsWith("out") && !wish.startsWith("done");
        if (isLeftToTheSchedule) {
            if (isRebuilt) {
                WORLD.call("rebuild-relation", "{%s}", customer.who());
            }
            customer.scheduleRuns();
            assertFalse(isRebuilt && customer.standing().toString().contains("unseen"), () -> told + ": no work");
            State left = State.of(customer);
            assertTrue(!wish.startsWith("out") || left.equals(at) || left.equals(then), () -> told + ": " + left);
        }
        customer.does(WORLD, customer.id, wish, "cut-off");
        assertIs(then, State.of(customer), isRebuilt, told);
        customer.scheduleRuns();
        assertIs(then, State.of(customer), isRebuilt, told);
        assertEquals(List.of(), notes(customer), told);
        return true;
    }

    /**
     * Work that was rebuilt has the whole id of its opt-out, and needs no note that nothing is to be put back.
     *
     * @param isRebuilt whether the relation was rebuilt before the wish was repeated
     */
    private static void assertIs(State then, State now, boolean isRebuilt, String told) {
        assertEquals(isRebuilt ? rebuilt(then) : then, isRebuilt ? rebuilt(now) : now, told);
    }

    private static State rebuilt(State state) {
        return new State(
                state.work.stream()
                        .filter(each -> !each.equals("reinstatement all WITHDRAWN"))
                        .toList(),
                List.of(),
                state.standing);
    }

    private static List<String> notes(Customer customer) {
        return WORLD.items(WORLD.tables.followUps()).stream()
                .filter(item ->
                        item.containsKey("state") && item.get("userId").s().equals(customer.id))
                .filter(item -> item.get("state").s().equals("PENDING"))
                .map(Object::toString)
                .toList();
    }

    private static Customer after(String before) {
        Customer customer = new Customer(WORLD);
        return before.equals("nothing") ? customer : customer.says(before);
    }
}
