package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.BusinessSettings;
import consimt.business.SharedSettings;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.Endpoints.StoredEndpoint;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.post.NoticePost.Reply;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The endpoint changes while a page of the list is sent: a notice leaves the queue to the list, or somebody tests it. */
class BacklogRaceTest {

    private final World world = World.fresh();
    private final BusinessId shop = World.relation("x", "shop").businessId();
    private final Endpoints stored = world.stores.endpoints();

    @Test
    void theListIsStillSentFromThatNotice() {
        List<String> posted =
                postedWhile(endpoint -> endpoint.leaving(ChangeId.ofText("1-00000000000000000000000001")));
        // Once at its turn, and once more because a notice from before it left the queue.
        assertEquals(2, Collections.frequency(posted, posted.get(0)));
    }

    /** A program that tests its endpoint every few seconds gets what waited all the same, and once. */
    @Test
    void aTestMeanwhileDoesNotHoldUpTheList() {
        List<String> posted = postedWhile(
                endpoint -> endpoint.busyThrough(world.clock.instant().plusSeconds(5)));
        assertEquals(new HashSet<>(posted).size(), posted.size());
        assertEquals(EndpointState.CATCHING_UP, stored.find(shop).endpoint().state());
    }

    /** @param change of the endpoint, while the first notice of the list is posted */
    private List<String> postedWhile(UnaryOperator<Endpoint> change) {
        NoticeWay.park(world, "shop");
        world.clock.pass(Duration.ofSeconds(1));
        world.call("request-opt-out", "{'requestId':'o','userId':'%s','businessId':'shop'}", World.somebody());
        world.clock.pass(Duration.ofMinutes(2));
        BusinessSettings settings =
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock);
        List<String> posted = Collections.synchronizedList(new ArrayList<>());
        Backlog backlog = new Backlog(
                world.stores.changes(),
                new NoticePosts(
                        settings,
                        (to, id, body) -> {
                            if (posted.isEmpty()) {
                                StoredEndpoint there = stored.find(shop);
                                stored.replace(there, change.apply(there.endpoint()), null);
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
        return posted;
    }
}
