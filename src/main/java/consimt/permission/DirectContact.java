package consimt.permission;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.permission.Rules.Ask;
import consimt.relation.MessageCategory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A direct contact of a business and a person.
 *
 * @param category of a message or call of the business; null for a message of the person's
 */
public record DirectContact(@Nullable MessageCategory category) {

    static final DirectContact MARKETING = new DirectContact(MessageCategory.MARKETING);

    /** All that there are: those of the business by category, and then the person's messages. */
    static final List<DirectContact> ALL = Stream.concat(
                    Stream.of(MessageCategory.values()).map(DirectContact::new), Stream.of(new DirectContact(null)))
            .toList();

    /** The interaction by which {@link Ask} names it. */
    Interaction interaction() {
        return category == null ? Interaction.MESSAGE_TO_BUSINESS : Interaction.MESSAGE_TO_USER;
    }

    /** As callers name it. */
    @JsonValue
    @Override
    public String toString() {
        return String.valueOf(category == null ? interaction() : category);
    }
}
