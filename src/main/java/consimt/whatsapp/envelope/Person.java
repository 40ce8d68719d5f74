package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person by the ids in an update: the business-scoped id, the phone number, or both. {@link #toString} shows the last
 * two characters of each at most.
 *
 * @param scoped the business-scoped user id
 * @param parent the id above it, which several businesses of one owner share
 * @param phone the phone number, without a plus sign
 */
public record Person(
        @Nullable UserId scoped,
        @Nullable UserId parent,
        @Nullable UserId phone) {

    public Person {
        if (scoped == null && phone == null) {
            throw new IllegalArgumentException("a person without an id");
        }
    }

    /** An id of a wrong form counts as absent. Null if neither id is left. */
    static @Nullable Person of(JsonNode element, String scoped, String parent, String phone) {
        return of(id(element, scoped), id(element, parent), phone(element, phone));
    }

    static @Nullable Person of(@Nullable UserId scoped, @Nullable UserId parent, @Nullable UserId phone) {
        return scoped == null && phone == null ? null : new Person(scoped, parent, phone);
    }

    static @Nullable UserId id(JsonNode element, String field) {
        String id = EnvelopeJson.text(element, field);
        return id == null ? null : UserId.orNull(id);
    }

    /** The platform's documentation sometimes shows numbers with a plus sign; the number is the same. */
    static @Nullable UserId phone(JsonNode element, String field) {
        String phone = EnvelopeJson.text(element, field);
        return phone == null ? null : withoutPlus(phone);
    }

    static @Nullable UserId withoutPlus(String id) {
        return UserId.orNull(id.startsWith("+") ? id.substring(1) : id);
    }

    /** The id of the person's relation: the business-scoped one if it is known, else the phone number. */
    public UserId userId() {
        return scoped != null ? scoped : Objects.requireNonNull(phone);
    }

    /** The phone number, if the relation is under the other id. */
    public @Nullable UserId alias() {
        return userId().equals(phone) ? null : phone;
    }

    /** The business-scoped id and the phone number, as far as they are known. */
    List<UserId> ids() {
        return Stream.of(scoped, phone).flatMap(Stream::ofNullable).toList();
    }

    /** This person with the ids that only the other one has. */
    Person filledUpFrom(Person other) {
        return new Person(
                scoped != null ? scoped : other.scoped,
                parent != null ? parent : other.parent,
                phone != null ? phone : other.phone);
    }

    /** Whether the other has the same relation and no further id. */
    boolean covers(Person other) {
        return userId().equals(other.userId())
                && (other.alias() == null || other.alias().equals(phone));
    }
}
