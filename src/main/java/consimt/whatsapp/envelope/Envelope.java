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
 * @param phoneNumberIds of the businesses in it, also without updates
 * @param ignored how many of its parts were left out, by reason
 */
public record Envelope(List<Update> updates, Set<String> phoneNumberIds, Map<Ignored, Integer> ignored) {

    public Envelope {
        updates = List.copyOf(updates);
        phoneNumberIds = Collections.unmodifiableSet(new TreeSet<>(phoneNumberIds));
        ignored = Map.copyOf(ignored);
    }

    /** @param now times after it are in the future */
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

    public enum Ignored {
        /** Of a wrong JSON type, or without a required field. */
        WRONG_FORM,
        /** In a change that names no phone number of a business. */
        NO_BUSINESS,
        /** It names no person, or only ids that are not valid. */
        NO_PERSON,
        /** A refusal of marketing, or a message that may be one, that names no person, so that it cannot be recorded. */
        REFUSAL_OF_NOBODY,
        /** Without a time, or with one before the year 2000. */
        WRONG_TIME,
        /** Later than now by more than {@link consimt.form.Values#CLOCK_SKEW}, and not protective. */
        IN_THE_FUTURE,
        /** To or from a group. A message in a group is no agreement to a conversation of two. */
        IN_A_GROUP,
        /** A whole change whose field is not known. What people wrote in it is read all the same. */
        UNKNOWN_FIELD,
        /** A type, status or value that this code does not know. The words of such a message are read all the same. */
        UNKNOWN_KIND,
        OTHER_CATEGORY,
        SAME_PERSON,
        /**
         * Known, but without consequence: a message was delivered or read, a message other than marketing was sent, the
         * person rejects calls or takes a reaction back, the business wrote the message itself, or a chat was handed over.
         */
        NOTHING_TO_RECORD
    }
}
