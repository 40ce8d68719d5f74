package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Update.IdChanged;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An element of {@code user_id_update}, or a note of the same among the messages. */
final class IdentityElement {

    /** The end of the note's text. The part before it has a name, which people choose themselves. */
    private static final Pattern ENDING = Pattern.compile("changed from (\\S+) to (\\S+)$");

    /** Two ids of the longest form, and the words between. */
    private static final int LONGEST_ENDING = 300;

    private IdentityElement() {}

    static Element read(Change change, JsonNode update, Timestamp time) {
        JsonNode scoped = update.path("user_id");
        JsonNode parent = update.path("parent_user_id");
        // The number is the one that the person has now.
        Person previous = Person.of(Person.id(scoped, "previous"), Person.id(parent, "previous"), null);
        Person current =
                Person.of(Person.id(scoped, "current"), Person.id(parent, "current"), Person.phone(update, "wa_id"));
        return changed(change, previous, current, time);
    }

    static Element inConversation(Change change, JsonNode message, Timestamp time) {
        JsonNode system = message.path("system");
        UserId known = Person.id(message, "from_user_id");
        Person previous = Person.of(
                known == null ? fromText(system) : known,
                Person.id(message, "from_parent_user_id"),
                Person.phone(message, "from"));
        UserId phone = Person.phone(system, "wa_id");
        Person current = Person.of(
                Person.id(system, "user_id"),
                Person.id(system, "parent_user_id"),
                phone == null ? Person.phone(system, "new_wa_id") : phone);
        return changed(change, previous, current, time);
    }

    /**
     * Only the note's text has the previous business-scoped id. The text counts if it ends as the platform ends it,
     * with the same new id that the note has as a field.
     */
    private static @Nullable UserId fromText(JsonNode system) {
        String text = EnvelopeJson.text(system, "body");
        String current = EnvelopeJson.text(system, "user_id");
        if (text == null || current == null) {
            return null;
        }
        Matcher ending = ENDING.matcher(text.substring(Math.max(0, text.length() - LONGEST_ENDING)));
        return ending.find() && ending.group(2).equals(current) ? UserId.orNull(ending.group(1)) : null;
    }

    private static Element changed(Change change, @Nullable Person previous, @Nullable Person current, Timestamp time) {
        if (previous == null || current == null) {
            return Element.ignored(Ignored.NO_PERSON);
        }
        return current.covers(previous)
                ? Element.ignored(Ignored.SAME_PERSON)
                : Element.of(new IdChanged(
                        change.phoneNumberId(), previous, current, time.at(), time.told(), time.isUndated()));
    }
}
