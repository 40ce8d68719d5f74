package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Update.Head;
import consimt.whatsapp.envelope.Update.WebhookField;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the elements of one change.
 *
 * @param own what names the business as a sender: its number as people dial it, and that number's id
 */
public record Change(String phoneNumberId, WebhookField field, Set<UserId> own, Contacts contacts) {

    public static final Pattern PHONE_NUMBER_ID = Pattern.compile("[0-9]{1,32}");

    /** Null if it names no phone number of a business. */
    static @Nullable Change of(JsonNode value, WebhookField field) {
        JsonNode metadata = value.path("metadata");
        String id = EnvelopeJson.text(metadata, "phone_number_id");
        if (id == null || !isPhoneNumberId(id)) {
            return null;
        }
        Set<UserId> own = Stream.of(OwnNumber.of(metadata, "display_phone_number"), UserId.orNull(id))
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toUnmodifiableSet());
        return new Change(id, field, own, Contacts.of(value.path("contacts")));
    }

    Change ofUnknownList() {
        return new Change(phoneNumberId, field.ofUnknownList(), own, contacts);
    }

    Head head(Person person, Timestamp time) {
        return new Head(phoneNumberId, person, time);
    }

    boolean isByTheBusiness(JsonNode message) {
        UserId sender = OwnNumber.of(message, "from");
        return sender != null && own.contains(sender);
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
