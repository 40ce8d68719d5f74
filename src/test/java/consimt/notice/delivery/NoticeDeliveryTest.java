package consimt.notice.delivery;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.BatchFailures;
import consimt.answer.Unavailable;
import consimt.form.RawEvent;
import consimt.kit.World;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.NoticePosts.NoticeJson;
import consimt.notice.delivery.Receivers.Behaviour;
import consimt.notice.delivery.Receivers.Got;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeDeliveryTest {

    private final Delivering all = new Delivering();
    private final World world = all.world;
    private final Receivers receivers = all.receivers;

    @BeforeEach
    void configure() {
        all.configure("shop");
    }

    @Test
    void anOptOutIsTold() {
        String person = World.somebody();
        all.optOut("shop", person, "o-1");
        all.goOn(Duration.ofSeconds(20));
        assertEquals(
                List.of("consimt.business.configured", "consimt.marketing.opted_out"),
                receivers.got("shop").stream()
                        .map(got -> textOf(got.json(), "type"))
                        .sorted()
                        .toList());
        Got got = receivers.got("shop").stream()
                .filter(each -> each.body().contains("opted_out"))
                .findFirst()
                .orElseThrow();
        assertEquals(got.id(), textOf(got.json(), "id"));
        assertEquals(person, textOf(got.json(), "/data/userId"));
        assertEquals(0, all.queue.size());
        assertEquals(Endpoint.UP, all.endpoint("shop"));
        assertEquals(2, all.counted.get("NoticesDelivered"));
    }

    /** Without it the order is lost, or the message could not be left in the queue. */
    @ParameterizedTest
    @ValueSource(strings = {"receiptHandle", "body", "MessageGroupId"})
    void aMessageWithoutWhatADeliveryNeedsIsNotAcknowledged(String field) throws IOException {
        all.optOut("shop", World.somebody(), "o-1");
        ObjectNode event = (ObjectNode) World.JSON.readTree(RawEvent.jsonOf(NoticeEvents.ofQueue(world, "shop", 1)));
        event.findParent(field).remove(field);
        assertThrows(Unavailable.Fault.class, () -> all.way.deliver(NoticeEvents.of(event)));
        assertEquals(List.of(), receivers.got("shop"));
    }

    /** One that somebody else put into the queue, say. */
    @ParameterizedTest
    @ValueSource(strings = {"receiptHandle", "body", "MessageGroupId", "none"})
    void aForeignMessageOfABatchFailsItselfAndNotTheBatch(String field) throws IOException {
        all.optOut("shop", World.somebody(), "o-1");
        ObjectNode event = (ObjectNode) World.JSON.readTree(RawEvent.jsonOf(NoticeEvents.ofQueue(world, "shop", 1)));
        ArrayNode records = (ArrayNode) event.get("Records");
        NoticeEvents.add(records, "m-2", "what is no notice", "another group", "m-2", 1);
        ((ObjectNode) records.get(1)).remove(field);
        ((ObjectNode) records.get(1).get("attributes")).remove(field);
        assertEquals(BatchFailures.of(List.of("m-2")), all.way.deliver(NoticeEvents.of(event)));
        assertEquals(1, receivers.got("shop").size());
    }

    @Test
    void theBodyIsTheSameFromTheStreamAndFromTheList() {
        all.optOut("shop", World.somebody(), "o-1");
        all.goOn(Duration.ofSeconds(20));
        NoticeJson json = new NoticeJson(World.JSON);
        assertEquals(
                all.changes("shop").stream().map(json::body).sorted().toList(),
                receivers.got("shop").stream().map(Got::body).sorted().toList());
    }

    @Test
    void theFirstRetryComesWithinFiveSecondsThenThePausesGrow() {
        all.goOn(Duration.ofMinutes(1));
        receivers.behave("shop", Behaviour.FAILS);
        all.optOut("shop", World.somebody(), "o-1");
        all.pump(100);
        assertEquals(1, all.deliver(1));
        assertEquals(0, all.deliver(1));
        world.clock.pass(Duration.ofSeconds(5));
        assertEquals(1, all.deliver(1));
        world.clock.pass(Duration.ofSeconds(5));
        assertEquals(0, all.deliver(1));
        world.clock.pass(Duration.ofSeconds(5));
        assertEquals(1, all.deliver(1));
        JsonNode undelivered = all.undelivered("shop");
        assertEquals(3, undelivered.at("/undelivered/0/tries").intValue());
        assertEquals(500, undelivered.at("/undelivered/0/last/status").intValue());
        assertEquals("UP", textOf(undelivered, "/endpoint/state"));
        receivers.behave("shop", Behaviour.TAKES);
        world.clock.pass(Duration.ofMinutes(1));
        assertEquals(1, all.deliver(1));
        assertEquals(0, all.undelivered("shop").get("undelivered").size());
        assertEquals(Endpoint.UP, all.endpoint("shop"));
    }

    @Test
    void oneThatIsRefusedBlocksItsOwnRelationOnly() {
        String refused = World.somebody();
        receivers.refused.add(refused);
        all.optOut("shop", refused, "o-1");
        all.goOn(Duration.ofMinutes(10));
        all.optIn("shop", refused, "i-1");
        for (int i = 0; i < 20; i++) {
            all.optOut("shop", World.somebody(), "o-1");
            all.goOn(Duration.ofMinutes(10));
        }
        assertEquals(21, received());
        for (int i = 0; i < 140; i++) {
            all.optOut("shop", World.somebody(), "o-1");
            all.goOn(Duration.ofMinutes(10));
        }
        JsonNode undelivered = all.undelivered("shop").get("undelivered");
        assertTrue(undelivered.get(0).get("givenUp").booleanValue(), undelivered::toString);
        assertEquals(1, all.queue.dead.size());
        assertEquals(1, all.counted.get("NoticesGivenUp"));

        receivers.refused.clear();
        String id = textOf(undelivered.get(0), "id");
        assertEquals(
                World.tree("{'outcome':'RECORDED','results':[],'queued':['%s']}", id),
                all.redeliver("{'businessId':'shop','ids':['%s']}".formatted(id)));
        all.goOn(Duration.ofHours(1));
        assertEquals(0, all.undelivered("shop").get("undelivered").size());
        assertEquals(163, received());
    }

    /** What became of it is told by the list of what failed. The list of what waits does not go back to it. */
    @Test
    void oneThatIsAskedForAgainIsTriedOnceByTheQueue() {
        all.goOn(Duration.ofMinutes(1));
        String id = receivers.got("shop").get(0).id();
        for (Behaviour behaviour : List.of(Behaviour.FAILS, Behaviour.TAKES, Behaviour.HANGS)) {
            receivers.behave("shop", behaviour);
            all.redeliver("{'businessId':'shop','ids':['%s']}".formatted(id));
            all.deliverAll();
            assertEquals(
                    behaviour == Behaviour.TAKES ? "" : "true",
                    all.undelivered("shop").at("/undelivered/0/givenUp").asText());
            world.clock.pass(Duration.ofSeconds(1));
        }
        assertEquals(4, receivers.posts.get(Receivers.url("shop")));
        all.park("shop");
        Endpoint parked = all.endpoint("shop");
        int posts = receivers.posts.get(Receivers.url("shop"));
        all.redeliver("{'businessId':'shop','ids':['%s']}".formatted(id));
        all.deliverAll();
        assertEquals(posts, receivers.posts.get(Receivers.url("shop")));
        assertEquals("ENDPOINT_DOWN", textOf(all.undelivered("shop"), "/undelivered/0/last/problem"));
        assertEquals(parked, all.endpoint("shop"));
        assertEquals(0, all.queue.size());
    }

    @Test
    void anEndpointIsTestedOnceAtATimeForABusiness() {
        all.configure("other");
        receivers.behave("shop", Behaviour.HANGS);
        assertEquals("TIMED_OUT", textOf(all.test("shop"), "/result/problem"));
        assertEquals("NOT_ALLOWED", textOf(all.test("shop"), "/errors/0/code"));
        assertEquals(204, all.test("other").at("/result/status").intValue());
        world.clock.pass(Duration.ofSeconds(5));
        assertEquals("TIMED_OUT", textOf(all.test("shop"), "/result/problem"));
        assertEquals(2, receivers.posts.get(Receivers.url("shop")));
    }

    @Test
    void anEndpointThatIsGoneIsSwitchedOffAndOnByNewSettings() {
        all.goOn(Duration.ofMinutes(1));
        receivers.behave("shop", Behaviour.GONE);
        all.optOut("shop", World.somebody(), "o-1");
        all.goOn(Duration.ofMinutes(1));
        assertEquals(EndpointState.OFF, all.endpoint("shop").state());
        assertEquals(1, all.counted.get("EndpointsSwitchedOff"));
        assertTrue(world.call("read-ledger", "{'businessId':'shop'}").toString().contains("SWITCHED_OFF_GONE"));
        JsonNode found = world.call("configure-business", "{'businessId':'shop'}");
        assertTrue(found.get("notes").toString().contains("SWITCHED_OFF"), found::toString);

        int before = receivers.posts.get(Receivers.url("shop"));
        all.optOut("shop", World.somebody(), "o-2");
        all.goOn(Duration.ofHours(5));
        assertEquals(before, receivers.posts.get(Receivers.url("shop")));

        receivers.behave("shop", Behaviour.TAKES);
        all.configure("shop");
        all.goOn(Duration.ofMinutes(5));
        assertEquals(Endpoint.UP, all.endpoint("shop"));
        assertInOrder("shop");
    }

    @Test
    void theBusGetsTheNoticesOfAllBusinessesAndIsWaitedForByNobody() {
        all.bus.isThere = true;
        all.bus.isDown = true;
        all.optOut("shop", World.somebody(), "o-1");
        all.optOut("other", World.somebody(), "o-1");
        all.goOn(Duration.ofMinutes(1));
        assertInOrder("shop");
        assertEquals(List.of(), all.bus.got);
        all.bus.isDown = false;
        all.goOn(Duration.ofMinutes(5));
        assertEquals(3, all.bus.got.size());
        assertEquals(0, all.queue.size());
    }

    @Test
    void noIdOfAPersonIsInAGroupOrALog() {
        String person = World.somebody();
        all.optOut("shop", person, "o-1");
        all.pump(10);
        all.queue.receive(10).forEach(each -> {
            assertFalse(each.group.contains(person));
            assertFalse(each.ownId.contains(person));
        });
    }

    /** A notice may arrive twice. */
    private long received() {
        return receivers.got("shop").stream().map(Got::id).distinct().count();
    }

    /** Each was received, and the first time after all that came before it in its relation. */
    private void assertInOrder(String business) {
        Orders.assertAllInOrder(all, business);
    }
}
