package consimt.notice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.ChangeId;
import consimt.notice.delivery.NoticeQueue.ForQueue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A notice of the queue, as Lambda hands it over.
 *
 * @param receipt names it in calls of the queue
 * @param tries with this one, from 1
 */
record QueuedNotice(String messageId, String receipt, String group, int tries, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Ends the queue's own id of a notice for the operator's bus, and its group. */
    private static final String FOR_THE_BUS = "-bus";

    /** Ends the group of a notice that was asked for again. */
    private static final String AGAIN = "-again";

    /** A notice for the bus, in a group of its own. */
    static ForQueue forTheBus(ForQueue notice) {
        return new ForQueue(notice.id() + FOR_THE_BUS, notice.group() + FOR_THE_BUS, notice.body());
    }

    /**
     * A notice that is asked for again waits for no other. SQS takes no id twice within minutes, so the id has the time
     * too.
     */
    static ForQueue again(ChangeId id, String body, Instant now) {
        String group = id.text() + AGAIN;
        return new ForQueue(group + "-" + now.toEpochMilli(), group, body);
    }

    boolean isAgain() {
        return group.endsWith(AGAIN);
    }

    boolean isForTheBus() {
        return group.endsWith(FOR_THE_BUS);
    }

    /** Whether an earlier try of it may have failed. */
    boolean mayBeListed() {
        return tries > 1 || isAgain();
    }

    /** @throws IllegalArgumentException if the event is not a queue's with an order */
    static List<QueuedNotice> in(byte[] event) {
        List<QueuedNotice> all = new ArrayList<>();
        for (JsonNode each : read(event).path("Records")) {
            JsonNode attributes = each.path("attributes");
            all.add(new QueuedNotice(
                    required(each, "messageId"),
                    required(each, "receiptHandle"),
                    required(attributes, "MessageGroupId"),
                    attributes.path("ApproximateReceiveCount").asInt(1),
                    required(each, "body")));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no event of a queue");
        }
        return all;
    }

    private static JsonNode read(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new IllegalArgumentException("no event of a queue");
        }
    }

    private static String required(JsonNode of, String field) {
        String text = of.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("no event of a queue");
        }
        return text;
    }

    /** Without the body, which is about people. */
    @Override
    public String toString() {
        return "queued notice";
    }
}
