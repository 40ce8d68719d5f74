package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.business.BusinessSettings;
import consimt.business.SharedSettings;
import consimt.kit.World;
import consimt.ledger.Entry;
import consimt.notice.ChangeId;
import consimt.notice.post.Reply;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A notice leaves the queue to the list while the list hands a relation over. */
class BacklogRaceTest {

    private final World world = World.fresh();
    private final BusinessId shop = World.relation("x", "shop").businessId();
    private final Endpoints stored = world.stores.endpoints();
    private final String refused = World.somebody();

    /** Between the two calls another function stores that an early notice left the queue. */
    private final Endpoints raced = new Endpoints() {

        private boolean isNext;

        @Override
        public StoredEndpoint find(BusinessId businessId) {
            if (isNext) {
                isNext = false;
                StoredEndpoint there = stored.find(businessId);
                stored.replace(there, there.endpoint().leaving(ChangeId.ofText("1-00000000000000000000000001")), null);
            }
            return stored.find(businessId);
        }

        @Override
        public List<StoredEndpoint> notUp() {
            return stored.notUp();
        }

        @Override
        public boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry) {
            isNext = after.handedOver() != null && before.endpoint().handedOver() == null;
            return stored.replace(before, after, entry);
        }
    };

    @Test
    void theListIsStillSentFromThatNotice() {
        NoticeWay.park(world, "shop");
        world.clock.pass(Duration.ofSeconds(1));
        for (String person : List.of(refused, World.somebody())) {
            world.call("request-opt-out", "{'requestId':'o','userId':'%s','businessId':'shop'}", person);
            world.clock.pass(Duration.ofSeconds(1));
        }
        world.clock.pass(Duration.ofMinutes(2));
        BusinessSettings settings =
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock);
        // Notices of several relations are posted side by side.
        AtomicInteger configured = new AtomicInteger();
        Backlog backlog = new Backlog(
                world.stores.changes(),
                new NoticePosts(settings, (to, id, body) -> {
                    configured.addAndGet(body.contains("configured") ? 1 : 0);
                    return new Reply.HttpReply(body.contains(refused) ? 500 : 204, 1);
                }),
                new EndpointChanges(raced, (metric, value) -> {}, world.clock),
                raced,
                world.stores.undelivered(),
                new SimulatedQueue(world.clock),
                new NoticeJson(World.JSON),
                world.clock,
                World.CHANGES_SETTLED_AFTER);
        backlog.send(raced.find(shop), world.clock.instant().plusSeconds(40));
        // Once at its turn, and once more because a notice from before it left the queue.
        assertEquals(2, configured.get());
    }
}
