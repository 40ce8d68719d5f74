package consimt.whatsapp.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Values;
import org.jspecify.annotations.Nullable;

/** The platform's own id of a message. A phone number is coded in it, so {@link #toString} hides it. */
public record WhatsAppMessageId(@JsonValue String value) implements Comparable<WhatsAppMessageId> {

    /** Several times the length of the platform's ids, in characters. */
    private static final int LONGEST = 1_000;

    private static final String MADE = "without an id, at ";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WhatsAppMessageId {}

    /** Null if there is no id, or none that is text: hashes of two ids must never be equal. */
    static @Nullable WhatsAppMessageId of(JsonNode message) {
        String id = EnvelopeJson.text(message, "id");
        return id == null || id.isBlank() || id.length() > LONGEST || Values.hasLoneSurrogate(id)
                ? null
                : new WhatsAppMessageId(id);
    }

    /**
     * As {@link #of(JsonNode)}. If the id cannot be read, it is made from the message's time, because the message may
     * be a refusal. A repeated delivery has the same time.
     */
    static WhatsAppMessageId of(JsonNode message, Timestamp time) {
        WhatsAppMessageId id = of(message);
        return id == null ? new WhatsAppMessageId(MADE + time.own()) : id;
    }

    /** Whether it is made from the message's time. Other messages may then have the same id. */
    boolean isMade() {
        return value.startsWith(MADE);
    }

    @Override
    public int compareTo(WhatsAppMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "message";
    }
}
