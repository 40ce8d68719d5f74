package consimt.whatsapp.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import consimt.form.Values;
import consimt.relation.EntryId;
import org.jspecify.annotations.Nullable;

/** The platform's own id of a message. A phone number is coded in it, so {@link #toString} shows nothing of it. */
public record MessageId(@JsonValue String value) implements Comparable<MessageId> {

    /** Several times what the platform needs. */
    private static final int LONGEST = 1_000;

    private static final String MADE = "without an id, at ";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {}

    /** Null where there is none, or where it is no text, so that two ids never become one when they are hashed. */
    static @Nullable MessageId of(JsonNode message) {
        String id = EnvelopeJson.text(message, "id");
        return id == null || id.isBlank() || id.length() > LONGEST || Values.hasLoneSurrogate(id)
                ? null
                : new MessageId(id);
    }

    /**
     * As {@link #of(JsonNode)}. One whose id cannot be read has one made from its time, for it may be a refusal, and the
     * same message has the same time when it is delivered again.
     */
    static MessageId of(JsonNode message, Timestamp time) {
        MessageId id = of(message);
        return id == null ? new MessageId(MADE + time.own()) : id;
    }

    /** Whether it is made from the message's time, so that other messages may have the same. */
    boolean isMade() {
        return value.startsWith(MADE);
    }

    /** What the message says, as one of a person's. */
    EntryId entryId() {
        return EntryId.ofWhatsAppMessage(value);
    }

    /** That the business sent the message. */
    EntryId sentId() {
        return EntryId.ofSentWhatsAppMessage(value);
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "message";
    }
}
