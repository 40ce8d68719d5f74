package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What waited in an SQS queue, as Lambda hands it over: several messages in one event. */
public record QueuedMessages(List<Queued> messages) implements Received {

    public QueuedMessages {
        messages = List.copyOf(messages);
    }

    /**
     * @param id by which Lambda is told that this one failed
     * @param body what was published; empty where there is none
     */
    public record Queued(String id, String body) {}

    /** Only where each is known by an id: else one that fails could not be told from the others. */
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
