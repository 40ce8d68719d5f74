package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.refusal.OptOutButtons;
import consimt.refusal.PossibleRefusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A button that a person pressed. Its text may be a message's text, so {@link #toString} shows only where it was.
 *
 * @param payload what the sender gave the button; the platform's own buttons have their label here
 * @param text as the person saw it
 */
public record Button(
        Place source, @Nullable String payload, @Nullable String text) {

    /** Where a button stood. */
    public enum Place {
        /** In a template. */
        BUTTON,
        /** Below an interactive message. */
        BUTTON_REPLY,
        /** In an interactive message's list. */
        LIST_REPLY
    }

    /** The buttons that the message comes from; empty if it comes from none. */
    static List<Button> in(JsonNode message, MessageType type) {
        JsonNode interactive = message.path("interactive");
        return switch (type) {
            case BUTTON -> button(Place.BUTTON, message.path("button"), "payload", "text");
            case INTERACTIVE ->
                switch (String.valueOf(EnvelopeJson.text(interactive, "type"))) {
                    case "button_reply" -> button(Place.BUTTON_REPLY, interactive.path("button_reply"), "id", "title");
                    case "list_reply" -> button(Place.LIST_REPLY, interactive.path("list_reply"), "id", "title");
                    default -> List.of();
                };
            default -> List.of();
        };
    }

    private static List<Button> button(Place source, JsonNode pressed, String payloadField, String textField) {
        String payload = EnvelopeJson.text(pressed, payloadField);
        String text = EnvelopeJson.text(pressed, textField);
        return payload == null && text == null ? List.of() : List.of(new Button(source, payload, text));
    }

    /** The parts that may be an opt-out. */
    Optional<Button> kept() {
        String id = OptOutButtons.mayBeOne(payload) ? payload : null;
        String label = OptOutButtons.mayBeOne(text) ? text : null;
        return id == null && label == null ? Optional.empty() : Optional.of(new Button(source, id, label));
    }

    boolean isPossibleRefusal() {
        return payload != null && PossibleRefusal.isOneOnAButton(payload)
                || text != null && PossibleRefusal.isOneOnAButton(text);
    }

    @Override
    public String toString() {
        return "Button[" + source + "]";
    }
}
