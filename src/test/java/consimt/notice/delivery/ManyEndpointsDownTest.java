package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** One call of the schedule has a minute, however many endpoints are down. */
class ManyEndpointsDownTest {

    private static final int BUSINESSES = 150;

    /** Of the function, in the template. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final World world = World.fresh();
    private final Map<String, Integer> posts = new ConcurrentHashMap<>();
    private Reply reply = Reply.of(PostProblem.TIMED_OUT, 5_000);
    private final NoticeWay way = NoticeWay.to(
            (to, id, body) -> {
                posts.merge(to.url(), 1, Integer::sum);
                fiveSecondsPass();
                return reply;
            },
            world);

    /** For all that are posted side by side: each waits a moment for others, and then the same five seconds are over. */
    private void fiveSecondsPass() {
        synchronized (posts) {
            Instant end = world.clock.instant().plusSeconds(5);
            try {
                posts.wait(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (world.clock.instant().isBefore(end)) {
                world.clock.set(end);
            }
        }
    }

    @Test
    void noneIsTakenThatCannotBeTriedInTimeAndThatOneComesFirstInTheNextCall() {
        for (int i = 0; i < BUSINESSES; i++) {
            NoticeWay.park(world, "b" + i);
        }
        world.clock.pass(Duration.ofMinutes(2));
        way.resume.resumeNotices(Input.nothing());
        int first = posts.size();
        assertTrue(first < BUSINESSES, "all were tried in a minute");
        assertTrue(posts.values().stream().allMatch(each -> each == 1));
        way.resume.resumeNotices(Input.nothing());
        assertTrue(posts.size() > first && posts.values().stream().allMatch(each -> each == 1), posts::toString);
        // A busy machine posts fewer of them side by side, so it needs more calls.
        for (int i = 0; i < BUSINESSES && posts.size() < BUSINESSES; i++) {
            way.resume.resumeNotices(Input.nothing());
        }
        assertEquals(BUSINESSES, posts.size());
    }

    /**
     * A call that is killed stores nothing of its page, so the next one would send the same again, without an end. All
     * notices are of one person: so they are posted one after another, and the time they take is the same on any machine.
     */
    @Test
    void anEndpointThatAnswersSlowlyGetsOn() {
        reply = Reply.of(204, 5_000);
        NoticeWay.park(world, "slow");
        String person = World.somebody();
        for (int i = 0; i < 30; i++) {
            world.clock.pass(Duration.ofSeconds(1));
            world.call(
                    i % 2 == 0 ? "request-opt-out" : "request-opt-in",
                    "{'requestId':'r%s','userId':'%s','businessId':'slow'}",
                    i,
                    person);
        }
        world.clock.pass(Duration.ofMinutes(2));
        for (int i = 0; i < 10; i++) {
            Instant start = world.clock.instant();
            way.resume.resumeNotices(Input.nothing());
            assertTrue(Duration.between(start, world.clock.instant()).compareTo(TIMEOUT) < 0);
        }
        assertEquals(31, posts.get("https://slow.example/"));
    }

    @Test
    void whenTheTimeOfACallIsOverNoPostBeginsBesideTheFirst() {
        NoticeWay.park(world, "slow");
        for (int i = 0; i < 8; i++) {
            world.call("request-opt-out", "{'requestId':'o','userId':'%s','businessId':'slow'}", World.somebody());
        }
        PagePosts page = NoticeWay.page(world, "slow", (to, id, body) -> Reply.of(204, 5_000), world.clock.instant());
        page.postSideBySide(NoticeEvents.all(world, "slow"));
        assertEquals(1, page.sent());
    }
}
