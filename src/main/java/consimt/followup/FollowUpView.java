package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
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
 * A follow-up as the clerks see it: the parts of all these records side by side.
 *
 * @param openedAt when its cause happened
 */
public record FollowUpView(
        @JsonUnwrapped Piece piece,
        Instant openedAt,
        @JsonUnwrapped Deadline deadline,
        @JsonUnwrapped Assignment assignment,
        int reminders,
        int lateMessages,
        @JsonUnwrapped Details details) {

    /** @param about the business that was reported; null for other work */
    public record Piece(
            FollowUpId followUpId,
            Kind kind,
            UserId userId,
            @Nullable BusinessId about,
            State state) {}

    /** @param dueSoon whether it is to be done today or on the next business day */
    public record Deadline(LocalDate due, boolean overdue, boolean dueSoon) {

        private static Deadline of(LocalDate due, State state, LocalDate today, LocalDate next) {
            boolean isOverdue = due.isBefore(today);
            return new Deadline(due, state.isWork() && isOverdue, state.isWork() && !isOverdue && !due.isAfter(next));
        }
    }

    public record Assignment(
            @Nullable String assignee,
            @Nullable Instant claimedUntil,
            @Nullable Instant closedAt) {

        private static Assignment of(FollowUp followUp, State state) {
            return new Assignment(
                    state == State.OPEN ? null : followUp.assignee(),
                    state == State.CLAIMED ? followUp.work().holder().claimedUntil() : null,
                    followUp.closedAt());
        }
    }

    /**
     * @param scope which marketing it is about; null for all of it
     * @param askedForSince the parts of a removal's scope that the person asked for after the opt-out: these stay on the list, or go back on it
     * @param reports the number of a review's reports; null for other work
     * @param messages the messages that nobody has decided about; null for other work
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Details(
            @Nullable Scope scope,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Scope> askedForSince,
            @Nullable Integer reports,
            @Nullable List<MessageView> messages) {

        private static Details of(FollowUp followUp, State state, Standing standing) {
            Kind kind = followUp.kind();
            Scope scope = followUp.scope();
            boolean isInForce =
                    kind == Kind.MARKETING_REMOVAL && standing.marks().isOptedOutOf(scope);
            return new Details(
                    scope.isAll() ? null : scope,
                    isInForce ? List.copyOf(standing.askedForSince(followUp.openedAt(), scope)) : List.of(),
                    kind == Kind.REPORT_REVIEW ? followUp.work().additions().reports() : null,
                    kind == Kind.SUSPECTED_REFUSAL && state.isWork() ? messages(followUp) : null);
        }

        private static List<MessageView> messages(FollowUp followUp) {
            return followUp.uncleared().stream()
                    .map(message -> new MessageView(
                            message.id(), message.arrivedAt(), followUp.texts().get(message.id())))
                    .toList();
        }
    }

    /**
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
                new Piece(followUp.id(), followUp.kind(), followUp.relation().userId(), followUp.about(), state),
                followUp.openedAt(),
                Deadline.of(followUp.due(), state, today, next),
                Assignment.of(followUp, state),
                followUp.work().additions().reminders(),
                followUp.work().additions().lateMessages(),
                Details.of(followUp, state, standing));
    }
}
