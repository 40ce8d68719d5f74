package consimt.insight;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.answer.Problem;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.insight.GroupedBy.Days;
import consimt.insight.WishChanges.WishChange;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.Notice.Changes;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who left a business's marketing in a period, who came back, and why they left. A page reads at most {@link #MOST} of the
 * period's changes. A longer report goes on, where a week or month ends if possible: a part counts each person once.
 */
@Singleton
public record ReportReasons(Changes changes, BusinessSettings settings, Clock clock) implements Guarded {

    static final int LONGEST_DAYS = 400;

    /** Some eight calls of the store and a thousand read units, and sixty calls if all have the longest texts. */
    static final int MOST = 20_000;

    /** Callers may send any campaign. */
    static final int MOST_PERIODS = 100;

    /** How far the clock of a writer may be ahead, and much more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    @Funq("report-reasons")
    public Answer reportReasons(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS).answer(Asked::from, this::report));
    }

    private Answer report(Asked asked) {
        ZoneId zone = settings.of(asked.businessId).timeZone();
        ReasonPage page = page(asked, zone);
        List<WishChange> wishes = WishChanges.of(page.changes(), zone);
        List<ReasonPeriod> periods = WishChanges.periods(wishes, asked.by, page.days());
        return new ReasonReport(
                inOrder(periods, asked.by).limit(MOST_PERIODS).toList(),
                periods.size() > MOST_PERIODS ? periods.size() - MOST_PERIODS : null,
                page.next() == null ? null : asked.tokenOf(page.next()));
    }

    private static Stream<ReasonPeriod> inOrder(List<ReasonPeriod> periods, GroupedBy by) {
        return by.isByTime()
                ? periods.stream()
                : periods.stream()
                        .sorted(Comparator.comparing(
                                        (ReasonPeriod period) -> period.people().optOuts())
                                .reversed()
                                .thenComparing(ReasonPeriod::key));
    }

    /** No change arrives in the future. */
    private ReasonPage page(Asked asked, ZoneId zone) {
        ChangeId from = asked.after == null
                ? ChangeId.before(asked.days.from().atStartOfDay(zone).toInstant())
                : asked.after;
        Instant end = asked.days.to().plusDays(1).atStartOfDay(zone).toInstant();
        Instant latest = clock.instant().plus(AHEAD);
        LocalDate first = from.arrivedAt().atZone(zone).toLocalDate();
        return ReasonPage.of(
                changes.read(asked.businessId, from, end.isAfter(latest) ? latest : end, MOST),
                new Days(first, asked.days.to()),
                asked.by,
                zone);
    }

    /**
     * One page. The last page has no {@code nextToken}.
     *
     * @param periods in which somebody opted out or in. Weeks and months are in order; of scopes and campaigns those that
     *     most people left come first
     * @param periodsLeftOut how many more scopes or campaigns there are; null if there are no more
     */
    public record ReasonReport(
            List<ReasonPeriod> periods,
            @Nullable Integer periodsLeftOut,
            @Nullable String nextToken) implements FoundAnswer {}

    /** @param next where the next one goes on; null for the last */
    private record ReasonPage(
            List<Notice> changes, Days days, @Nullable ChangeId next) {

        /**
         * A page ends where a week or month ends. Of one with too many changes it has whole days, of such a day a part.
         *
         * @param days to the end of the report
         */
        private static ReasonPage of(Page<Notice> read, Days days, GroupedBy by, ZoneId zone) {
            if (read.isLast()) {
                return new ReasonPage(read.items(), days, null);
            }
            ChangeId last = read.items().get(read.items().size() - 1).id();
            LocalDate unfinished = last.arrivedAt().atZone(zone).toLocalDate();
            LocalDate period = by.firstDay(unfinished);
            LocalDate cut = period.isAfter(days.from()) ? period : unfinished;
            if (!cut.isAfter(days.from())) {
                return new ReasonPage(read.items(), days.within(cut, cut), last);
            }
            ChangeId next = ChangeId.before(cut.atStartOfDay(zone).toInstant());
            List<Notice> before = read.items().stream()
                    .filter(change -> change.id().compareTo(next) < 0)
                    .toList();
            return new ReasonPage(before, days.within(days.from(), cut.minusDays(1)), next);
        }
    }

    private record Asked(
            BusinessId businessId,
            Days days,
            GroupedBy by,
            @Nullable ChangeId after) {

        static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var from = in.required("from", Values.date());
            var to = in.required("to", Values.date());
            GroupedBy by = in.optional("by", Values.oneOf(GroupedBy.class), GroupedBy.WEEK);
            String list = from == null || to == null ? "" : list(from, to, by);
            var after = in.optional("nextToken", Token.reading(text -> place(list, text)));
            if (from == null || to == null) {
                return null;
            }
            long days = ChronoUnit.DAYS.between(from, to);
            if (days < 0) {
                in.problem("to", Problem.Code.INVALID, "lies before from");
            } else if (days >= LONGEST_DAYS) {
                in.problem("to", Problem.Code.TOO_LONG, "makes more than " + LONGEST_DAYS + " days");
            }
            return businessId == null ? null : new Asked(businessId, new Days(from, to), by, after);
        }

        private static String list(LocalDate from, LocalDate to, GroupedBy by) {
            return from + " " + to + " " + by + " ";
        }

        private static @Nullable ChangeId place(String list, String text) {
            return text.startsWith(list) ? ChangeId.ofText(text.substring(list.length())) : null;
        }

        private String tokenOf(ChangeId place) {
            return Token.of(list(days.from(), days.to(), by) + place.text());
        }
    }
}
