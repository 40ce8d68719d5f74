package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.permission.Permission.Reason;
import consimt.permission.Permission.Verdict;
import consimt.permission.Question.Interaction;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param since since when it is refused; null if no mark tells
 * @param law the row of the law by which it is refused; null if the person's own words refuse it, or say nothing
 * @param scopes where the person asked for some marketing only, what of it is allowed; null if there is none
 * @param parts of marketing, or the channels, each by itself, if the person has wishes about parts; null if not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactPermission(
        DirectContact category,
        Verdict permission,
        @Nullable Reason reason,
        @Nullable Instant since,
        @Nullable String law,
        @Nullable List<Scope> scopes,
        @Nullable List<PartPermission> parts) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartPermission(
            Scope scope,
            Verdict permission,
            @Nullable Reason reason,
            @Nullable Instant since,
            @Nullable String law) {

        static PartPermission of(Scope scope, Permission judged) {
            return new PartPermission(scope, judged.permission(), judged.reason(), judged.since(), judged.law());
        }
    }

    static ContactPermission of(DirectContact contact, Permission judged, @Nullable List<PartPermission> parts) {
        return new ContactPermission(
                contact, judged.permission(), judged.reason(), judged.since(), judged.law(), judged.scopes(), parts);
    }

    /** @param category of a message or call of the business; null for a message of the person's */
    public record DirectContact(@Nullable MessageCategory category) {

        static final DirectContact MARKETING = new DirectContact(MessageCategory.MARKETING);

        /** All that there are: those of the business by category, and then the person's messages. */
        static final List<DirectContact> ALL = Stream.concat(
                        Stream.of(MessageCategory.values()).map(DirectContact::new), Stream.of(new DirectContact(null)))
                .toList();

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
}
