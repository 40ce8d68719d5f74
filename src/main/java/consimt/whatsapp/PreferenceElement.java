package consimt.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.whatsapp.Update.PreferenceChanged;
import consimt.whatsapp.Update.Wish;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An element of {@code user_preferences}, and the older form of it: a note among the messages. */
final class PreferenceElement {

    static final String MARKETING = "marketing_messages";

    private PreferenceElement() {}

    static Element read(Change change, JsonNode preference, Instant at) {
        Person person = change.person(preference, "user_id", "parent_user_id", "wa_id");
        return read(change, preference, "value", person, at);
    }

    static Element inOlderForm(Change change, JsonNode message, Instant at) {
        return read(change, message.path("system"), "marketing", MessageElement.sender(change, message), at);
    }

    private static Element read(Change change, JsonNode preference, String field, @Nullable Person person, Instant at) {
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
        return person == null
                ? Element.ignored(Ignored.NO_PERSON)
                : Element.of(new PreferenceChanged(change.phoneNumberId(), person, at, wish));
    }
}
