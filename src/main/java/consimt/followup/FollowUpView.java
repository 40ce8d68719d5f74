package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.followup.FollowUp.Kind;
import consimt.followup.FollowUp.State;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A follow-up as the clerks see it.
 *
 * @param about the business that was reported; null for other work
 * @param dueSoon whether it is to be done today or on the next business day
 * @param scope which marketing it is about; null for all of it
 * @param askedForSince the parts of a removal's scope that the person asked for after the opt-out: these stay on the list,
 *     or go back on it
 * @param reports the number of a review's reports; null for other work
 * @param messages the messages that nobody has decided about; null for other work
 * @param assignee who has it, or had it when it was closed; null if nobody has
 */
public record FollowUpView(
        FollowUpId followUpId,
        Kind kind,
        UserId userId,
        @Nullable BusinessId about,
        State state,
        Instant openedAt,
        LocalDate due,
        boolean overdue,
        boolean dueSoon,
        @Nullable String assignee,
        @Nullable Instant claimedUntil,
        @Nullable Instant closedAt,
        int reminders,
        int lateMessages,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Scope scope,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Scope> askedForSince,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer reports,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<MessageView> messages) {

    /**
     * A message that may be a refusal.
     *
     * @param messageId names it in {@code resolve-follow-up}
     * @param text what the person wrote, shortened in its middle; null if it is not kept
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessageView(
            EntryId messageId, Instant arrivedAt, @Nullable String text) {

        /** Without the text. */
        @Override
        public String toString() {
            return "MessageView";
        }
    }

    /**
     * @param standing the person's; for a removal only
     * @param today in the business's time zone
     * @param next the next business day
     */
    static FollowUpView of(FollowUp followUp, Standing standing, Instant now, LocalDate today, LocalDate next) {
        State state = followUp.stateAt(now);
        return new FollowUpView(
                followUp.id(),
                followUp.kind(),
                followUp.relation().userId(),
                followUp.about(),
                state,
                followUp.openedAt(),
                followUp.due(),
                state.isWork() && followUp.due().isBefore(today),
                state.isWork()
                        && !followUp.due().isBefore(today)
                        && !followUp.due().isAfter(next),
                state == State.OPEN ? null : followUp.assignee(),
                state == State.CLAIMED ? followUp.claimedUntil() : null,
                followUp.closedAt(),
                followUp.reminders(),
                followUp.lateMessages(),
                followUp.scope().isAll() ? null : followUp.scope(),
                followUp.kind() == Kind.MARKETING_REMOVAL && standing.isOptedOutOf(followUp.scope())
                        ? List.copyOf(standing.askedForSince(followUp.openedAt(), followUp.scope()))
                        : List.of(),
                followUp.kind() == Kind.REPORT_REVIEW ? followUp.reports() : null,
                followUp.kind() == Kind.SUSPECTED_REFUSAL && state.isWork() ? messages(followUp) : null);
    }

    private static List<MessageView> messages(FollowUp followUp) {
        return followUp.uncleared().stream()
                .map(message -> new MessageView(message.id(), message.arrivedAt(), message.text()))
                .toList();
    }
}
