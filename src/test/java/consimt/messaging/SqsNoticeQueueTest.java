package consimt.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.local.notice.LocalQueue;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue.ForQueue;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What the delivery of notices expects of a FIFO queue, on a real SQS server. */
class SqsNoticeQueueTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    /** The longest that a queue waits for a message: one that is there comes at once. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final LocalQueue server = LocalQueue.make("n" + UUID.randomUUID(), "30", "2");
    private final NoticeQueue queue = TestQueues.of(server);

    @Test
    void aRelationsNoticesComeInTheirOrderAndOneAtATime() {
        for (int i = 0; i < 4; i++) {
            put("a" + i, "ana");
        }
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Message message = received();
            assertEquals(Optional.empty(), receive(AT_ONCE));
            read.add(message.body());
            server.delete(message);
        }
        assertEquals(List.of("body a0", "body a1", "body a2", "body a3"), read);
        assertTrue(server.isEmpty());
    }

    @Test
    void aNoticeThatIsTriedAgainBlocksItsOwnRelationOnly() {
        put("a0", "ana");
        put("a1", "ana");
        put("b0", "ben");
        Message first = received();
        queue.showAgain(first.receiptHandle(), Duration.ofSeconds(20));
        Message other = received();
        assertEquals(List.of("body a0", "body b0"), List.of(first.body(), other.body()));
        server.delete(other);
        assertEquals(Optional.empty(), receive(AT_ONCE));
        queue.showAgain(first.receiptHandle(), Duration.ZERO);
        Message again = received();
        assertEquals("body a0", again.body());
        assertEquals("2", again.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    }

    @Test
    void aMessageCarriesItsGroupItsIdAndItsTries() {
        put("1795521600000-x-list", "ana");
        Map<MessageSystemAttributeName, String> its = received().attributes();
        assertEquals("ana", its.get(MessageSystemAttributeName.MESSAGE_GROUP_ID));
        assertEquals("1795521600000-x-list", its.get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID));
        assertEquals("1", its.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    }

    @Test
    void aNoticeThatWasPutInMinutesAgoIsNotPutInAgainEvenIfItWasTaken() {
        put("a0", "ana");
        put("a0", "ana");
        server.delete(received());
        put("a0", "ana");
        assertTrue(server.isEmpty());
    }

    @Test
    void tenNoticesOfDifferentRelationsGoInAtOnce() {
        List<ForQueue> ten = IntStream.range(0, NoticeQueue.MOST_AT_ONCE)
                .mapToObj(i -> new ForQueue("n" + i, "group" + i, "body n" + i))
                .toList();
        queue.put(ten);
        List<String> read = Stream.generate(this::received)
                .limit(10)
                .map(Message::body)
                .sorted()
                .toList();
        assertEquals(ten.stream().map(ForQueue::body).sorted().toList(), read);
    }

    @Test
    void aNoticeWhoseTriesAreUsedUpGoesToTheDeadLettersAndTheNextOneComes() {
        put("a0", "ana");
        put("a1", "ana");
        for (int i = 0; i < 2; i++) {
            Message tried = received();
            assertEquals("body a0", tried.body());
            queue.showAgain(tried.receiptHandle(), Duration.ZERO);
        }
        assertEquals(
                "body a1", receive(SOON).or(() -> receive(SOON)).orElseThrow().body());
        assertEquals("body a0", server.deadLetters().receive(SOON).get(0).body());
    }

    @Test
    void whatSomebodyElseReadsAlreadyOrWasTakenIsLeftAlone() {
        put("a0", "ana");
        Message message = received();
        server.delete(message);
        queue.showAgain(message.receiptHandle(), Duration.ZERO);
        assertTrue(server.isEmpty());
    }

    @Test
    void aQueueThatDoesNotAnswerIsAStoreThatDoesNot() {
        NoticeQueue none = Queues.of(Optional.of("http://127.0.0.1:9/000000000000/notices.fifo"), true);
        List<ForQueue> one = List.of(new ForQueue("a0", "ana", "a secret"));
        StoreUnavailable fault = assertThrows(StoreUnavailable.class, () -> none.put(one));
        assertEquals("SdkClientException", fault.getMessage());
    }

    private void put(String id, String group) {
        queue.put(List.of(new ForQueue(id, group, "body " + id)));
    }

    private Message received() {
        return receive(SOON).orElseThrow();
    }

    private Optional<Message> receive(Duration wait) {
        return server.receive(wait).stream().findFirst();
    }
}
