package consimt.followup;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.State;
import consimt.function.Answer;
import consimt.function.Caller;
import consimt.function.Fields;
import consimt.function.Guarded;
import consimt.function.Input;
import consimt.function.Outcome;
import consimt.function.Problem;
import consimt.function.Values;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How a business's work by hand went: of what was opened in a period, by the week in which it was opened. Reads that
 * period of the index and nothing else.
 */
@Guarded
@Singleton
public class ReportFollowUps {

    private static final int LONGEST_DAYS = 366;

    private final FollowUps followUps;
    private final BusinessSettings settings;
    private final Clock clock;

    public ReportFollowUps(FollowUps followUps, BusinessSettings settings, Clock clock) {
        this.followUps = followUps;
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("report-follow-ups")
    public Answer reportFollowUps(Input input) {
        return Input.orEmpty(input).servingAlso(Caller.Kind.BUSINESS).answer(Asked::from, this::report);
    }

    private Report report(Asked asked) {
        Business business = settings.of(asked.businessId);
        Instant now = clock.instant();
        Figures all = new Figures(business, now);
        SortedMap<String, Figures> weeks = new TreeMap<>();
        followUps.openedBetween(
                asked.businessId,
                asked.from.atStartOfDay(business.timeZone()).toInstant(),
                asked.to.plusDays(1).atStartOfDay(business.timeZone()).toInstant(),
                followUp -> {
                    if (followUp.state() != State.PENDING) {
                        all.add(followUp);
                        weeks.computeIfAbsent(week(business, followUp), week -> new Figures(business, now))
                                .add(followUp);
                    }
                });
        return new Report(
                all.summary(),
                weeks.entrySet().stream()
                        .map(week -> new Week(week.getKey(), week.getValue().summary()))
                        .toList());
    }

    /** The ISO week, in the business's time zone. */
    private static String week(Business business, FollowUp followUp) {
        LocalDate day = followUp.openedAt().atZone(business.timeZone()).toLocalDate();
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /**
     * @param total of the whole period
     * @param weeks those in which anything was opened
     */
    @JsonPropertyOrder({"outcome", "total", "weeks"})
    public record Report(Figures.Summary total, List<Week> weeks) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FOUND;
        }
    }

    /** @param week ISO 8601 */
    public record Week(String week, Figures.Summary figures) {}

    /** @param to the last day, included; both in the business's time zone */
    private record Asked(BusinessId businessId, LocalDate from, LocalDate to) {

        static Supplier<Asked> from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var from = in.required("from", Values.date());
            var to = in.required("to", Values.date());
            if (from.isGiven() && to.isGiven()) {
                long days = ChronoUnit.DAYS.between(from.get(), to.get());
                if (days < 0) {
                    in.problem("to", Problem.Code.INVALID, "lies before from");
                } else if (days > LONGEST_DAYS) {
                    in.problem("to", Problem.Code.TOO_LONG, "lies more than a year after from");
                }
            }
            return () -> new Asked(businessId.get(), from.get(), to.get());
        }
    }
}
