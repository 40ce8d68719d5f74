package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The number that a person gave on the business's request, in a message of contacts: it is the person's own. Any other
 * contact in a message may be somebody else's.
 *
 * @param isSure whether it can be nobody else's: the platform names its id, or it is written with a plus and has one reading
 */
record OwnNumber(UserId userId, boolean isSure) {

    private static final String ON_REQUEST = "contact_request";

    /** With the country: no such number begins with a zero (E.164). */
    private static final Pattern INTERNATIONAL = Pattern.compile("[1-9][0-9]{7,14}");

    /**
     * Null if the message gives none, or several. A number that is written for people counts only where it stands
     * alone.
     */
    static @Nullable OwnNumber in(JsonNode message) {
        JsonNode cards = message.path("contacts");
        Set<OwnNumber> numbers = new HashSet<>();
        for (JsonNode card : cards) {
            if (!isOnRequest(message, card)) {
                continue;
            }
            for (JsonNode phone : card.path("phones")) {
                UserId known = Person.id(phone, "wa_id");
                OwnNumber number = known == null ? asWritten(phone, cards.size()) : new OwnNumber(known, true);
                if (number == null) {
                    return null;
                }
                numbers.add(number);
            }
        }
        return numbers.size() == 1 ? numbers.iterator().next() : null;
    }

    private static @Nullable OwnNumber asWritten(JsonNode phone, int cards) {
        UserId number = cards == 1 ? international(phone, "phone") : null;
        String text = EnvelopeJson.text(phone, "phone");
        boolean isSure = text != null && text.indexOf('+') >= 0 && number != null && number.otherReading() == null;
        return number == null ? null : new OwnNumber(number, isSure);
    }

    /** The platform's pages have the origin in the contact or in the message. That of the contact is the nearer one. */
    private static boolean isOnRequest(JsonNode message, JsonNode card) {
        JsonNode nearer = card.hasNonNull("origin") ? card : message;
        return ON_REQUEST.equals(EnvelopeJson.text(nearer, "origin"));
    }

    /** A number as it may be written for people, or an id as it stands; null if it is neither. */
    static @Nullable UserId of(JsonNode element, String field) {
        UserId number = international(element, field);
        return number == null ? Person.id(element, field) : number;
    }

    /** People leave the plus out too. Null if it is no number with its country. */
    private static @Nullable UserId international(JsonNode element, String field) {
        String text = EnvelopeJson.text(element, field);
        UserId number = text == null ? null : UserId.orNull(text.indexOf('+') >= 0 ? text : "+" + text);
        return number != null && INTERNATIONAL.matcher(number.value()).matches() ? number : null;
    }
}
