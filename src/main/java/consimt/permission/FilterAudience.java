package consimt.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import consimt.hours.Arrival;
import consimt.hours.Arrival.Whereabouts;
import consimt.permission.Permission.Reason;
import consimt.permission.Question.Interaction;
import consimt.permission.Rules.Ask;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        return guarded(() -> input.servingAlso(AccessType.CHECKS, Caller.Kind.BUSINESS)
                .answerNoting(in -> Asked.from(in, clock.instant()), this::filter));
    }

    private Filtered filter(Asked asked, List<Problem> doubts) {
        AskedBusiness business = asked.business;
        AudienceReader reader = new AudienceReader(audiences, business.id());
        reader.read(asked.userIds.stream().sorted().toList());
        Instant now = clock.instant();
        AtomicReference<Business> read = new AtomicReference<>();
        Terms terms = business.terms(settings, read);
        Instant arrivesAt = asked.sendAt == null ? now : asked.sendAt;
        Map<UserId, @Nullable Refusal> refusing = new HashMap<>();
        Consumer<UserId> judge = userId -> refusing.computeIfAbsent(
                userId,
                its -> Refusal.of(asked.question.about(
                        reader.standing(its), null, now, terms, new Arrival(its, asked.said, arrivesAt))));
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
        Map<Refusal, List<UserId>> refused = new TreeMap<>();
        for (UserId userId : asked.userIds) {
            Refusal refusal = refusing.get(userId);
            (refusal == null ? allowed : refused.computeIfAbsent(refusal, its -> new ArrayList<>())).add(userId);
        }
        return new Filtered(
                now,
                asked.sendAt,
                allowed,
                refused.entrySet().stream()
                        .map(each -> new RefusedPeople(each.getKey().reason, each.getKey().retryAt, each.getValue()))
                        .toList(),
                asked.isByBusiness ? null : new ReadCost(reader.readUnits(), reader.plan()),
                AskedBusiness.notes(read, Stream.of(asked.question.scope()), doubts));
    }

    /**
     * Each person once, in the order of the request.
     *
     * @param judgedFor the instant whose hours count, with the wishes of {@code judgedAt}; null if they are those of now
     * @param cost null for a business: who else has a relation, and how many reports, changes what was read
     * @param notes mistakes that change no answer; null for none
     */
    public record Filtered(
            Instant judgedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant judgedFor,

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

    /** @param retryAt the first instant at which the hours let it pass; null for other reasons */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RefusedPeople(Reason reason, @Nullable Instant retryAt, List<UserId> userIds) {}

    private record Refusal(Reason reason, @Nullable Instant retryAt) implements Comparable<Refusal> {

        private static final Comparator<Refusal> ORDER = Comparator.comparing(Refusal::reason)
                .thenComparing(Refusal::retryAt, Comparator.nullsLast(Comparator.naturalOrder()));

        private static @Nullable Refusal of(Ask ask) {
            Evaluation judged = Evaluation.of(ask);
            Rule rule = judged.rule();
            return rule == null ? null : new Refusal(rule.reason(), judged.retryAt());
        }

        @Override
        public int compareTo(Refusal other) {
            return ORDER.compare(this, other);
        }
    }

    public record ReadCost(double readUnits, Plan plan) {}

    public enum Plan {
        INDEX,
        KEYS,
        BOTH
    }

    private record Asked(
            AskedBusiness business,
            List<UserId> userIds,
            Question question,
            Whereabouts said,
            @Nullable Instant sendAt,
            boolean isByBusiness) {

        private static @Nullable Asked from(Fields in, Instant now) {
            var business = AskedBusiness.from(in);
            var userIds = in.required("userIds", Values.listOf(UserId.reading(), MOST_USERS));
            var question = Question.from(in, Interaction.MESSAGE_TO_USER, true);
            var said = Whereabouts.from(in, Whereabouts.UNSAID);
            var sendAt = AskedBusiness.sendAt(in, now);
            return business == null || userIds == null
                    ? null
                    : new Asked(
                            business,
                            List.copyOf(new LinkedHashSet<>(userIds)),
                            question,
                            said,
                            sendAt,
                            in.caller().isBusiness());
        }
    }
}
