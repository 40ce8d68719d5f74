package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.refusal.OptOutButtons;
import consimt.refusal.PossibleRefusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A button that a person pressed, or what they gave otherwise than in words of their own. Its text may be a message's text, so {@link #toString} shows only where it was.
 *
 * @param payload what the sender gave the button; the platform's own buttons have their label here
 * @param text as the person saw it
 */
public record Button(
        Place source, @Nullable String payload, @Nullable String text) {

    public enum Place {
        BUTTON,
        BUTTON_REPLY,
        /** In an interactive message's list. A row's description is a text without a payload. */
        LIST_REPLY,
        /**
         * No button: an answer in a form, or a text in a message of an unknown kind. Such a text may be about an
         * appointment, or the business's. So it is an opt-out in no case, and may hold marketing.
         */
        ELSEWHERE
    }

    static List<Button> in(JsonNode message, WhatsAppMessageType type) {
        return switch (type) {
            case BUTTON -> button(Place.BUTTON, message.path("button"), "payload", "text");
            case INTERACTIVE -> reply(message.path("interactive"));
            case UNKNOWN, UNSUPPORTED ->
                elsewhere(TextValues.ofUnknownKind(message.path(String.valueOf(EnvelopeJson.text(message, "type")))));
            default -> List.of();
        };
    }

    private static List<Button> reply(JsonNode interactive) {
        String type = String.valueOf(EnvelopeJson.text(interactive, "type"));
        JsonNode reply = interactive.path(type);
        return switch (type) {
            case "button_reply" -> button(Place.BUTTON_REPLY, reply, "id", "title");
            case "list_reply" ->
                Stream.of(
                                button(Place.LIST_REPLY, reply, "id", "title"),
                                button(Place.LIST_REPLY, reply, "", "description"))
                        .flatMap(List::stream)
                        .toList();
            case "nfm_reply" -> form(reply.path("response_json"));
            default -> List.of();
        };
    }

    /** The answers are JSON in a text. */
    private static List<Button> form(JsonNode answers) {
        return elsewhere(TextValues.ofForm(answers.isTextual() ? EnvelopeJson.within(answers.textValue()) : answers));
    }

    /** Words that stand where a message of the type has none, besides the text that was read. */
    static List<Button> stray(JsonNode message, WhatsAppMessageType type, @Nullable String text) {
        return elsewhere(Stream.of(
                        EnvelopeJson.textOrBody(message.path("text")),
                        EnvelopeJson.text(message, "caption"),
                        EnvelopeJson.text(message.path(type.word()), "caption"))
                .flatMap(Stream::ofNullable)
                .filter(words -> !words.isBlank() && !words.equals(text))
                .toList());
    }

    private static List<Button> elsewhere(List<String> texts) {
        return texts.stream()
                .map(text -> new Button(Place.ELSEWHERE, null, text))
                .toList();
    }

    private static List<Button> button(Place source, JsonNode pressed, String payloadField, String textField) {
        String payload = EnvelopeJson.text(pressed, payloadField);
        String text = EnvelopeJson.text(pressed, textField);
        boolean isEmpty = (payload == null || payload.isBlank()) && (text == null || text.isBlank());
        return isEmpty ? List.of() : List.of(new Button(source, payload, text));
    }

    Optional<Button> kept() {
        if (source == Place.ELSEWHERE) {
            return Optional.empty();
        }
        String id = OptOutButtons.mayBeOne(payload) ? payload : null;
        String label = OptOutButtons.mayBeOne(text) ? text : null;
        return id == null && label == null ? Optional.empty() : Optional.of(new Button(source, id, label));
    }

    boolean isPossibleRefusal() {
        if (source == Place.ELSEWHERE) {
            return text != null && PossibleRefusal.isOneInAForm(text);
        }
        return payload != null && PossibleRefusal.isOneOnAButton(payload)
                || text != null && PossibleRefusal.isOneOnAButton(text);
    }

    @Override
    public String toString() {
        return "Button[" + source + "]";
    }
}
