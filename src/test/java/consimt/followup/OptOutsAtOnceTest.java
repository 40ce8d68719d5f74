package consimt.followup;

import static consimt.kit.AtOnce.atOnce;
import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.MeetingWrites;
import consimt.kit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many opt-outs at one moment, at a business that removes by hand. */
class OptOutsAtOnceTest {

    private static final int MANY = 200;
    private static final int FEWER = 50;
    private static final String SHOP = "'businessId':'shop'";

    private final MeetingWrites meeting = new MeetingWrites();
    private final World world = World.fresh(meeting);
    private final List<String> people =
            IntStream.range(0, MANY).mapToObj(i -> World.somebody()).toList();

    OptOutsAtOnceTest() {
        world.call("configure-business", "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'MANUAL'}}");
    }

    /** They meet at the counts of the day, and a third of all writes is refused besides. */
    @Test
    void twoHundredAreAllRecordedAndTheirWorkIsOpen() throws Exception {
        meeting.refusing(0.3, 0.3);
        assertEquals(Collections.nCopies(MANY, "RECORDED"), atOnce(MANY, i -> optOut(people.get(i))));
        assertTrue(meeting.refused() > MANY, meeting.refused() + " refused");
        meeting.refusing(0, 0);
        runTheSchedule();
        List<JsonNode> queue = world.pages("list-follow-ups", "followUps", SHOP);
        Set<String> users = new TreeSet<>();
        queue.forEach(each -> users.add(textOf(each, "userId")));
        assertEquals(new TreeSet<>(people), users);
        assertEquals(MANY, open());
    }

    /** Without anything else in the way, nothing is left to the schedule. */
    @Test
    void whoMeetsOthersOnlyIsInTheQueueAtOnceAndIsDoneAtOnce() throws Exception {
        assertEquals(Collections.nCopies(FEWER, "RECORDED"), atOnce(FEWER, i -> optOut(people.get(i))));
        assertTrue(meeting.refused() > 0, meeting.refused() + " refused");
        assertEquals(FEWER, open());
        List<String> ids = new ArrayList<>();
        world.pages("list-follow-ups", "followUps", SHOP).forEach(each -> ids.add(textOf(each, "followUpId")));
        assertEquals(Collections.nCopies(FEWER, "RECORDED"), atOnce(FEWER, i -> complete(ids.get(i))));
        assertEquals(0, open());
    }

    @Test
    void whatIsRecordedIsAnsweredSoThoughItsWorkIsLeftToTheSchedule() {
        meeting.refusing(1, 0);
        assertEquals("RECORDED", optOut(people.get(0)));
        meeting.refusing(0, 0);
        assertEquals("MARKETING_OPTED_OUT", world.marketing(people.get(0), "shop"));
        assertEquals(0, open());
        runTheSchedule();
        assertEquals(1, open());
        assertEquals("UNCHANGED", optOut(people.get(0)));
    }

    private void runTheSchedule() {
        world.clock.pass(Duration.ofMinutes(16));
        world.call("remind-follow-ups", "{}");
    }

    private String optOut(String person) {
        return world.outcome("request-opt-out", "{'requestId':'o','userId':'%s',%s}", person, SHOP);
    }

    private String complete(String followUp) {
        return world.outcome(
                "resolve-follow-up", "{%s,'followUpIds':['%s'],'action':'COMPLETE','actor':'ana'}", SHOP, followUp);
    }

    private int open() {
        return world.call("list-follow-ups", "{%s}", SHOP).at("/counts/open").intValue();
    }
}
