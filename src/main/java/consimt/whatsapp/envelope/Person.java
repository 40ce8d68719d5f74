package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.relation.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person by the ids in an update: the business-scoped id, the phone number, the id above the former, or several of these. {@link #toString} shows the last two characters of each at most.
 *
 * @param parent the id above it, which stands for the person at all linked businesses of one owner
 */
public record Person(
        @Nullable UserId scoped,
        @Nullable UserId parent,
        @Nullable UserId phone) {

    public Person {
        if (scoped == null && parent == null && phone == null) {
            throw new IllegalArgumentException("a person without an id");
        }
    }

    /** An id of a wrong form counts as absent. Null if no id is left. */
    static @Nullable Person of(JsonNode element, String scoped, String parent, String phone) {
        return of(id(element, scoped), id(element, parent), id(element, phone));
    }

    static @Nullable Person of(@Nullable UserId scoped, @Nullable UserId parent, @Nullable UserId phone) {
        return scoped == null && parent == null && phone == null ? null : new Person(scoped, parent, phone);
    }

    static @Nullable UserId id(JsonNode element, String field) {
        String id = EnvelopeJson.text(element, field);
        return id == null ? null : UserId.orNull(id);
    }

    /** The id of the person's relation: the business-scoped one, else the phone number, else the parent id. */
    public UserId userId() {
        return ids().get(0);
    }

    public Set<UserId> others() {
        return Set.copyOf(ids().subList(1, ids().size()));
    }

    /** All ids that are known, each once; the relation's own is the first. */
    List<UserId> ids() {
        return Stream.of(scoped, phone, parent)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    Person filledUpFrom(Person other) {
        return new Person(
                scoped != null ? scoped : other.scoped,
                parent != null ? parent : other.parent,
                phone != null ? phone : other.phone);
    }

    /** This person without the parent id, unless no other id is known. */
    Person withoutParent() {
        return scoped == null && phone == null ? this : new Person(scoped, null, phone);
    }

    boolean contradicts(Person other) {
        return differ(scoped, other.scoped) || differ(phone, other.phone);
    }

    private static boolean differ(@Nullable UserId one, @Nullable UserId other) {
        return one != null && other != null && !one.equals(other);
    }

    /** Whether the other has the same relation and no further id. */
    boolean covers(Person other) {
        return userId().equals(other.userId()) && ids().containsAll(other.ids());
    }
}
