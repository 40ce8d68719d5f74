package consimt.permission;

import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.form.Fields;
import consimt.form.Values;
import consimt.permission.Rules.Ask;
import consimt.permission.Rules.Terms;
import consimt.relation.Channel;
import consimt.relation.MessageCategory;
import consimt.relation.Standing;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is asked about a person, whoever that is. */
record Question(Interaction way, @Nullable MessageCategory category, AskedScope scope) {

    static Supplier<Question> from(Fields in, Interaction way, boolean needsCategory) {
        var category = needsCategory
                ? in.required("category", Values.oneOf(MessageCategory.class))
                : in.optional("category", Values.oneOf(MessageCategory.class));
        var scope = in.optional(AskedScope.FIELD, AskedScope.reading());
        Channel channel = scope.orElse(AskedScope.ALL).channel();
        if (category.orNull() == MessageCategory.CALL && channel != null && channel != Channel.VOICE) {
            in.problem(AskedScope.FIELD, Problem.Code.NOT_ALLOWED, "is no call unless its channel is voice");
        }
        return () -> new Question(way, category.orNull(), scope.orElse(AskedScope.ALL));
    }

    Ask about(Standing standing, @Nullable String template, Instant now, Terms terms) {
        return new Ask(standing, way, category, scope, template, now, terms);
    }
}
