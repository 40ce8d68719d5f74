package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The updates of one call of the platform.
 *
 * @param updates in their order
 * @param phoneNumberIds of the businesses in it, also without updates
 * @param ignored how many of its parts were left out, by reason
 */
public record Envelope(List<Update> updates, Set<String> phoneNumberIds, Map<Ignored, Integer> ignored)
        implements Received {

    public Envelope {
        updates = List.copyOf(updates);
        phoneNumberIds = Collections.unmodifiableSet(new TreeSet<>(phoneNumberIds));
        ignored = Map.copyOf(ignored);
    }

    /**
     * Reads what the platform posted.
     *
     * @param now times after it are in the future
     */
    public static Received read(byte[] body, Instant now) {
        return EnvelopeJson.read(body, envelope -> {
            JsonNode entries = envelope.path("entry");
            if (!"whatsapp_business_account".equals(EnvelopeJson.text(envelope, "object")) || !entries.isArray()) {
                return Unreadable.NOT_AN_ENVELOPE;
            }
            Gathering gathering = new Gathering(now);
            entries.forEach(gathering::entry);
            return gathering.envelope();
        });
    }

    /** Reads one entry as AWS End User Messaging Social passes it on: the text of {@code whatsAppWebhookEntry}. */
    static Received ofEntry(String json, Instant now) {
        return EnvelopeJson.read(json, entry -> {
            if (!entry.path("changes").isArray()) {
                return Unreadable.NOT_AN_ENVELOPE;
            }
            Gathering gathering = new Gathering(now);
            gathering.entry(entry);
            return gathering.envelope();
        });
    }

    /**
     * Reads the event with which a topic of AWS End User Messaging Social calls a function. A record without a readable
     * entry counts as {@link Ignored#WRONG_FORM}. The other records are still read.
     */
    public static Received ofTopic(byte[] event, Instant now) {
        return EnvelopeJson.read(event, topic -> {
            JsonNode records = topic.path("Records");
            if (!records.isArray()) {
                return Unreadable.NOT_AN_ENVELOPE;
            }
            Gathering gathering = new Gathering(now);
            for (JsonNode each : records) {
                gathering.take(ofMessage(each.path("Sns").path("Message"), now));
            }
            return gathering.envelope();
        });
    }

    private static Received ofMessage(JsonNode message, Instant now) {
        return message.isTextual() ? ofPublished(message.textValue(), now) : Unreadable.NOT_AN_ENVELOPE;
    }

    /** Reads what was published to such a topic: plain, or in the notification that SNS puts around it for a queue. */
    public static Received ofPublished(String json, Instant now) {
        return EnvelopeJson.read(json, stated -> {
            String within = EnvelopeJson.text(stated, "Message");
            return within != null && "Notification".equals(EnvelopeJson.text(stated, "Type"))
                    ? EnvelopeJson.read(within, inner -> ofEntryIn(inner, now))
                    : ofEntryIn(stated, now);
        });
    }

    private static Received ofEntryIn(JsonNode stated, Instant now) {
        String entry = EnvelopeJson.text(stated, "whatsAppWebhookEntry");
        return entry == null ? Unreadable.NOT_AN_ENVELOPE : ofEntry(entry, now);
    }
}
