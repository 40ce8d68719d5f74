package consimt.followup;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a business's work by hand went: all that was opened in a period, by week of opening. It reads that period of the
 * index only, and at most {@link #MOST} at once. A longer report goes on, week by week.
 */
@Singleton
public record ReportFollowUps(FollowUps followUps, BusinessSettings settings, Clock clock) implements Guarded {

    private static final int LONGEST_DAYS = 366;

    /** How far the clock of a writer may be ahead, and much more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Some three calls of the store and three hundred read units. */
    static final int MOST = 5_000;

    /** A {@link FollowUp#opening}. */
    private static final Pattern OPENING = Pattern.compile("\\d{1,15} [0-9a-v]{26}");

    @Funq("report-follow-ups")
    public Answer reportFollowUps(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS).answer(Asked::from, this::report));
    }

    private Report report(Asked asked) {
        Business business = settings.of(asked.businessId);
        Instant now = clock.instant();
        Instant end = asked.to.plusDays(1).atStartOfDay(business.timeZone()).toInstant();
        Instant latest = now.plus(AHEAD);
        Page<FollowUp> opened = followUps.openedBetween(
                asked.businessId,
                asked.from.atStartOfDay(business.timeZone()).toInstant(),
                end.isAfter(latest) ? latest : end,
                asked.after,
                MOST);
        List<FollowUp> reported = opened.isLast() ? opened.items() : ofWholeWeeks(business, opened.items());
        List<FollowUp> work = reported.stream()
                .filter(followUp -> followUp.state() != State.PENDING)
                .toList();
        Map<String, List<FollowUp>> weeks =
                work.stream().collect(groupingBy(followUp -> week(business, followUp), TreeMap::new, toList()));
        return new Report(
                Figures.of(business, now, work),
                weeks.entrySet().stream()
                        .map(week -> new Week(week.getKey(), Figures.of(business, now, week.getValue())))
                        .toList(),
                opened.isLast() ? null : asked.tokenAfter(reported.get(reported.size() - 1)));
    }

    /** Without the last week, which has more work; unless it is the only week. */
    private static List<FollowUp> ofWholeWeeks(Business business, List<FollowUp> followUps) {
        String last = week(business, followUps.get(followUps.size() - 1));
        List<FollowUp> before = followUps.stream()
                .filter(followUp -> !week(business, followUp).equals(last))
                .toList();
        return before.isEmpty() ? followUps : before;
    }

    /** The ISO week, in the business's time zone. */
    private static String week(Business business, FollowUp followUp) {
        LocalDate day = business.dayOf(followUp.openedAt());
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /**
     * One page. The last page has no {@code nextToken}.
     *
     * @param weeks in which work was opened. A week is whole on its page, unless it is too large for one
     */
    public record Report(
            Figures total, List<Week> weeks, @Nullable String nextToken) implements FoundAnswer {}

    /** @param week ISO 8601 */
    public record Week(String week, Figures figures) {}

    /** @param to the last day, included; both in the business's time zone */
    private record Asked(
            BusinessId businessId,
            LocalDate from,
            LocalDate to,
            @Nullable String after) {

        static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var from = in.required("from", Values.date());
            var to = in.required("to", Values.date());
            if (from == null || to == null) {
                in.optional("nextToken", Token.reading(Function.identity()));
                return null;
            }
            long days = ChronoUnit.DAYS.between(from, to);
            if (days < 0) {
                in.problem("to", Problem.Code.INVALID, "lies before from");
            } else if (days > LONGEST_DAYS) {
                in.problem("to", Problem.Code.TOO_LONG, "lies more than a year after from");
            }
            var after = in.optional("nextToken", Token.reading(text -> opening(period(from, to), text)));
            return businessId == null ? null : new Asked(businessId, from, to, after);
        }

        private static String period(LocalDate from, LocalDate to) {
            return from + " " + to + " ";
        }

        private static @Nullable String opening(String period, String text) {
            String opening = text.startsWith(period) ? text.substring(period.length()) : "";
            return OPENING.matcher(opening).matches() ? opening : null;
        }

        private String tokenAfter(FollowUp last) {
            return Token.of(period(from, to) + last.opening());
        }
    }
}
