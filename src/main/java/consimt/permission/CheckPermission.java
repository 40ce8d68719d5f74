package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.Business.MessageTemplate;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.hours.Arrival;
import consimt.hours.Arrival.Whereabouts;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Terms;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * May this business reach these people, in this way, now? One read for one person, one batch read for up to 100 people,
 * also where different messages to them are asked about.
 */
@Singleton
public record CheckPermission(Standings standings, BusinessSettings settings, Clock clock) implements Guarded {

    /** The store's limit for one batch read. */
    private static final int MOST = 100;

    private static final String ASKS = "asks";

    private static final List<String> OF_ONE_ASK =
            List.of("userId", "userIds", "interaction", "category", AskedScope.FIELD, "template");

    @Funq("check-permission")
    public Answer checkPermission(Input input) {
        return guarded(() -> input.servingAlso(AccessType.CHECKS, Caller.Kind.BUSINESS)
                .answerNoting(in -> Asked.from(in, clock.instant()), this::check));
    }

    private Checked check(Asked asked, List<Problem> doubts) {
        Map<UserId, Standing> found = standings(asked);
        Instant now = clock.instant();
        AtomicReference<Business> read = new AtomicReference<>();
        Terms terms = asked.business.terms(settings, read);
        List<Permission> results = new ArrayList<>();
        for (AskedMessage message : asked.messages) {
            Standing standing = found.getOrDefault(message.userId, Standing.UNKNOWN);
            Arrival arrival = new Arrival(message.userId, message.said, asked.sendAt == null ? now : asked.sendAt);
            results.add(Evaluation.of(message.question.about(standing, message.template, now, terms, arrival))
                    .advised(message.userId));
        }
        Stream<AskedScope> scopes = asked.messages.stream().map(message -> message.question.scope());
        return new Checked(now, asked.sendAt, results, AskedBusiness.notes(read, scopes, doubts));
    }

    private Map<UserId, Standing> standings(Asked asked) {
        AskedBusiness business = asked.business;
        LinkedHashSet<UserId> different = new LinkedHashSet<>();
        for (AskedMessage message : asked.messages) {
            different.add(message.userId);
        }
        if (different.size() > 1) {
            return standings.of(business.id(), different, business.consistency());
        }
        UserId userId = different.iterator().next();
        return Map.of(userId, standings.of(new Relation(userId, business.id()), business.consistency()));
    }

    /**
     * One permission for each message, in the order of the request.
     *
     * @param judgedFor the instant whose hours count, with the wishes of {@code judgedAt}; null if they are those of now
     * @param notes mistakes that change no answer; null for none
     */
    public record Checked(
            Instant judgedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant judgedFor,

            List<Permission> results,
            @Nullable List<Problem> notes)
            implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.CHECKED;
        }
    }

    private record Asked(
            AskedBusiness business,
            List<AskedMessage> messages,
            @Nullable Instant sendAt) {

        private static @Nullable Asked from(Fields in, Instant now) {
            var business = AskedBusiness.from(in);
            var said = Whereabouts.from(in, Whereabouts.UNSAID);
            List<AskedMessage> messages = in.has(ASKS) ? asks(in, said) : alike(in, said);
            var sendAt = AskedBusiness.sendAt(in, now);
            return business == null || messages == null ? null : new Asked(business, messages, sendAt);
        }

        private static @Nullable List<AskedMessage> asks(Fields in, Whereabouts said) {
            for (String single : OF_ONE_ASK) {
                if (in.optional(single, (value, at) -> value) != null) {
                    in.problem(single, Problem.Code.NOT_ALLOWED, "cannot stand beside " + ASKS);
                }
            }
            return in.required(ASKS, Values.listOf(Values.object(one -> AskedMessage.ofOnePerson(one, said)), MOST));
        }

        /** The same message to one person, or to several. */
        private static @Nullable List<AskedMessage> alike(Fields in, Whereabouts said) {
            var userIds = in.optional("userIds", Values.listOf(UserId.reading(), MOST));
            var userId = in.has("userIds")
                    ? in.optional("userId", UserId.reading())
                    : in.required("userId", UserId.reading());
            in.notAllowed("userIds", in.has("userId"), "cannot stand beside userId");
            var way = in.optional("interaction", Values.oneOf(Interaction.class));
            boolean needsCategory = !in.has("interaction") || way == Interaction.MESSAGE_TO_USER;
            Function<UserId, AskedMessage> message =
                    AskedMessage.from(in, way == null ? Interaction.MESSAGE_TO_USER : way, needsCategory, said);
            if (userIds != null) {
                return userIds.stream().map(message).toList();
            }
            return userId == null ? null : List.of(message.apply(userId));
        }
    }

    private record AskedMessage(
            UserId userId, Question question, @Nullable String template, Whereabouts said) {

        private static @Nullable AskedMessage ofOnePerson(Fields in, Whereabouts others) {
            var userId = in.required("userId", UserId.reading());
            var said = Whereabouts.from(in, others);
            Function<UserId, AskedMessage> message = from(in, Interaction.MESSAGE_TO_USER, true, said);
            return userId == null ? null : message.apply(userId);
        }

        private static Function<UserId, AskedMessage> from(
                Fields in, Interaction way, boolean needsCategory, Whereabouts said) {
            var question = Question.from(in, way, needsCategory);
            var template = in.optional("template", MessageTemplate.naming());
            return userId -> new AskedMessage(userId, question, template, said);
        }
    }
}
