package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Gathering.Element;
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
                Person.of(Person.id(scoped, "current"), Person.id(parent, "current"), Person.id(update, "wa_id"));
        return current != null && previous != null && current.covers(previous)
                ? Element.ignored(Ignored.SAME_PERSON)
                : changed(change, previous, current, time);
    }

    /**
     * The note's fields for the former ids count first. The sender may be the person as they were or as they are. The
     * text counts last.
     */
    static Element inConversation(Change change, JsonNode message, Timestamp time) {
        JsonNode system = message.path("system");
        UserId number = Person.id(system, "wa_id");
        Renewed scoped = Renewed.of(
                Person.id(system, "previous_user_id"),
                Person.id(message, "from_user_id"),
                Person.id(system, "user_id"));
        Renewed parent = Renewed.of(
                Person.id(system, "previous_parent_user_id"),
                Person.id(message, "from_parent_user_id"),
                Person.id(system, "parent_user_id"));
        Renewed phone =
                Renewed.of(null, Person.id(message, "from"), number == null ? Person.id(system, "new_wa_id") : number);
        String text = EnvelopeJson.text(system, "body");
        Person previous = Person.of(scoped.formerOr(text), parent.formerOr(null), phone.formerOr(text));
        Person current = Person.of(scoped.now, parent.now, phone.now);
        return changed(change, previous, current, time);
    }

    private record Renewed(
            @Nullable UserId stated,
            @Nullable UserId sender,
            @Nullable UserId now) {

        /** Where the former id is stated and the present one is not, a sender with another id is the person of now. */
        static Renewed of(@Nullable UserId stated, @Nullable UserId sender, @Nullable UserId now) {
            boolean isSenderOfNow = now == null && stated != null && !stated.equals(sender);
            return new Renewed(stated, sender, isSenderOfNow ? sender : now);
        }

        /** The former id: the stated one; or the sender's, if it is not the present one; or that of the text. */
        @Nullable UserId formerOr(@Nullable String text) {
            if (stated != null) {
                return stated;
            }
            if (sender != null && !sender.equals(now)) {
                return sender;
            }
            UserId former = now == null || text == null ? null : formerInText(text, now);
            return former == null ? sender : former;
        }
    }

    /** The text counts if it ends as the platform ends it, with the same present id that the note has as a field. */
    private static @Nullable UserId formerInText(String text, UserId now) {
        Matcher ending = ENDING.matcher(text.substring(Math.max(0, text.length() - LONGEST_ENDING)));
        return ending.find() && now.equals(UserId.orNull(ending.group(2))) ? UserId.orNull(ending.group(1)) : null;
    }

    private static Element changed(Change change, @Nullable Person previous, @Nullable Person current, Timestamp time) {
        if (previous == null || current == null) {
            return Element.ignored(Ignored.NO_PERSON);
        }
        // A new number under the same id is news.
        return current.covers(previous) && previous.covers(current)
                ? Element.ignored(Ignored.SAME_PERSON)
                : Element.of(new IdChanged(change.head(current, time), previous, false));
    }
}
