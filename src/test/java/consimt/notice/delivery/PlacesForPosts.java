package consimt.notice.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.business.Business.Notices;
import consimt.business.SharedSettings;
import consimt.form.RawEvent;
import consimt.kit.World;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.LedgerStream.Streamed;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.SimulatedQueue.Message;
import consimt.notice.post.NoticePost.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Notices on their way from the ledger to endpoints that take their time, by the world's clock. The functions are the real
 * ones: each reads its endpoint before its post, and writes what it learned after it. Meanwhile its place is taken.
 */
public final class PlacesForPosts implements AutoCloseable {

    /** Posts at once: {@code MaximumConcurrency} of the template. */
    public static final int ALL = 200;

    /** Of the stream, in one call. */
    private static final int RECORDS = 100;

    private final World world;
    private final SimulatedQueue queue;
    private final NoticeWay way;
    private final NoticeJson json = new NoticeJson(World.JSON);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** By URL: how long an endpoint takes, in milliseconds. */
    private final Map<String, Integer> takes = new HashMap<>();

    private final Set<String> streamed = new HashSet<>();
    private final Map<String, Delivery> byNotice = new ConcurrentHashMap<>();
    private final PriorityQueue<Delivery> delivering = new PriorityQueue<>(Comparator.comparing(each -> each.end));
    private final Map<String, List<Duration>> waits = new HashMap<>();
    private int mostAtOnce;

    /** An entry of the ledger that is told. */
    private record Entry(Instant arrivedAt, Map<String, AttributeValue> item) {}

    /** One call of the function. */
    private static final class Delivery {

        private final Message message;
        private final CompletableFuture<Integer> millis = new CompletableFuture<>();
        private final CompletableFuture<Void> goesOn = new CompletableFuture<>();
        private final CompletableFuture<Boolean> isDone = new CompletableFuture<>();
        private Instant end = Instant.EPOCH;

        private Delivery(Message message) {
            this.message = message;
        }
    }

    public PlacesForPosts(World world) {
        this.world = world;
        this.queue = new SimulatedQueue(world.clock);
        this.way = new NoticeWay(
                world.stores,
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock),
                queue,
                NoticeBus.NONE,
                this::post,
                world.secrets.secrets(world.clock),
                (metric, value) -> {},
                world.clock);
    }

    /** The field of a business's settings. */
    public static String settings(String business) {
        return "'notices':{'url':'%s','secretName':'consimt/notices/%s'}".formatted(Receivers.url(business), business);
    }

    /** From now on the endpoint of a business takes each notice after so long. */
    public void take(String business, Duration time) {
        takes.put(Receivers.url(business), (int) time.toMillis());
    }

    public boolean isParked(String business) {
        return world.stores
                        .endpoints()
                        .find(World.relation("x", business).businessId())
                        .endpoint()
                        .state()
                == EndpointState.PARKED;
    }

    /** The most places that were taken since the last time. */
    public int mostAtOnce() {
        return mostAtOnce;
    }

    /**
     * Tells all that is new, each at the time when it was recorded.
     *
     * @return by business, how long each notice that was posted had waited for a place
     */
    public Map<String, List<Duration>> deliver() {
        List<Entry> entries = entries();
        Instant last = world.clock.instant();
        waits.clear();
        mostAtOnce = 0;
        int next = 0;
        while (next < entries.size() || !delivering.isEmpty() || queue.size() > 0) {
            Instant now = nextTime(entries, next);
            world.clock.set(now);
            while (!delivering.isEmpty() && !delivering.peek().end.isAfter(now)) {
                end(delivering.poll());
            }
            int from = next;
            while (next < entries.size() && !entries.get(next).arrivedAt.isAfter(now)) {
                next++;
            }
            ofABatch(entries.subList(from, next))
                    .forEach(some -> way.publish(
                            NoticeEvents.ofStream(some.stream().map(Entry::item).toList())));
            fill(now);
        }
        if (last.isAfter(world.clock.instant())) {
            world.clock.set(last);
        }
        return Map.copyOf(waits);
    }

    private Instant nextTime(List<Entry> entries, int next) {
        Stream<Instant> entry = next < entries.size() ? Stream.of(entries.get(next).arrivedAt) : Stream.empty();
        Stream<Instant> end = delivering.stream().limit(1).map(its -> its.end);
        Stream<Instant> shown =
                queue.size() > 0 && delivering.size() < ALL ? Stream.of(queue.nextVisible()) : Stream.empty();
        return Stream.of(entry, end, shown)
                .flatMap(times -> times)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void fill(Instant now) {
        while (delivering.size() < ALL) {
            List<Message> shown = queue.receive(1);
            if (shown.isEmpty()) {
                return;
            }
            Delivery delivery = new Delivery(shown.get(0));
            byNotice.put(delivery.message.ownId, delivery);
            threads.execute(() -> call(delivery));
            int millis = delivery.millis.join();
            if (millis == 0) {
                end(delivery);
                continue;
            }
            Notice notice = json.notice(delivery.message.body);
            waits.computeIfAbsent(notice.data().businessId().value(), business -> new ArrayList<>())
                    .add(Duration.between(notice.id().arrivedAt(), now));
            delivery.end = now.plusMillis(millis);
            delivering.add(delivery);
            mostAtOnce = Math.max(mostAtOnce, delivering.size());
        }
    }

    private void call(Delivery delivery) {
        try {
            ObjectNode event = World.JSON.createObjectNode();
            ArrayNode records = event.putArray("Records");
            Message its = delivery.message;
            NoticeEvents.add(records, its.id, its.body, its.group, its.ownId, its.tries);
            delivery.isDone.complete(
                    way.deliver(NoticeEvents.of(event)).batchItemFailures().isEmpty());
        } finally {
            // If there was no post.
            delivery.millis.complete(0);
            delivery.isDone.complete(false);
        }
    }

    private void end(Delivery delivery) {
        delivery.goesOn.complete(null);
        if (delivery.isDone.join()) {
            queue.delete(delivery.message);
        }
    }

    /** In the thread of a delivery, which goes on when the endpoint answers. */
    private Reply post(Notices to, String id, String body) {
        int millis = takes.getOrDefault(to.url(), 1);
        Delivery delivery = byNotice.get(id);
        delivery.millis.complete(millis);
        delivery.goesOn.join();
        return Reply.of(204, millis);
    }

    private List<Entry> entries() {
        List<Map<String, AttributeValue>> items = world
                .client
                .scanPaginator(scan -> scan.tableName(world.tables.ledger()).consistentRead(true))
                .items()
                .stream()
                .filter(item -> streamed.add(
                        item.get("relation").s() + " " + item.get("entryId").s()))
                .toList();
        return ofABatch(items)
                .flatMap(this::read)
                .sorted(Comparator.comparing(Entry::arrivedAt))
                .toList();
    }

    private Stream<Entry> read(List<Map<String, AttributeValue>> items) {
        List<Streamed> read = world.stores.stream().read(RawEvent.jsonOf(NoticeEvents.ofStream(items)));
        return read.stream()
                .map(each -> new Entry(each.notice().id().arrivedAt(), items.get(Integer.parseInt(each.sequence()))));
    }

    private static <T> Stream<List<T>> ofABatch(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + RECORDS)
                .mapToObj(from -> all.subList(from, Math.min(from + RECORDS, all.size())));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
