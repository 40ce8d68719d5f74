package consimt.permission;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.permission.Permission.Reason;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Rule;
import consimt.permission.Rules.Terms;
import consimt.relation.Standings.Audiences;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom of a list may this business reach now? For each the answer is that of {@link CheckPermission}, by the same rules.
 */
@Singleton
public record FilterAudience(Audiences audiences, BusinessSettings settings, Clock clock) implements Guarded {

    /** With the longest ids, the input and the answer stay below the 6 MB of Lambda. */
    private static final int MOST_USERS = 25_000;

    @Funq("filter-audience")
    public Answer filterAudience(Input input) {
        return guarded(() ->
                input.servingAlso(AccessType.CHECKS, Caller.Kind.BUSINESS).answerNoting(Asked::from, this::filter));
    }

    private Filtered filter(Asked asked, List<Problem> doubts) {
        AskedBusiness business = asked.business;
        AudienceReader reader = new AudienceReader(audiences, business.id());
        reader.read(asked.userIds.stream().sorted().toList());
        Instant now = clock.instant();
        AtomicReference<Business> read = new AtomicReference<>();
        Terms terms = business.terms(settings, read);
        Map<UserId, @Nullable Rule> refusing = new HashMap<>();
        Consumer<UserId> judge = userId -> refusing.computeIfAbsent(
                userId,
                its -> Evaluation.of(asked.question.about(reader.standing(its), null, now, terms))
                        .rule());
        asked.userIds.forEach(judge);
        if (business.consistency() == Consistency.STRONG) {
            // Only they are judged again: who was refused stays so, also if settings change meanwhile.
            List<UserId> again = asked.userIds.stream()
                    .filter(userId -> refusing.get(userId) == null)
                    .toList();
            reader.readAgain(again);
            again.forEach(judge);
        }
        List<UserId> allowed = new ArrayList<>();
        Map<Reason, List<UserId>> refused = new EnumMap<>(Reason.class);
        for (UserId userId : asked.userIds) {
            Rule rule = refusing.get(userId);
            (rule == null ? allowed : refused.computeIfAbsent(rule.reason(), its -> new ArrayList<>())).add(userId);
        }
        return new Filtered(
                now,
                allowed,
                refused.entrySet().stream()
                        .map(each -> new RefusedPeople(each.getKey(), each.getValue()))
                        .toList(),
                asked.isByBusiness ? null : new ReadCost(reader.readUnits(), reader.plan()),
                AskedBusiness.notes(read, Stream.of(asked.question.scope()), doubts));
    }

    /**
     * Each person once, in the order of the request.
     *
     * @param cost null for a business: who else has a relation, and how many reports, changes what was read
     * @param notes mistakes that change no answer; null for none
     */
    public record Filtered(
            Instant judgedAt,
            List<UserId> allowed,
            List<RefusedPeople> refused,
            @Nullable ReadCost cost,
            @Nullable List<Problem> notes)
            implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FILTERED;
        }
    }

    public record RefusedPeople(Reason reason, List<UserId> userIds) {}

    public record ReadCost(double readUnits, Plan plan) {}

    public enum Plan {
        INDEX,
        KEYS,
        BOTH
    }

    private record Asked(AskedBusiness business, List<UserId> userIds, Question question, boolean isByBusiness) {

        private static @Nullable Asked from(Fields in) {
            var business = AskedBusiness.from(in);
            var userIds = in.required("userIds", Values.listOf(UserId.reading(), MOST_USERS));
            var question = Question.from(in, Interaction.MESSAGE_TO_USER, true);
            return business == null || userIds == null
                    ? null
                    : new Asked(
                            business,
                            List.copyOf(new LinkedHashSet<>(userIds)),
                            question,
                            in.caller().isBusiness());
        }
    }
}
