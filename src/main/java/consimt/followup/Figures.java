package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.business.Business;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of a set of follow-ups. */
public final class Figures {

    private static final double SECONDS_OF_AN_HOUR = 3600;

    private final Business business;
    private final Instant now;
    private final List<Duration> toRemoval = new ArrayList<>();
    private int opened;
    private int done;
    private int skipped;
    private int withdrawn;
    private int overdue;
    private int lateMessages;
    private int suspected;
    private int confirmed;
    private int cleared;
    private int messagesCleared;

    Figures(Business business, Instant now) {
        this.business = business;
        this.now = now;
    }

    void add(FollowUp followUp) {
        opened++;
        lateMessages += followUp.work().additions().lateMessages();
        if (followUp.kind() == Kind.SUSPECTED_REFUSAL) {
            suspected(followUp);
        }
        switch (followUp.state()) {
            case DONE -> done++;
            case SKIPPED -> skipped++;
            case WITHDRAWN -> withdrawn++;
            case PENDING, OPEN, CLAIMED -> {}
        }
        Instant closedAt = followUp.closedAt();
        if (followUp.state() != State.WITHDRAWN
                && Reminders.isOverdue(business, followUp, closedAt == null ? now : closedAt)) {
            overdue++;
        }
        if (followUp.state() == State.DONE && followUp.kind() == Kind.MARKETING_REMOVAL && closedAt != null) {
            toRemoval.add(BusinessDays.between(business, followUp.openedAt(), closedAt));
        }
    }

    private void suspected(FollowUp followUp) {
        suspected++;
        confirmed += followUp.state() == State.DONE ? 1 : 0;
        cleared += followUp.state() == State.SKIPPED ? 1 : 0;
        messagesCleared += followUp.messages().size() - followUp.uncleared().size();
    }

    Summary summary() {
        return new Summary(
                opened,
                new Ends(done, skipped, withdrawn),
                overdue,
                new HoursToRemoval(percentile(50), percentile(95)),
                lateMessages,
                suspected == 0 ? null : new SuspectedSummary(suspected, confirmed, cleared, messagesCleared));
    }

    /** The nearest-rank percentile, in hours, to a tenth. */
    private @Nullable Double percentile(int percent) {
        if (toRemoval.isEmpty()) {
            return null;
        }
        Collections.sort(toRemoval);
        int rank = (int) Math.ceil(percent / 100.0 * toRemoval.size());
        double hours = toRemoval.get(rank - 1).toSeconds() / SECONDS_OF_AN_HOUR;
        return Math.round(hours * 10) / 10.0;
    }

    /**
     * @param opened in the period; all other figures are about these
     * @param overdue not closed by the end of the last day, whether closed later or still open
     * @param lateMessages marketing that was sent after the opt-outs
     * @param suspectedRefusals of messages that may be refusals; null if there was no such work
     */
    public record Summary(
            int opened,
            @JsonUnwrapped Ends ends,
            int overdue,
            @JsonUnwrapped HoursToRemoval hours,
            int lateMessages,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SuspectedSummary suspectedRefusals) {}

    /** In how many ways work was closed. */
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
     * How people decided about messages that may be refusals.
     *
     * @param opened how many pieces of such work were opened
     * @param confirmed of these, how many were opt-outs
     * @param skipped of these, how many were none
     * @param messagesCleared how many messages were read and found to be no refusals
     */
    public record SuspectedSummary(int opened, int confirmed, int skipped, int messagesCleared) {}
}
