package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.post.NoticePost.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The list sends notices of several people at once, and those of one person one after another. */
class SideBySidePostsTest {

    private static final int PEOPLE = 6;

    private final World world = World.fresh();
    private final List<String> order = new ArrayList<>();
    private final Set<String> underWay = new HashSet<>();
    private final AtomicInteger most = new AtomicInteger();
    private boolean isTwiceAtOnce;
    private int status = 204;
    private final NoticeWay way = NoticeWay.to(
            (to, id, body) -> {
                String person = World.tree(body).at("/data/userId").asText();
                begin(person);
                meet();
                return end(person, id);
            },
            world);

    /** For another post to come, on a machine however busy. */
    private static final long LONG_MILLIS = 60_000;

    private synchronized void begin(String person) {
        isTwiceAtOnce |= !underWay.add(person);
        most.accumulateAndGet(underWay.size(), Math::max);
    }

    private synchronized Reply end(String person, String id) {
        underWay.remove(person);
        order.add(id);
        return Reply.of(status, 1);
    }

    /** Waits for others: until two were posted at once, however long; then a moment. The first post of all is alone. */
    private synchronized void meet() {
        notifyAll();
        if (order.isEmpty()) {
            return;
        }
        try {
            wait(most.get() > 1 ? 5 : LONG_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void park() {
        NoticeWay.park(world, "shop");
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add(World.somebody());
        }
        for (int i = 0; i < 10; i++) {
            for (String person : people) {
                world.clock.pass(Duration.ofMillis(10));
                world.call(
                        i % 2 == 0 ? "request-opt-out" : "request-opt-in",
                        "{'requestId':'r-%s','userId':'%s','businessId':'shop'}",
                        i,
                        person);
            }
        }
        world.clock.pass(Duration.ofMinutes(2));
    }

    @Test
    void eachArrivesOnceAndInTheOrderOfItsPerson() {
        park();
        way.resume.resumeNotices(Input.nothing());
        assertTrue(most.get() > 1, "one after another");
        assertTrue(most.get() <= 8, "more than eight at once");
        assertTrue(!isTwiceAtOnce, "two of one person at once");
        assertEquals(1 + PEOPLE * 10, order.size());
        assertEquals(order.size(), new HashSet<>(order).size());
        List<String> sorted = new ArrayList<>(order);
        sorted.sort(null);
        assertEquals(sorted.get(0), order.get(0), "the first of all goes alone, for the endpoint may be down");
    }

    @Test
    void anEndpointThatIsDownGetsOnePost() {
        park();
        status = 503;
        way.resume.resumeNotices(Input.nothing());
        assertEquals(1, order.size());
    }
}
