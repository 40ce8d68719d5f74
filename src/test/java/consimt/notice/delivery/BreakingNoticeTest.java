package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.SharedSettings;
import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.post.PostProblem;
import consimt.notice.post.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BreakingNoticeTest {

    private final World world = World.fresh();
    private final Set<String> taken = new HashSet<>();
    private String cutsOff = "nobody";
    private final NoticeWay way = new NoticeWay(
            world.stores,
            SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock),
            new SimulatedQueue(world.clock),
            NoticeBus.NONE,
            (to, id, body) -> {
                if (body.contains(cutsOff)) {
                    return new Reply.NoReply(PostProblem.CUT_OFF, 1);
                }
                taken.add(id);
                return new Reply.HttpReply(204, 1);
            },
            world.secrets.secrets(world.clock),
            (metric, value) -> {},
            world.clock);

    private void park() {
        world.call(
                "configure-business",
                "{'businessId':'shop','name':'A','country':'RO','removal':{'mode':'AUTOMATIC'},'notices':{'url':'https://shop.example/','secretName':'consimt/notices/b'}}");
        Instant now = world.clock.instant();
        Endpoints endpoints = world.stores.endpoints();
        endpoints.replace(
                endpoints.find(World.relation("x", "shop").businessId()),
                Endpoint.parked(ChangeId.before(now.minusSeconds(1)), now),
                null);
    }

    private void optOut(String person, String id) {
        world.call("request-opt-out", "{'requestId':'%s','userId':'%s','businessId':'shop'}", id, person);
    }

    /** A receiver that breaks on one notice, and closes the connection. */
    @Test
    void oneNoticeThatBreaksTheReceiverDoesNotStopTheOthers() {
        cutsOff = World.somebody();
        park();
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
