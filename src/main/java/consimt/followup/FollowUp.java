package consimt.followup;

import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work by hand. {@link Action} decides what may be done with it. Each change makes the next version.
 *
 * @param relation the person, and the business in whose queue it is
 * @param about the business that it is about, if it is in the operator's queue; else null
 * @param scope which marketing the work is about; all if the work is not about marketing
 * @param cause the ledger entry that it follows from
 * @param openedAt when the cause happened
 * @param due the last day for it, in the business's time zone
 * @param claimedUntil when the assignee's claim lapses
 * @param reports the number of a review's reports; 0 for other work
 * @param messages the messages to decide about, oldest first; empty for other work
 * @param remindAt when {@code remind-follow-ups} looks at it next: for a reminder, or to finish what a crash cut off
 * @param version how many changes it has had; numbers its steps in the ledger
 */
public record FollowUp(
        FollowUpId id,
        Relation relation,
        @Nullable BusinessId about,
        Kind kind,
        Scope scope,
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
        List<SuspectedRefusal> messages,
        @Nullable Instant remindAt,
        int version) {

    public FollowUp {
        messages = List.copyOf(messages);
    }

    public enum Kind {
        /** Take the number off the marketing list. */
        MARKETING_REMOVAL,
        /** Put it back: the person opted in again after the removal was done. */
        MARKETING_REINSTATEMENT,
        /** Look at a report, in the queue of the operator of the service. */
        REPORT_REVIEW,
        /** Decide about a held opt-out. COMPLETE applies it, SKIP drops it. */
        HELD_OPT_OUT,
        /**
         * Read messages that may be refusals. COMPLETE says that they are opt-outs. SKIP says that those which it names
         * are none.
         */
        SUSPECTED_REFUSAL;

        /** Whether it is in the queue of the operator, about another business. */
        boolean isOfTheOperator() {
            return this == REPORT_REVIEW;
        }
    }

    public enum State {
        /**
         * A note, and no work yet: made before the opt-out is recorded, so that the schedule finishes it after a crash.
         */
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

        /** Whether it is in the queue of open work. */
        public boolean isWork() {
            return this == OPEN || this == CLAIMED;
        }
    }

    /** A new note of work that is not about a scope. */
    public static FollowUp pending(
            FollowUpId id, Relation relation, Kind kind, EntryId cause, Instant openedAt, LocalDate due) {
        return pending(id, relation, kind, Scope.ALL, cause, openedAt, due);
    }

    public static FollowUp pending(
            FollowUpId id, Relation relation, Kind kind, Scope scope, EntryId cause, Instant openedAt, LocalDate due) {
        return new FollowUp(
                id,
                relation,
                null,
                kind,
                scope,
                cause,
                State.PENDING,
                openedAt,
                due,
                null,
                null,
                null,
                0,
                0,
                0,
                List.of(),
                null,
                0);
    }

    /**
     * The relation in whose ledger its steps are: for the operator's work, the one with the business that it is about.
     */
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

    /** The same work in the operator's queue, about another business. A review begins with one report. */
    FollowUp about(BusinessId business) {
        Copy copy = new Copy();
        copy.business = business;
        copy.reported = 1;
        return copy.made();
    }

    /** The same work, stored over an existing note of it. The note has the whole id of the cause. */
    FollowUp over(FollowUp stored) {
        Copy copy = new Copy();
        copy.itsVersion = stored.version;
        copy.caused = stored.version == 0 ? cause : stored.cause;
        return copy.made();
    }

    /** The opt-out behind a removal, as it stands in the scope. */
    public Mark optOut() {
        return new Mark(openedAt, cause).in(scope);
    }

    /**
     * The same work at a later version, so that its next step passes over steps that the ledger has already. There are
     * such steps if the work was restored to an earlier state and the ledger was not.
     */
    FollowUp passingOver(int versions) {
        return atVersion(version + versions);
    }

    /** The same in a state that it will have. */
    public FollowUp as(State next) {
        return changed(next, assignee, claimedUntil, closedAt, remindAt);
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

    /** Closed. The assignee stays noted. Nobody needs the texts of messages any more. */
    public FollowUp closed(State as, @Nullable String actor, Instant at) {
        return withMessages(SuspectedRefusal::withoutText).changed(as, actor, null, at, null);
    }

    /** The same, with the next reminder at this instant or later, because days in the past are not looked at again. */
    public FollowUp remindedFrom(Instant earliest) {
        Instant at = remindAt != null && remindAt.isBefore(earliest) ? earliest : remindAt;
        Copy copy = new Copy();
        copy.remind = at;
        return copy.made();
    }

    public FollowUp lookedAtAgain(@Nullable Instant at) {
        return changed(state, assignee, claimedUntil, closedAt, at);
    }

    FollowUp reminded(@Nullable Instant next) {
        Copy copy = new Copy().ofTheNextVersion();
        copy.reminded++;
        copy.remind = next;
        return copy.made();
    }

    public FollowUp withLateMessage() {
        Copy copy = new Copy().ofTheNextVersion();
        copy.late++;
        return copy.made();
    }

    FollowUp withReport() {
        Copy copy = new Copy().ofTheNextVersion();
        copy.reported++;
        return copy.made();
    }

    FollowUp withMessage(SuspectedRefusal more) {
        Copy copy = new Copy().ofTheNextVersion();
        copy.said = Stream.concat(messages.stream(), Stream.of(more))
                .sorted(Comparator.comparing(SuspectedRefusal::arrivedAt).thenComparing(SuspectedRefusal::id))
                .toList();
        return copy.made();
    }

    /** The same work with these messages cleared. The version stays. */
    FollowUp clearing(Set<EntryId> read) {
        return withMessages(message -> read.contains(message.id()) ? message.cleared() : message);
    }

    public Set<EntryId> messageIds() {
        return messages.stream().map(SuspectedRefusal::id).collect(Collectors.toSet());
    }

    /** How many reports or messages were added to it. */
    public int additions() {
        return reports + messages.size();
    }

    /** The messages that nobody has cleared. */
    List<SuspectedRefusal> uncleared() {
        return messages.stream().filter(message -> !message.isCleared()).toList();
    }

    /** The same work with the texts that another copy of it has. The ledger has no texts. */
    public FollowUp withTextsOf(FollowUp other) {
        Map<EntryId, SuspectedRefusal> its = other.messages.stream()
                .filter(message -> message.text() != null)
                .collect(Collectors.toMap(SuspectedRefusal::id, Function.identity()));
        return state.isClosed()
                ? this
                : withMessages(message -> message.isCleared() ? message : its.getOrDefault(message.id(), message));
    }

    private FollowUp withMessages(UnaryOperator<SuspectedRefusal> change) {
        Copy copy = new Copy();
        copy.said = messages.stream().map(change).toList();
        return copy.made();
    }

    private FollowUp atVersion(int other) {
        Copy copy = new Copy();
        copy.itsVersion = other;
        return copy.made();
    }

    private FollowUp changed(
            State next,
            @Nullable String who,
            @Nullable Instant until,
            @Nullable Instant closed,
            @Nullable Instant remind) {
        Copy copy = new Copy().ofTheNextVersion();
        copy.next = next;
        copy.who = who;
        copy.until = until;
        copy.closed = closed;
        copy.remind = remind;
        return copy.made();
    }

    /** What a copy may have otherwise. The kind, the relation, the scope and the like never change. */
    private final class Copy {

        private @Nullable BusinessId business = about;
        private EntryId caused = cause;
        private State next = state;
        private @Nullable String who = assignee;
        private @Nullable Instant until = claimedUntil;
        private @Nullable Instant closed = closedAt;
        private int reminded = reminders;
        private int late = lateMessages;
        private int reported = reports;
        private List<SuspectedRefusal> said = messages;
        private @Nullable Instant remind = remindAt;
        private int itsVersion = version;

        Copy ofTheNextVersion() {
            itsVersion++;
            return this;
        }

        FollowUp made() {
            return new FollowUp(
                    id,
                    relation,
                    business,
                    kind,
                    scope,
                    caused,
                    next,
                    openedAt,
                    due,
                    who,
                    until,
                    closed,
                    reminded,
                    late,
                    reported,
                    said,
                    remind,
                    itsVersion);
        }
    }
}
