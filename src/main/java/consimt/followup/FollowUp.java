package consimt.followup;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.EntryContent.LateMessage;
import consimt.ledger.WorkState;
import consimt.ledger.WorkState.Additions;
import consimt.ledger.WorkState.Holder;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Message;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work by hand. {@link Action} decides what may be done with it. Each change makes the next version.
 *
 * @param relation the person, and the business in whose queue it is
 * @param about the business that it is about, if it is in the operator's queue; else null
 * @param work the state, as its last step in the ledger has it
 * @param texts what the person wrote, by the names of the messages that nobody has decided about. The ledger has none
 */
public record FollowUp(
        FollowUpId id, Relation relation, @Nullable BusinessId about, WorkState work, Map<EntryId, String> texts) {

    /** Begins the {@link #rank} of work with late messages. */
    public static final String LATE = "0#";

    public static final String IN_TIME = "1#";

    /** Nobody needs the texts of messages after the decision. */
    public FollowUp {
        Set<EntryId> open = work.state().isClosed()
                ? Set.of()
                : uncleared(work).map(Message::id).collect(Collectors.toSet());
        Map<EntryId, String> kept = new HashMap<>(texts);
        kept.keySet().retainAll(open);
        texts = Map.copyOf(kept);
    }

    public static FollowUp pending(FollowUpId id, Relation relation, Job job, Term term) {
        WorkState work = new WorkState(job, State.PENDING, term, Holder.NOBODY, Additions.NONE, List.of(), null, 0);
        return new FollowUp(id, relation, null, work, Map.of());
    }

    /**
     * The work after a step that the ledger has.
     *
     * @return empty if the entry is no step of work, or is one that only newer code can read
     */
    public static Optional<FollowUp> after(Relation relation, Entry step) {
        FollowUpId id = idOf(step);
        WorkState after = step.work();
        if (id == null || after == null) {
            return Optional.empty();
        }
        BusinessId own = relation.businessId();
        BusinessId queueOf = step.what() instanceof FollowUpStep work && work.queueOf() != null ? work.queueOf() : own;
        return Optional.of(new FollowUp(
                id,
                new Relation(relation.userId(), queueOf),
                after.job().kind() == Kind.REPORT_REVIEW ? own : null,
                after,
                Map.of()));
    }

    /** The work that an entry is a step of, or null. */
    public static @Nullable FollowUpId idOf(Entry step) {
        if (step.what() instanceof FollowUpStep work) {
            return work.followUpId();
        }
        return step.what() instanceof LateMessage late ? late.removal() : null;
    }

    public Kind kind() {
        return work.job().kind();
    }

    /** Which marketing the work is about; all if the work is not about marketing. */
    public Scope scope() {
        Scope scope = work.job().scope();
        return scope == null ? Scope.ALL : scope;
    }

    /** The ledger entry that it follows from. */
    public EntryId cause() {
        return work.job().cause();
    }

    public State state() {
        return work.state();
    }

    public Instant openedAt() {
        return work.term().openedAt();
    }

    /** The last day for it, in the business's time zone. */
    public LocalDate due() {
        return work.term().due();
    }

    /** The place in its queue, as texts are sorted: work with late messages first, then by due date. */
    public String rank() {
        boolean isLate = work.additions().lateMessages() > 0 && state().isWork();
        return (isLate ? LATE : IN_TIME) + due() + "#" + id.value();
    }

    public String opening() {
        return openedAt().toEpochMilli() + " " + id.value();
    }

    public @Nullable String assignee() {
        return work.holder().assignee();
    }

    public @Nullable Instant closedAt() {
        return work.holder().closedAt();
    }

    public List<Message> messages() {
        return work.messages();
    }

    public int version() {
        return work.version();
    }

    /**
     * The relation in whose ledger its steps are: for the operator's work, the one with the business that it is about.
     */
    public Relation subject() {
        return about == null ? relation : new Relation(relation.userId(), about);
    }

    /** The state as of an instant: a claim that has lapsed is open work again. */
    State stateAt(Instant now) {
        return isClaimedAt(now) || state() != State.CLAIMED ? state() : State.OPEN;
    }

    boolean isClaimedAt(Instant now) {
        Instant until = work.holder().claimedUntil();
        return state() == State.CLAIMED && until != null && until.isAfter(now);
    }

    /** The opt-out behind a removal, as it stands in the scope. */
    Mark optOut() {
        return new Mark(openedAt(), cause()).in(scope());
    }

    public int additions() {
        return work.additions().reports() + messages().size();
    }

    public Set<EntryId> messageIds() {
        return messages().stream().map(Message::id).collect(Collectors.toSet());
    }

    /** The messages that nobody has cleared. */
    List<Message> uncleared() {
        return uncleared(work).toList();
    }

    private static Stream<Message> uncleared(WorkState work) {
        return work.messages().stream().filter(message -> !message.cleared());
    }

    /** The same work in the operator's queue, about another business. A review begins with one report. */
    FollowUp about(BusinessId business) {
        FollowUp withOne = with(new Additions(0, 0, null, 1), messages(), work.remindAt(), version());
        return new FollowUp(id, relation, business, withOne.work, texts);
    }

    /**
     * The same work at a later version, so that its next step passes over steps that the ledger has already. There are
     * such steps if the work was restored to an earlier state and the ledger was not.
     */
    FollowUp passingOver(int versions) {
        return with(work.additions(), messages(), work.remindAt(), version() + versions);
    }

    /** The same in a state that it will have. */
    public FollowUp as(State next) {
        return changed(next, work.holder(), work.remindAt());
    }

    FollowUp open(@Nullable Instant firstReminder) {
        return changed(State.OPEN, Holder.NOBODY, firstReminder);
    }

    FollowUp claimed(String actor, Instant until) {
        return changed(State.CLAIMED, new Holder(actor, until, null), work.remindAt());
    }

    FollowUp released() {
        return changed(State.OPEN, Holder.NOBODY, work.remindAt());
    }

    /** Closed. The assignee stays noted. */
    FollowUp closed(State as, @Nullable String actor, Instant at) {
        return changed(as, new Holder(actor, null, at), null);
    }

    public FollowUp lookedAtAgain(@Nullable Instant at) {
        return changed(state(), work.holder(), at);
    }

    /** The same, with the next reminder at this instant or later, because days in the past are not looked at again. */
    public FollowUp remindedFrom(Instant earliest) {
        Instant at = work.remindAt();
        return with(work.additions(), messages(), at != null && at.isBefore(earliest) ? earliest : at, version());
    }

    FollowUp reminded(@Nullable Instant next) {
        Additions now = work.additions();
        Additions more = new Additions(now.reminders() + 1, now.lateMessages(), now.lateMessageToldOn(), now.reports());
        return with(more, messages(), next, version() + 1);
    }

    /** @param toldOn the day, if the business is told of this one; else null */
    FollowUp withLateMessage(@Nullable LocalDate toldOn) {
        Additions now = work.additions();
        LocalDate lastToldOn = toldOn == null ? now.lateMessageToldOn() : toldOn;
        Additions more = new Additions(now.reminders(), now.lateMessages() + 1, lastToldOn, now.reports());
        return with(more, messages(), work.remindAt(), version() + 1);
    }

    FollowUp withReport() {
        Additions now = work.additions();
        Additions more = new Additions(now.reminders(), now.lateMessages(), now.lateMessageToldOn(), now.reports() + 1);
        return with(more, messages(), work.remindAt(), version() + 1);
    }

    /** @param text what the person wrote; null if it is not kept */
    FollowUp withMessage(Message more, @Nullable String text) {
        List<Message> all = Stream.concat(messages().stream(), Stream.of(more))
                .sorted(Comparator.comparing(Message::arrivedAt).thenComparing(Message::id))
                .toList();
        Map<EntryId, String> said = new HashMap<>(texts);
        if (text != null) {
            said.put(more.id(), text);
        }
        FollowUp then = with(work.additions(), all, work.remindAt(), version() + 1);
        return new FollowUp(id, relation, about, then.work, said);
    }

    /** The same work with these messages cleared. The version stays. */
    FollowUp clearing(Set<EntryId> read) {
        List<Message> cleared = messages().stream()
                .map(message -> new Message(
                        message.id(), message.arrivedAt(), message.cleared() || read.contains(message.id())))
                .toList();
        return with(work.additions(), cleared, work.remindAt(), version());
    }

    /** The same work with the texts that another copy of it has. */
    public FollowUp withTextsOf(FollowUp other) {
        return new FollowUp(id, relation, about, work, other.texts);
    }

    private FollowUp changed(State next, Holder holder, @Nullable Instant remindAt) {
        return with(new WorkState(
                work.job(),
                next,
                work.term(),
                holder,
                work.additions(),
                work.messages(),
                remindAt,
                work.version() + 1));
    }

    private FollowUp with(Additions additions, List<Message> messages, @Nullable Instant remindAt, int version) {
        return with(new WorkState(
                work.job(), work.state(), work.term(), work.holder(), additions, messages, remindAt, version));
    }

    private FollowUp with(WorkState next) {
        return new FollowUp(id, relation, about, next, texts);
    }

    /** Without the texts. */
    @Override
    public String toString() {
        return "FollowUp[" + id + ", " + relation + ", " + about + ", " + work + "]";
    }
}
