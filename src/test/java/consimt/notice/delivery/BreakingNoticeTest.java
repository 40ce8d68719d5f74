package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.post.PostProblem;
import consimt.notice.post.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class BreakingNoticeTest {

    private final World world = World.fresh();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private String cutsOff = "nobody";
    private final NoticeWay way = NoticeWay.to(
            (to, id, body) -> {
                if (body.contains(cutsOff)) {
                    return new Reply.NoReply(PostProblem.CUT_OFF, 1);
                }
                taken.add(id);
                return new Reply.HttpReply(204, 1);
            },
            world);

    private void optOut(String person, String id) {
        world.call("request-opt-out", "{'requestId':'%s','userId':'%s','businessId':'shop'}", id, person);
    }

    /** A receiver that breaks on one notice, and closes the connection. */
    @Test
    void oneNoticeThatBreaksTheReceiverDoesNotStopTheOthers() {
        cutsOff = World.somebody();
        NoticeWay.park(world, "shop");
        optOut(cutsOff, "o");
        world.clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            optOut(World.somebody(), "o");
        }
        for (int i = 0; i < 60; i++) {
            world.clock.pass(Duration.ofMinutes(2));
            way.resume.resumeNotices(Input.nothing());
        }
        assertEquals(6, taken.size());
    }
}
