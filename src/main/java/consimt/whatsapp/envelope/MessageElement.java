package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Gathering.Element;
import consimt.whatsapp.envelope.Update.IdChanged;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.MessageWords;
import consimt.whatsapp.envelope.Update.WebhookField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MessageElement {

    private MessageElement() {}

    static Element read(Change change, JsonNode message, Timestamp time) {
        if (message.hasNonNull("group_id")) {
            return Element.ignored(Ignored.IN_A_GROUP);
        }
        if ("system".equals(EnvelopeJson.text(message, "type"))) {
            return note(change, message, time);
        }
        if (change.isByTheBusiness(message)) {
            return Element.ignored(Ignored.NOTHING_TO_RECORD);
        }
        WhatsAppMessageType type = WhatsAppMessageType.of(message);
        return switch (type) {
            case CALL_PERMISSION -> callPermission(change, message, time);
            case CONTACTS -> withOwnNumber(sent(change, message, type, time), change, message, time);
            case UNKNOWN -> unknown(change, message, time);
            default -> sent(change, message, type, time);
        };
    }

    /** What this code does not know is counted, whether or not its words are read. */
    private static Element unknown(Change change, JsonNode message, Timestamp time) {
        Element sent = sent(change, message, WhatsAppMessageType.UNKNOWN, time);
        if (sent.ignored() == Ignored.REFUSAL_OF_NOBODY) {
            return sent;
        }
        boolean hasType = message.path("type").isTextual();
        return new Element(sent.updates(), hasType ? Ignored.UNKNOWN_KIND : Ignored.WRONG_FORM);
    }

    /** A number that the sender gave on request is one of their ids, unless they are known to have another one. */
    private static Element withOwnNumber(Element sent, Change change, JsonNode message, Timestamp time) {
        OwnNumber number = OwnNumber.in(message);
        Person sender = sender(change, message);
        List<Update> updates = new ArrayList<>(sent.updates());
        if (number != null && sender != null && sender.phone() == null) {
            updates.add(new IdChanged(
                    change.head(sender, time), new Person(null, null, number.userId()), !number.isSure()));
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
    private static Element callPermission(Change change, JsonNode message, Timestamp time) {
        String response = EnvelopeJson.text(message.path("interactive").path("call_permission_reply"), "response");
        if (response == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        return switch (response) {
            case "accept" -> sent(change, message, WhatsAppMessageType.CALL_PERMISSION, time);
            case "reject" -> Element.ignored(Ignored.NOTHING_TO_RECORD);
            default -> Element.ignored(Ignored.UNKNOWN_KIND);
        };
    }

    private static Element sent(Change change, JsonNode message, WhatsAppMessageType type, Timestamp time) {
        String text = text(message, type);
        List<Button> pressed = Button.in(message, type);
        List<Button> strays = Button.stray(message, type, text);
        List<Button> buttons =
                Stream.concat(pressed.stream(), strays.stream()).distinct().toList();
        MessageWords words = MessageWords.of(text, buttons);
        Person person = sender(change, message);
        if (person == null) {
            return Element.ignored(words.mayRefuse(type) ? Ignored.REFUSAL_OF_NOBODY : Ignored.NO_PERSON);
        }
        if (text == null && type == WhatsAppMessageType.EDIT) {
            return Element.ignored(Ignored.UNKNOWN_KIND);
        }
        boolean saysNothing = text == null && pressed.isEmpty();
        boolean isAnAct = change.field() == WebhookField.MESSAGES && type.agreesWithoutWords();
        if (saysNothing && strays.isEmpty() && !isAnAct) {
            return Element.ignored(type.needsWords() ? Ignored.WRONG_FORM : Ignored.NOTHING_TO_RECORD);
        }
        return Element.of(new MessageReceived(
                change.head(person, time),
                WhatsAppMessageId.of(message, time),
                // Where the words of a message are missing, what stands elsewhere agrees to nothing.
                saysNothing && !isAnAct ? change.field().ofUnknownList() : change.field(),
                type,
                words,
                null));
    }

    /** What the person wrote, wherever in the message: its text, an emoji, a caption, the words with an order, an edit. */
    private static @Nullable String text(JsonNode message, WhatsAppMessageType type) {
        return switch (type) {
            case IMAGE, VIDEO, DOCUMENT -> EnvelopeJson.text(message.path(type.word()), "caption");
            case ORDER -> EnvelopeJson.text(message.path("order"), "text");
            case EDIT -> edited(message.path("edit"));
            case REACTION -> ifAny(EnvelopeJson.text(message.path("reaction"), "emoji"));
            case TEXT, UNSUPPORTED, UNKNOWN -> ifAny(EnvelopeJson.textOrBody(message.path("text")));
            default -> null;
        };
    }

    private static @Nullable String ifAny(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** The text after an edit. Some versions of the event have the message itself in it, others only its parts. */
    private static @Nullable String edited(JsonNode edit) {
        JsonNode message = edit.path("message").isObject() ? edit.path("message") : edit;
        return Stream.of(
                        WhatsAppMessageType.TEXT,
                        WhatsAppMessageType.IMAGE,
                        WhatsAppMessageType.VIDEO,
                        WhatsAppMessageType.DOCUMENT)
                .flatMap(type -> Stream.ofNullable(text(message, type)))
                .findFirst()
                .orElse(null);
    }

    static @Nullable Person sender(Change change, JsonNode message) {
        return change.person(message, "from_user_id", "from_parent_user_id", "from");
    }
}
