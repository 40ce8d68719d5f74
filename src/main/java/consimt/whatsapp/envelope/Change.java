package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the elements of one change.
 *
 * @param phoneNumberId of the business
 * @param contacts with phone number and business-scoped id, by either of them
 */
public record Change(String phoneNumberId, Map<UserId, Person> contacts) {

    public static final Pattern PHONE_NUMBER_ID = Pattern.compile("[0-9]{1,32}");

    /** Null if it names no phone number of a business. */
    static @Nullable Change of(JsonNode value) {
        String id = EnvelopeJson.text(value.path("metadata"), "phone_number_id");
        return id == null || !isPhoneNumberId(id) ? null : new Change(id, contacts(value));
    }

    static boolean isPhoneNumberId(String id) {
        return PHONE_NUMBER_ID.matcher(id).matches();
    }

    /** If two contacts claim one id, its owner is unknown, and neither is kept. */
    private static Map<UserId, Person> contacts(JsonNode value) {
        Map<UserId, Person> contacts = new HashMap<>();
        Set<UserId> claimedTwice = new HashSet<>();
        for (JsonNode contact : value.path("contacts")) {
            Person person = Person.of(contact, "user_id", "parent_user_id", "wa_id");
            if (person == null || person.alias() == null) {
                continue;
            }
            for (UserId id : person.ids()) {
                Person other = contacts.putIfAbsent(id, person);
                if (other != null && !other.ids().equals(person.ids())) {
                    claimedTwice.add(id);
                }
            }
        }
        contacts.values().removeIf(person -> person.ids().stream().anyMatch(claimedTwice::contains));
        return contacts;
    }

    /**
     * The person whom an element names, and never simply the first contact. If the element has one id only, the contact
     * with that id gives the other.
     */
    @Nullable Person person(JsonNode element, String scoped, String parent, String phone) {
        Person named = Person.of(element, scoped, parent, phone);
        if (named == null || named.alias() != null) {
            return named;
        }
        Person contact = contacts.get(named.userId());
        return contact == null ? named : named.filledUpFrom(contact);
    }
}
