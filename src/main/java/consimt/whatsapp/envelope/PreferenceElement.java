package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Gathering.Element;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.Update.Wish;
import org.jspecify.annotations.Nullable;

/** An element of {@code user_preferences}, or its older form: a note among the messages. */
final class PreferenceElement {

    static final String LIST = "user_preferences";

    static final String MARKETING = "marketing_messages";

    private PreferenceElement() {}

    static Element read(Change change, JsonNode preference, Timestamp time) {
        Person person = change.person(preference, "user_id", "parent_user_id", "wa_id");
        return read(change, preference, "value", person, time);
    }

    /** Where nobody expects a setting, only a stop counts. */
    static Element readStop(Change change, JsonNode preference, Timestamp time) {
        return onlyStop(read(change, preference, time));
    }

    static Element inOlderForm(Change change, JsonNode message, Timestamp time) {
        Person sender = MessageElement.sender(change, message);
        Element element = read(change, message.path("system"), "marketing", sender, time);
        return change.field() == WebhookField.MESSAGES ? element : onlyStop(element);
    }

    private static Element onlyStop(Element element) {
        return element.updates().stream()
                        .allMatch(update -> update instanceof PreferenceChanged changed && changed.wish() == Wish.STOP)
                ? element
                : Element.ignored(Ignored.NOTHING_TO_RECORD);
    }

    private static Element read(
            Change change, JsonNode preference, String field, @Nullable Person person, Timestamp time) {
        if (preference.hasNonNull("category") && !MARKETING.equals(EnvelopeJson.text(preference, "category"))) {
            return Element.ignored(Ignored.OTHER_CATEGORY);
        }
        String value = EnvelopeJson.text(preference, field);
        if (value == null) {
            return Element.ignored(Ignored.WRONG_FORM);
        }
        Wish wish = switch (value) {
            case "stop" -> Wish.STOP;
            case "resume" -> Wish.RESUME;
            case "signup" -> Wish.SIGNUP;
            default -> null;
        };
        if (wish == null) {
            return Element.ignored(Ignored.UNKNOWN_KIND);
        }
        if (person == null) {
            return Element.ignored(wish == Wish.STOP ? Ignored.REFUSAL_OF_NOBODY : Ignored.NO_PERSON);
        }
        Update changed = new PreferenceChanged(change.head(person, time), wish);
        return wish == Wish.STOP
                ? Element.of(changed)
                : time.doubt().map(Element::ignored).orElse(Element.of(changed));
    }
}
