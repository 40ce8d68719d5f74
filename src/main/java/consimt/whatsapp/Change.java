package consimt.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is common to the elements of one change.
 *
 * @param phoneNumberId of the business
 * @param contacts by their phone number, those whose business-scoped id is told
 */
record Change(String phoneNumberId, Map<UserId, Person> contacts) {

    static final Pattern PHONE_NUMBER_ID = Pattern.compile("[0-9]{1,32}");

    /** Null where it names no phone number of a business. */
    static @Nullable Change of(JsonNode value) {
        String id = EnvelopeJson.text(value.path("metadata"), "phone_number_id");
        return id == null || !isPhoneNumberId(id) ? null : new Change(id, contacts(value));
    }

    static boolean isPhoneNumberId(String id) {
        return PHONE_NUMBER_ID.matcher(id).matches();
    }

    /** Two contacts that claim one number leave it open whose it is, so neither is kept. */
    private static Map<UserId, Person> contacts(JsonNode value) {
        Map<UserId, Person> contacts = new HashMap<>();
        Set<UserId> claimedTwice = new HashSet<>();
        for (JsonNode contact : value.path("contacts")) {
            Person person = Person.of(contact, "user_id", "parent_user_id", "wa_id");
            if (person == null || person.scoped() == null || person.phone() == null) {
                continue;
            }
            Person other = contacts.putIfAbsent(person.phone(), person);
            if (other != null && !other.userId().equals(person.userId())) {
                claimedTwice.add(person.phone());
            }
        }
        contacts.keySet().removeAll(claimedTwice);
        return contacts;
    }

    /**
     * The person whom an element names, never whoever comes first among the contacts. Where it names a phone number
     * only, the contact with that number tells who has it.
     */
    @Nullable Person person(JsonNode element, String scoped, String parent, String phone) {
        Person named = Person.of(element, scoped, parent, phone);
        if (named == null || named.scoped() != null || named.phone() == null) {
            return named;
        }
        return contacts.getOrDefault(named.phone(), named);
    }
}
