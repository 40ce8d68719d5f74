package consimt.followup;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work by hand. What may be done to it is decided by {@link Action}; each change makes the next version.
 *
 * @param relation the person, and the business in whose queue it is
 * @param about the business that it is about, where it is in the operator's queue: else null
 * @param cause the ledger entry that it follows from
 * @param openedAt when what caused it happened
 * @param due the last day for it, in the business's time zone
 * @param claimedUntil when the claim of the assignee lapses
 * @param reports how many reports a review is of; of other work 0
 * @param remindAt when it is to be looked at next by itself: for a reminder, or to finish what a crash cut off
 * @param version how many changes it has seen; also numbers its steps in the ledger
 */
public record FollowUp(
        FollowUpId id,
        Relation relation,
        @Nullable BusinessId about,
        Kind kind,
        EntryId cause,
        State state,
        Instant openedAt,
        LocalDate due,
        @Nullable String assignee,
        @Nullable Instant claimedUntil,
        @Nullable Instant closedAt,
        int reminders,
        int lateMessages,
        int reports,
        @Nullable Instant remindAt,
        int version) {

    public enum Kind {
        /** Take the number off the marketing list. */
        MARKETING_REMOVAL,
        /** Put it back: the person opted in again after the removal was done. */
        MARKETING_REINSTATEMENT,
        /** Look at a report, in the queue of the operator of the service. */
        REPORT_REVIEW,
        /**
         * Look at ids that would be too many for one person, in the queue of the operator: COMPLETE says that they are
         * different persons, SKIP keeps marketing held.
         */
        TOO_MANY_IDS,
        /** Look at an opt-out that came with too many others to be believed: COMPLETE applies it, SKIP drops it. */
        HELD_OPT_OUT;

        /** Whether it is in the queue of the operator, about another business. */
        boolean isOfTheOperator() {
            return this == REPORT_REVIEW || this == TOO_MANY_IDS;
        }
    }

    public enum State {
        /** Not yet work: a note made before the opt-out is recorded, to finish what a crash may cut off. */
        PENDING,
        OPEN,
        CLAIMED,
        DONE,
        SKIPPED,
        WITHDRAWN;

        /** Closed is final. */
        public boolean isClosed() {
            return this == DONE || this == SKIPPED || this == WITHDRAWN;
        }

        /** Whether people see it. */
        boolean isShown() {
            return this != PENDING;
        }

        /** Whether it is in the queue of work to be done. */
        public boolean isWork() {
            return this == OPEN || this == CLAIMED;
        }
    }

    /** A new one, not yet work. */
    public static FollowUp pending(
            FollowUpId id, Relation relation, Kind kind, EntryId cause, Instant openedAt, LocalDate due) {
        return new FollowUp(
                id, relation, null, kind, cause, State.PENDING, openedAt, due, null, null, null, 0, 0, 0, null, 0);
    }

    /** The relation in whose ledger its steps stand: of the operator's work, with the business that it is about. */
    public Relation subject() {
        return about == null ? relation : new Relation(relation.userId(), about);
    }

    /** The state as of an instant: a claim that has lapsed is open work again. */
    State stateAt(Instant now) {
        return isClaimedAt(now) || state != State.CLAIMED ? state : State.OPEN;
    }

    boolean isClaimedAt(Instant now) {
        return state == State.CLAIMED && claimedUntil != null && claimedUntil.isAfter(now);
    }

    boolean isHeldByOtherThan(String actor, Instant now) {
        return isClaimedAt(now) && !actor.equals(assignee);
    }

    /** In the operator's queue, about another business. A review begins with one report. */
    FollowUp about(BusinessId business) {
        int first = kind == Kind.REPORT_REVIEW ? 1 : 0;
        return copy(
                business, state, assignee, claimedUntil, closedAt, reminders, lateMessages, first, remindAt, version);
    }

    /** As it is here, to be stored over a note of it that is there. */
    FollowUp over(FollowUp there) {
        return copy(
                about,
                state,
                assignee,
                claimedUntil,
                closedAt,
                reminders,
                lateMessages,
                reports,
                remindAt,
                there.version);
    }

    /**
     * The same as of a later version: what a step makes of it is numbered after steps that stand in the ledger already. There
     * are such steps where the work was restored to an earlier state and the ledger was not.
     */
    FollowUp passingOver(int versions) {
        return copy(
                about,
                state,
                assignee,
                claimedUntil,
                closedAt,
                reminders,
                lateMessages,
                reports,
                remindAt,
                version + versions);
    }

    FollowUp open(@Nullable Instant firstReminder) {
        return changed(State.OPEN, null, null, null, firstReminder);
    }

    FollowUp claimed(String actor, Instant until) {
        return changed(State.CLAIMED, actor, until, null, remindAt);
    }

    FollowUp released() {
        return changed(State.OPEN, null, null, null, remindAt);
    }

    /** Closed for good. Whoever had it keeps the honour. */
    FollowUp closed(State as, @Nullable String actor, Instant at) {
        return changed(as, actor, null, at, null);
    }

    /** The same, where nobody is reminded of it before an instant: a day that is over is looked at no more. */
    public FollowUp remindedFrom(Instant earliest) {
        Instant at = remindAt != null && remindAt.isBefore(earliest) ? earliest : remindAt;
        return copy(about, state, assignee, claimedUntil, closedAt, reminders, lateMessages, reports, at, version);
    }

    FollowUp lookedAtAgain(@Nullable Instant at) {
        return changed(state, assignee, claimedUntil, closedAt, at);
    }

    FollowUp reminded(@Nullable Instant next) {
        return copy(
                about,
                state,
                assignee,
                claimedUntil,
                closedAt,
                reminders + 1,
                lateMessages,
                reports,
                next,
                version + 1);
    }

    public FollowUp withLateMessage() {
        return copy(
                about,
                state,
                assignee,
                claimedUntil,
                closedAt,
                reminders,
                lateMessages + 1,
                reports,
                remindAt,
                version + 1);
    }

    FollowUp withReport() {
        return copy(
                about,
                state,
                assignee,
                claimedUntil,
                closedAt,
                reminders,
                lateMessages,
                reports + 1,
                remindAt,
                version + 1);
    }

    private FollowUp changed(
            State next,
            @Nullable String who,
            @Nullable Instant until,
            @Nullable Instant closed,
            @Nullable Instant remind) {
        return copy(about, next, who, until, closed, reminders, lateMessages, reports, remind, version + 1);
    }

    /** The same piece of work: what it is and where it comes from never changes. */
    private FollowUp copy(
            @Nullable BusinessId business,
            State next,
            @Nullable String who,
            @Nullable Instant until,
            @Nullable Instant closed,
            int reminded,
            int late,
            int reported,
            @Nullable Instant remind,
            int nextVersion) {
        return new FollowUp(
                id,
                relation,
                business,
                kind,
                cause,
                next,
                openedAt,
                due,
                who,
                until,
                closed,
                reminded,
                late,
                reported,
                remind,
                nextVersion);
    }
}
