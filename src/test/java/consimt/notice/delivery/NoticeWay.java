package consimt.notice.delivery;

import consimt.answer.BatchFailures;
import consimt.business.Business.Notices;
import consimt.business.BusinessSettings;
import consimt.business.NoticeEndpoints;
import consimt.business.SharedSettings;
import consimt.dynamodb.Stores;
import consimt.form.RawEvent;
import consimt.kit.World;
import consimt.notice.ChangeId;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.NoticePosts.NoticeSender;
import consimt.notice.post.NoticePost;
import consimt.notice.post.NoticePost.Reply;
import consimt.runtime.Metrics;
import consimt.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions of notices and their parts, as the application puts them together. */
public final class NoticeWay {

    private final PublishNotices publish;
    private final DeliverNotice deliver;
    public final ResumeNotices resume;
    public final ListUndelivered list;
    public final Redeliver redeliver;
    public final TestNotice test;
    public final NoticeEndpoints endpoints;

    NoticeWay(
            Stores stores,
            BusinessSettings settings,
            NoticeQueue queue,
            NoticeBus bus,
            NoticeSender sender,
            Secrets secrets,
            Metrics metrics,
            Clock clock) {
        NoticeJson json = new NoticeJson(World.JSON);
        NoticePosts posts = new NoticePosts(settings, sender, json);
        Endpoints stored = stores.endpoints();
        UndeliveredNotices undelivered = stores.undelivered();
        EndpointChanges changes = new EndpointChanges(stored, metrics, clock);
        publish = new PublishNotices(stores.stream(), posts, queue, bus, json);
        deliver = new DeliverNotice(posts, changes, undelivered, queue, bus, json, metrics, clock);
        resume = new ResumeNotices(
                stored,
                new Backlog(stores.changes(), posts, changes, undelivered, metrics, clock, World.CHANGES_SETTLED_AFTER),
                metrics,
                clock);
        list = new ListUndelivered(undelivered, stored, clock);
        redeliver = new Redeliver(settings, stores.changes(), queue, undelivered, changes, json, clock);
        test = new TestNotice(posts, changes, World.JSON, clock);
        endpoints = new ConfiguredEndpoints(new NoticePost(secrets, clock, true, Optional.empty()), changes, clock);
    }

    /** With receivers of the test, and a queue that nobody reads. */
    static NoticeWay to(NoticeSender receivers, World world) {
        return new NoticeWay(
                world.stores,
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock),
                new SimulatedQueue(world.clock),
                NoticeBus.NONE,
                receivers,
                world.secrets.secrets(world.clock),
                (metric, value) -> {},
                world.clock);
    }

    /** The posts of one page of a business's list. */
    static PagePosts page(World world, String business, NoticeSender receivers, Instant until) {
        NoticePosts posts = new NoticePosts(
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock),
                receivers,
                new NoticeJson(World.JSON));
        Notices to = posts.of(World.relation("x", business).businessId()).orElseThrow();
        return new PagePosts(posts, to, world.clock, until);
    }

    /** A business with an endpoint that is down, and to be tried now. */
    public static void park(World world, String business) {
        world.settle(business, "'notices':{'url':'https://%s.example/','secretName':'consimt/notices/b'}", business);
        Instant now = world.clock.instant();
        Endpoints endpoints = world.stores.endpoints();
        endpoints.replace(
                endpoints.find(World.relation("x", business).businessId()),
                Endpoint.UP.parked(ChangeId.before(now.minusSeconds(1)), now),
                null);
    }

    /** With a queue and receivers of the test. */
    public static NoticeWay on(
            Stores stores, BusinessSettings settings, Outside outside, Secrets secrets, Metrics metrics, Clock clock) {
        return new NoticeWay(
                stores, settings, outside, NoticeBus.NONE, outside.sender(secrets), secrets, metrics, clock);
    }

    public BatchFailures publish(RawEvent event) {
        return (BatchFailures) publish.publishNotices(event);
    }

    public BatchFailures deliver(RawEvent event) {
        return (BatchFailures) deliver.deliverNotice(event);
    }

    /** A queue that only notes what it gets, and receivers that all give one answer. */
    public static final class Outside implements NoticeQueue {

        /** What is in the queue. */
        public final List<String> bodies = new ArrayList<>();

        /** Of all receivers. */
        public volatile int status = 204;

        @Override
        public void put(List<ForQueue> notices) {
            notices.forEach(notice -> bodies.add(notice.body()));
        }

        @Override
        public void showAgain(String receipt, Duration pause) {
            // Nobody reads it.
        }

        private NoticeSender sender(Secrets secrets) {
            return (Notices to, String id, String body) -> {
                secrets.named(to.secretName());
                return Reply.of(status, 0);
            };
        }
    }
}
