package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the elements of one change.
 *
 * @param phoneNumberId of the business
 */
public record Change(String phoneNumberId, Contacts contacts) {

    public static final Pattern PHONE_NUMBER_ID = Pattern.compile("[0-9]{1,32}");

    /** Null if it names no phone number of a business. */
    static @Nullable Change of(JsonNode value) {
        String id = EnvelopeJson.text(value.path("metadata"), "phone_number_id");
        return id == null || !isPhoneNumberId(id) ? null : new Change(id, Contacts.of(value.path("contacts")));
    }

    static boolean isPhoneNumberId(String id) {
        return PHONE_NUMBER_ID.matcher(id).matches();
    }

    /** The person whom an element names, and never simply the first contact. */
    @Nullable Person person(JsonNode element, String scoped, String parent, String phone) {
        Person named = Person.of(element, scoped, parent, phone);
        return named == null ? null : contacts.completed(named);
    }
}
