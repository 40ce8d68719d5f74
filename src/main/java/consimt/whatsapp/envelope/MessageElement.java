package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Update.IdChanged;
import consimt.whatsapp.envelope.Update.MessageSent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        JsonNode interactive = message.path("interactive");
        if (type == MessageType.INTERACTIVE && "call_permission_reply".equals(EnvelopeJson.text(interactive, "type"))) {
            return callPermission(change, message, interactive.path("call_permission_reply"), time);
        }
        if (type == null) {
            return Element.ignored(Ignored.UNKNOWN_KIND);
        }
        Element sent = sent(change, message, type, time);
        return type == MessageType.CONTACTS ? withOwnNumber(sent, change, message, time) : sent;
    }

    /** A number that the sender gave on request is one of their ids, unless they are known to have another one. */
    private static Element withOwnNumber(Element sent, Change change, JsonNode message, Timestamp time) {
        UserId number = OwnNumber.in(message);
        List<Update> updates = new ArrayList<>(sent.updates());
        for (Update each : sent.updates()) {
            if (number != null && each.person().phone() == null) {
                updates.add(new IdChanged(
                        change.phoneNumberId(),
                        new Person(null, null, number),
                        each.person(),
                        time.at(),
                        time.told(),
                        time.isUndated()));
            }
        }
        return new Element(updates, sent.ignored());
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

    /** Who rejects calls agrees to nothing. How long calls are allowed is not read. */
    private static Element callPermission(Change change, JsonNode message, JsonNode reply, Timestamp time) {
        String response = EnvelopeJson.text(reply, "response");
        if (response == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        return switch (response) {
            case "accept" -> sent(change, message, MessageType.CALL_PERMISSION, time);
            case "reject" -> Element.ignored(Ignored.NOTHING_TO_RECORD);
            default -> Element.ignored(Ignored.UNKNOWN_KIND);
        };
    }

    private static Element sent(Change change, JsonNode message, MessageType type, Timestamp time) {
        String text = text(message, type);
        List<Button> buttons = Button.in(message, type);
        Person person = sender(change, message);
        if (person == null) {
            boolean isRefusal = type.mayRefuse(text) || buttons.stream().anyMatch(Button::isPossibleRefusal);
            return Element.ignored(isRefusal ? Ignored.REFUSAL_OF_NOBODY : Ignored.NO_PERSON);
        }
        if (type == MessageType.EDIT && text == null) {
            return Element.ignored(Ignored.UNKNOWN_KIND);
        }
        return Element.of(new MessageSent(
                change.phoneNumberId(),
                person,
                time.at(),
                time.told(),
                time.isUndated(),
                MessageId.of(message, time),
                type,
                text,
                buttons,
                false,
                null));
    }

    /** What the person wrote, wherever in the message: its text, a caption, the words with an order, or an edit. */
    private static @Nullable String text(JsonNode message, MessageType type) {
        return switch (type) {
            case TEXT -> EnvelopeJson.text(message.path("text"), "body");
            case IMAGE, VIDEO, DOCUMENT -> EnvelopeJson.text(message.path(type.word()), "caption");
            case ORDER -> EnvelopeJson.text(message.path("order"), "text");
            case EDIT -> edited(message.path("edit"));
            default -> null;
        };
    }

    /** The text after an edit. Some versions of the event have the message itself in it, others only its parts. */
    private static @Nullable String edited(JsonNode edit) {
        JsonNode message = edit.path("message").isObject() ? edit.path("message") : edit;
        return Stream.of(MessageType.TEXT, MessageType.IMAGE, MessageType.VIDEO, MessageType.DOCUMENT)
                .flatMap(type -> Stream.ofNullable(text(message, type)))
                .findFirst()
                .orElse(null);
    }

    static @Nullable Person sender(Change change, JsonNode message) {
        return change.person(message, "from_user_id", "from_parent_user_id", "from");
    }
}
