package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The updates of one call of the platform.
 *
 * @param updates in their order
 * @param phoneNumberIds of the businesses in it, also without updates
 * @param ignored how many of its parts were left out, by reason
 */
public record Envelope(List<Update> updates, Set<String> phoneNumberIds, Map<Ignored, Integer> ignored) {

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
    public static Optional<Envelope> read(byte[] body, Instant now) {
        return EnvelopeJson.read(body)
                .filter(envelope -> "whatsapp_business_account".equals(EnvelopeJson.text(envelope, "object"))
                        && envelope.path("entry").isArray())
                .map(envelope -> gathered(envelope.path("entry"), now));
    }

    /** Reads one entry as AWS End User Messaging Social passes it on: the text of {@code whatsAppWebhookEntry}. */
    static Optional<Envelope> ofEntry(String json, Instant now) {
        return EnvelopeJson.read(json)
                .filter(entry -> entry.path("changes").isArray())
                .map(entry -> gathered(List.of(entry), now));
    }

    private static Envelope gathered(Iterable<JsonNode> entries, Instant now) {
        Gathering gathering = new Gathering(now);
        entries.forEach(gathering::entry);
        return gathering.envelope();
    }

    /**
     * Reads what was published to a topic of AWS End User Messaging Social: plain, or in the notification that SNS puts
     * around it for a queue.
     */
    public static Optional<Envelope> ofPublished(String json, Instant now) {
        return EnvelopeJson.read(json).flatMap(published -> {
            String within = EnvelopeJson.text(published, "Message");
            return within != null && "Notification".equals(EnvelopeJson.text(published, "Type"))
                    ? EnvelopeJson.read(within).flatMap(inner -> ofEntryIn(inner, now))
                    : ofEntryIn(published, now);
        });
    }

    private static Optional<Envelope> ofEntryIn(JsonNode published, Instant now) {
        return Optional.ofNullable(EnvelopeJson.text(published, "whatsAppWebhookEntry"))
                .flatMap(entry -> ofEntry(entry, now));
    }
}
