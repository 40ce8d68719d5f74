package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.envelope.Update.MessageSent;
import org.jspecify.annotations.Nullable;

/** An element of {@code messages}: what a person sent, or what the platform notes in the conversation. */
final class MessageElement {

    private MessageElement() {}

    static Element read(Change change, JsonNode message, Timestamp time) {
        if (message.hasNonNull("group_id")) {
            return Element.ignored(Ignored.IN_A_GROUP);
        }
        String name = EnvelopeJson.text(message, "type");
        if (name == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        if (name.equals("system")) {
            return note(change, message, time);
        }
        MessageType type = MessageType.of(name);
        return type == null ? Element.ignored(Ignored.UNKNOWN_KIND) : sent(change, message, type, time);
    }

    private static Element note(Change change, JsonNode message, Timestamp time) {
        JsonNode system = message.path("system");
        String kind = EnvelopeJson.text(system, "type");
        if (kind == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        return switch (kind) {
            case "user_preference_changed" -> PreferenceElement.inOlderForm(change, message, time);
            // The platform's pages call the change of a number by both names.
            case "user_changed_number", "customer_changed_number", "user_changed_user_id" ->
                IdentityElement.inConversation(change, message, time);
            default -> Element.ignored(Ignored.UNKNOWN_KIND);
        };
    }

    private static Element sent(Change change, JsonNode message, MessageType type, Timestamp time) {
        MessageId id = MessageId.of(message, time);
        Person person = sender(change, message);
        if (person == null) {
            return Element.ignored(Ignored.NO_PERSON);
        }
        String text = type == MessageType.TEXT ? EnvelopeJson.text(message.path("text"), "body") : null;
        return Element.of(new MessageSent(
                change.phoneNumberId(),
                person,
                time.at(),
                time.told(),
                time.isUndated(),
                id,
                type,
                text,
                Button.in(message, type)));
    }

    static @Nullable Person sender(Change change, JsonNode message) {
        return change.person(message, "from_user_id", "from_parent_user_id", "from");
    }
}
