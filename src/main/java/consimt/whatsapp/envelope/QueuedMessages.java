package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Messages of an SQS queue, as Lambda hands them over: several in one event. */
public record QueuedMessages(List<Queued> messages) implements Received {

    public QueuedMessages {
        messages = List.copyOf(messages);
    }

    /**
     * @param id names the message in an answer about failures
     * @param body the published text; empty if there is none
     */
    public record Queued(String id, String body) {}

    /** Requires an id for each message; without one, a failed message could not be named. */
    public static Received in(byte[] event) {
        return EnvelopeJson.read(event, queue -> {
            JsonNode records = queue.path("Records");
            if (!records.isArray() || records.isEmpty()) {
                return Unreadable.NOT_AN_ENVELOPE;
            }
            List<Queued> messages = new ArrayList<>();
            for (JsonNode each : records) {
                String id = EnvelopeJson.text(each, "messageId");
                if (id == null || id.isEmpty() || !"aws:sqs".equals(EnvelopeJson.text(each, "eventSource"))) {
                    return Unreadable.NOT_AN_ENVELOPE;
                }
                messages.add(new Queued(id, each.path("body").asText()));
            }
            return new QueuedMessages(messages);
        });
    }
}
