package consimt.permission;

import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.hours.Arrival;
import consimt.permission.ContactPermission.DirectContact;
import consimt.permission.Rules.Ask;
import consimt.permission.Rules.Terms;
import consimt.relation.Channel;
import consimt.relation.MessageCategory;
import consimt.relation.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is asked about a person, whoever that is. The check and the explanation of its answer read it alike. */
public record Question(Interaction way, @Nullable MessageCategory category, AskedScope scope) {

    static Question from(Fields in, Interaction way, boolean needsCategory) {
        var category = needsCategory
                ? in.required("category", Values.oneOf(MessageCategory.class))
                : in.optional("category", Values.oneOf(MessageCategory.class));
        return of(in, way, category);
    }

    /** {@code category} is marketing by default. */
    public static Question ofContact(Fields in) {
        var contact = in.optional("category", Values.oneOf(DirectContact.ALL), DirectContact.MARKETING);
        return of(in, contact.interaction(), contact.category());
    }

    private static Question of(Fields in, Interaction way, @Nullable MessageCategory category) {
        AskedScope scope = in.optional(AskedScope.FIELD, AskedScope.reading(), AskedScope.ALL);
        if (category == MessageCategory.CALL && scope.channel() != null && scope.channel() != Channel.VOICE) {
            in.problem(AskedScope.FIELD, Problem.Code.NOT_ALLOWED, "is no call unless its channel is voice");
        }
        return new Question(way, category, scope);
    }

    Ask about(Standing standing, @Nullable String template, Instant now, Terms terms, Arrival arrival) {
        return new Ask(standing, way, category, scope, template, now, terms, arrival);
    }

    public enum Interaction {
        MESSAGE_TO_USER,
        MESSAGE_TO_BUSINESS,
        GROUP_MESSAGE,
        VIEW_PROFILE,
        VIEW_CATALOGUE;

        /** Whether the contact is one to one. A block refuses exactly these contacts. */
        boolean isDirect() {
            return this == MESSAGE_TO_USER || this == MESSAGE_TO_BUSINESS;
        }
    }
}
