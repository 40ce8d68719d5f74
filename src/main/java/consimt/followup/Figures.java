package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.business.Business;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param opened in the period; all other figures are about these
 * @param overdue not closed by the end of the last day, whether closed later or still open
 * @param lateMessages marketing that was sent after the opt-outs
 * @param suspectedRefusals of messages that may be refusals; null if there was no such work
 */
public record Figures(
        int opened,
        @JsonUnwrapped Ends ends,
        int overdue,
        @JsonUnwrapped HoursToRemoval hours,
        int lateMessages,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SuspectedFigures suspectedRefusals) {

    public record Ends(int done, int skipped, int withdrawn) {}

    /**
     * Of removals that were done, in hours of business days (24 a day).
     *
     * @param medianHours null if none was done
     * @param percentile95Hours the time that 95 of 100 removals took at most
     */
    public record HoursToRemoval(
            @Nullable Double medianHours, @Nullable Double percentile95Hours) {}

    /**
     * @param confirmed of these, how many were opt-outs
     * @param skipped of these, how many were none
     * @param messagesCleared how many messages were read and found to be no refusals
     */
    public record SuspectedFigures(int opened, int confirmed, int skipped, int messagesCleared) {}

    private static final double SECONDS_OF_AN_HOUR = 3600;

    static Figures of(Business business, Instant now, List<FollowUp> all) {
        List<FollowUp> suspected = all.stream()
                .filter(each -> each.kind() == Kind.SUSPECTED_REFUSAL)
                .toList();
        return new Figures(
                all.size(),
                new Ends(count(all, State.DONE), count(all, State.SKIPPED), count(all, State.WITHDRAWN)),
                (int) all.stream()
                        .filter(each -> wasOverdue(business, each, now))
                        .count(),
                hours(business, all),
                all.stream()
                        .mapToInt(each -> each.work().additions().lateMessages())
                        .sum(),
                suspected.isEmpty() ? null : suspected(suspected));
    }

    private static SuspectedFigures suspected(List<FollowUp> all) {
        int cleared = all.stream()
                .mapToInt(each -> each.messages().size() - each.uncleared().size())
                .sum();
        return new SuspectedFigures(all.size(), count(all, State.DONE), count(all, State.SKIPPED), cleared);
    }

    private static int count(List<FollowUp> all, State state) {
        return (int) all.stream().filter(each -> each.state() == state).count();
    }

    private static boolean wasOverdue(Business business, FollowUp followUp, Instant now) {
        return followUp.state() != State.WITHDRAWN
                && Reminders.isOverdue(business, followUp, Objects.requireNonNullElse(followUp.closedAt(), now));
    }

    private static HoursToRemoval hours(Business business, List<FollowUp> all) {
        List<Duration> sorted = all.stream()
                .filter(each -> each.state() == State.DONE && each.kind() == Kind.MARKETING_REMOVAL)
                .map(each -> BusinessDays.between(
                        business, each.openedAt(), Objects.requireNonNull(each.closedAt(), "done work is closed")))
                .sorted()
                .toList();
        return new HoursToRemoval(percentile(sorted, 50), percentile(sorted, 95));
    }

    /** The nearest-rank percentile, in hours, to a tenth. */
    private static @Nullable Double percentile(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        double hours = sorted.get(rank - 1).toSeconds() / SECONDS_OF_AN_HOUR;
        return Math.round(hours * 10) / 10.0;
    }
}
