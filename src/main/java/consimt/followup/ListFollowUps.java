package consimt.followup;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A business's queue of work by hand, page by page, with its counts. A page costs the same whatever the length of the
 * queue.
 */
@Singleton
public record ListFollowUps(FollowUps followUps, Standings standings, BusinessSettings settings, Clock clock)
        implements Guarded {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    /** How much work in another state a page reads past at most: some thirty read units. */
    private static final int MOST_PASSED = 500;

    /** A {@link FollowUp#rank}. */
    private static final Pattern RANK = Pattern.compile("[01]#(\\d{4}-\\d{2}-\\d{2})#[0-9a-v]{26}");

    @Funq("list-follow-ups")
    public Answer listFollowUps(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS).answer(Asked::from, this::list));
    }

    private FollowUpList list(Asked asked) {
        Business business = settings.of(asked.businessId);
        Instant now = clock.instant();
        LocalDate today = business.dayOf(now);
        LocalDate next = BusinessDays.next(business, today);
        Page<FollowUp> page = page(asked, now);
        Map<Relation, Standing> people = peopleToRemove(page.items());
        return new FollowUpList(
                page.items().stream()
                        .map(followUp -> FollowUpView.of(
                                followUp, people.getOrDefault(followUp.relation(), Standing.UNKNOWN), now, today, next))
                        .toList(),
                page.token(),
                Counts.of(followUps.counts(asked.businessId), today, next));
    }

    /** A person may have asked for a part of what is to be removed. One batch read, if the page has removals. */
    private Map<Relation, Standing> peopleToRemove(List<FollowUp> page) {
        Set<Relation> relations = page.stream()
                .filter(followUp -> followUp.kind() == Kind.MARKETING_REMOVAL)
                .map(FollowUp::relation)
                .collect(Collectors.toSet());
        return relations.isEmpty() ? Map.of() : standings.of(relations, Consistency.EVENTUAL);
    }

    /**
     * Open and claimed work are one queue, so a list of one state reads past the other. It does so twice at most. A
     * page may have less than the limit, or nothing, and more may come after it.
     */
    private Page<FollowUp> page(Asked asked, Instant now) {
        List<FollowUp> found = new ArrayList<>();
        String after = asked.after;
        for (int atOnce : new int[] {asked.limit, MOST_PASSED}) {
            Page<FollowUp> page = followUps.list(asked.businessId, asked.queue(), asked.dueBefore, after, atOnce);
            page.items().stream()
                    .filter(followUp -> asked.state == null || followUp.stateAt(now) == asked.state)
                    .forEach(found::add);
            after = page.next();
            if (after == null || found.size() >= asked.limit) {
                break;
            }
        }
        return found.size() > asked.limit ? Page.of(found, asked.limit, FollowUp::rank) : new Page<>(found, after);
    }

    /** One page. Only the last page has no {@code nextToken}, however little a page has. */
    public record FollowUpList(
            List<FollowUpView> followUps, @Nullable String nextToken, Counts counts) implements FoundAnswer {}

    /**
     * @param dueSoon of that, due today or on the next business day
     * @param overdue of that, due before today
     */
    public record Counts(int open, int dueSoon, int overdue) {

        private static Counts of(SortedMap<LocalDate, Integer> byDay, LocalDate today, LocalDate next) {
            return new Counts(sum(byDay), sum(byDay.subMap(today, next.plusDays(1))), sum(byDay.headMap(today)));
        }

        private static int sum(SortedMap<LocalDate, Integer> byDay) {
            return byDay.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private record Asked(
            BusinessId businessId,
            @Nullable State state,
            @Nullable LocalDate dueBefore,
            int limit,
            @Nullable String after) {

        private static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var state = in.optional("state", Values.oneOf(State.class, State::isShown));
            var dueBefore = in.optional("dueBefore", Values.date());
            int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
            var after = in.optional("nextToken", Token.reading(Asked::rank));
            return businessId == null ? null : new Asked(businessId, state, dueBefore, limit, after);
        }

        private State queue() {
            return state == null ? State.OPEN : state;
        }

        private static @Nullable String rank(String text) {
            Matcher rank = RANK.matcher(text);
            return rank.matches() && LocalDate.parse(rank.group(1)) != null ? text : null;
        }
    }
}
