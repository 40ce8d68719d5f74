package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.BatchFailures;
import consimt.answer.BatchFailures.BatchItem;
import consimt.business.BusinessSettings;
import consimt.business.SharedSettings;
import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.Notice;
import consimt.notice.delivery.DeliveryPorts.NoticeBus;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.ResumeNotices.Resumed;
import consimt.notice.delivery.SimulatedQueue.Message;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All of the way of notices on real tables, with a queue and endpoints of the test. */
final class Delivering {

    private final Writes writes = new Writes();
    final World world;
    final SimulatedQueue queue;
    final Bus bus = new Bus();
    final Receivers receivers;
    final Map<String, Long> counted = new TreeMap<>();

    final NoticeWay way;

    /** What the stream gave already. */
    private final Set<String> streamed = new HashSet<>();

    private final List<Map<String, AttributeValue>> pending = new ArrayList<>();

    /** @param interceptors of the store's calls */
    Delivering(ExecutionInterceptor... interceptors) {
        List<ExecutionInterceptor> all = new ArrayList<>(List.of(interceptors));
        all.add(writes);
        world = World.fresh(all.toArray(ExecutionInterceptor[]::new));
        queue = new SimulatedQueue(world.clock);
        receivers = new Receivers(world);
        BusinessSettings settings =
                SharedSettings.of(world.stores.businesses(), world.stores.businesses(), world.clock);
        way = new NoticeWay(
                world.stores,
                settings,
                queue,
                bus,
                receivers,
                world.secrets.secrets(world.clock),
                this::count,
                world.clock);
    }

    private void count(String metric, long value) {
        counted.merge(metric, value, Long::sum);
    }

    void configure(String business) {
        world.settle(
                business,
                "'notices':{'url':'%s','secretName':'consimt/notices/%s'}",
                Receivers.url(business),
                business);
    }

    void optOut(String business, String person, String id) {
        world.call("request-opt-out", "{'requestId':'%s','userId':'%s','businessId':'%s'}", id, person, business);
    }

    void optIn(String business, String person, String id) {
        world.call("request-opt-in", "{'requestId':'%s','userId':'%s','businessId':'%s'}", id, person, business);
    }

    Endpoint endpoint(String business) {
        return world.stores
                .endpoints()
                .find(World.relation("x", business).businessId())
                .endpoint();
    }

    JsonNode undelivered(String business) {
        return World.JSON.valueToTree(way.list.listUndelivered(Input.of(World.tree("{'businessId':'%s'}", business))));
    }

    JsonNode redeliver(String input) {
        return World.JSON.valueToTree(way.redeliver.redeliver(Input.of(World.tree(input))));
    }

    JsonNode test(String business) {
        return World.JSON.valueToTree(way.test.testNotice(Input.of(World.tree("{'businessId':'%s'}", business))));
    }

    /** The stream calls the function with what is new, a batch at a time. */
    void pump(int most) {
        if (writes.areThere()) {
            readStream();
        }
        int done = 0;
        while (!pending.isEmpty() && done < most) {
            List<Map<String, AttributeValue>> batch = List.copyOf(pending.subList(0, Math.min(25, pending.size())));
            BatchFailures failed = way.publish(NoticeEvents.ofStream(batch));
            int through = failed.batchItemFailures().isEmpty()
                    ? batch.size()
                    : Integer.parseInt(failed.batchItemFailures().get(0).itemIdentifier());
            pending.subList(0, through).clear();
            done++;
            if (through < batch.size()) {
                return;
            }
        }
    }

    private void readStream() {
        Set<String> seen = new HashSet<>();
        world.client
                .scanPaginator(scan -> scan.tableName(world.tables.ledger()).consistentRead(true))
                .items()
                .forEach(item -> {
                    String key =
                            item.get("relation").s() + " " + item.get("entryId").s();
                    if (seen.add(key) && streamed.add(key)) {
                        pending.add(item);
                    }
                });
        pending.sort((a, b) -> place(a).compareTo(place(b)));
    }

    /** What is new is not read within a day. */
    void losesWhatIsNew() {
        readStream();
        pending.clear();
    }

    /** The stream gives the last records once more, as after a crash. */
    void forget(int records) {
        List<String> keys = new ArrayList<>(streamed);
        for (int i = 0; i < Math.min(records, keys.size()); i++) {
            streamed.remove(keys.get(keys.size() - 1 - i));
        }
        writes.areThere = true;
    }

    private static String place(Map<String, AttributeValue> item) {
        AttributeValue place = item.get("changeAt");
        return place == null ? item.get("occurredAt").s() : place.s();
    }

    /** The queue calls the function with what can be read now. */
    int deliver(int most) {
        List<Message> messages = queue.receive(most);
        if (messages.isEmpty()) {
            return 0;
        }
        ObjectNode event = World.JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        messages.forEach(each -> NoticeEvents.add(records, each.id, each.body, each.group, each.ownId, each.tries));
        BatchFailures failed = way.deliver(NoticeEvents.of(event));
        List<String> staying = failed.batchItemFailures().stream()
                .map(BatchItem::itemIdentifier)
                .toList();
        messages.stream().filter(each -> !staying.contains(each.id)).forEach(queue::delete);
        return messages.size();
    }

    /** All that is new, and all that can be read from the queue now. */
    void deliverAll() {
        pump(100);
        while (deliver(1) > 0) {
            // The next one.
        }
    }

    /** Everything is called once. */
    void step() {
        deliverAll();
        resume();
    }

    /** The endpoint of a business hangs, until its list waits for it. */
    void park(String business) {
        receivers.behave(business, Behaviour.HANGS);
        for (int i = 0; i < 3; i++) {
            optOut(business, World.somebody(), "down-" + i);
        }
        goOn(Duration.ofSeconds(40));
        assertEquals(EndpointState.PARKED, endpoint(business).state());
    }

    int resume() {
        return ((Resumed) way.resume.resumeNotices(Input.nothing())).sent();
    }

    /** Goes on for a time: everything is called as often as in AWS. */
    void goOn(Duration time) {
        Instant end = world.clock.instant().plus(time);
        int step = 0;
        do {
            deliverAll();
            if (step++ % 3 == 0) {
                resume();
            }
            world.clock.pass(Duration.ofSeconds(20));
        } while (world.clock.instant().isBefore(end));
    }

    /** What the business is told of, from the list. */
    List<Notice> changes(String business) {
        return NoticeEvents.all(world, business);
    }

    /** Whether anything was written since the stream was read. */
    private static final class Writes implements ExecutionInterceptor {

        private volatile boolean areThere = true;

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            String request = context.request().getClass().getSimpleName();
            areThere |= !request.startsWith("Get")
                    && !request.startsWith("Query")
                    && !request.startsWith("Scan")
                    && !request.startsWith("BatchGet");
        }

        boolean areThere() {
            boolean were = areThere;
            areThere = false;
            return were;
        }
    }

    /** A bus of the operator, if the test switches it on. */
    static final class Bus implements NoticeBus {

        boolean isThere;
        boolean isDown;
        final List<String> got = new ArrayList<>();

        @Override
        public boolean isThere() {
            return isThere;
        }

        @Override
        public void put(Notice notice) {
            if (isDown) {
                throw new StoreUnavailable("on purpose");
            }
            got.add(notice.id().text());
        }
    }
}
