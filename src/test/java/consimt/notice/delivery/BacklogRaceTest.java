package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.BusinessSettings;
import consimt.business.SharedSettings;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.delivery.Endpoints.StoredEndpoint;
import consimt.notice.post.Reply;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A notice leaves the queue to the list while a page of the list is sent. */
class BacklogRaceTest {

    private final World world = World.fresh();
    private final BusinessId shop = World.relation("x", "shop").businessId();
    private final Endpoints stored = world.stores.endpoints();

    @Test
    void theListIsStillSentFromThatNotice() {
        NoticeWay.park(world, "shop");
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{'requestId':'o','userId':'%s','businessId':'shop'}", World.somebody());
        world.clock.pass(Duration.ofMinutes(2));
        BusinessSettings settings =
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock);
        List<String> posted = new ArrayList<>();
        Backlog backlog = new Backlog(
                world.stores.changes(),
                new NoticePosts(
                        settings,
                        (to, id, body) -> {
                            if (posted.isEmpty()) {
                                StoredEndpoint there = stored.find(shop);
                                stored.replace(
                                        there,
                                        there.endpoint().leaving(ChangeId.ofText("1-00000000000000000000000001")),
                                        null);
                            }
                            posted.add(id);
                            return Reply.of(204, 0);
                        },
                        new NoticeJson(World.JSON)),
                new EndpointChanges(stored, (metric, value) -> {}, world.clock),
                world.stores.undelivered(),
                (metric, value) -> {},
                world.clock,
                World.CHANGES_SETTLED_AFTER);
        backlog.send(stored.find(shop), world.clock.instant().plusSeconds(40));
        // Once at its turn, and once more because a notice from before it left the queue.
        assertEquals(2, Collections.frequency(posted, posted.get(0)));
    }
}
