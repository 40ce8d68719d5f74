package consimt.followup;

import consimt.business.Business;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.ledger.WorkState.Term;
import consimt.relation.Fact;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that the work is what the marks ask for. A pure function.
 *
 * <ul>
 *   <li>An opt-out that was promised a day gets a removal, unless one that covers it is going on. Of several at one
 *       moment, the one promised first remains (by the mark of its opt-out, then by the id), so no day is earlier than a
 *       promised one. One that people closed remains in any case.
 *   <li>An opt-out that crossed a link by the word of the business has a removal under each id: an opt-in at one ends
 *       that of this one alone.
 *   <li>An opt-in that lifts a removal's opt-outs ends the removal: open work is withdrawn, done work is undone. The
 *       opt-outs that were under it, and that the opt-in does not lift, get their own, with the day that was promised.
 * </ul>
 */
final class RemovalPlan {

    /** A scope comes before all that it covers. */
    private static final Comparator<Scope> WIDER_FIRST =
            Comparator.comparing(RemovalPlan::parts).thenComparing(Comparator.naturalOrder());

    enum Task {
        OPEN,
        /** A removal of what is off the list already. */
        COMPLETE,
        /** A done removal is to be undone. */
        PUT_BACK,
        /** The person does not need the work any more. It may not be stored yet: then it never opens. */
        WITHDRAW,
        /** Another removal of the person remains. */
        GIVE_WAY,
        /** A note of what does not begin. */
        FORGET
    }

    /** @param work as it is stored; if it is new, pending and of version 0 */
    record Step(Task task, FollowUp work) {}

    private final Relation own;
    private final @Nullable Fact fact;
    private final Marks before;
    private final Marks marks;
    private final boolean isRepeated;
    private final Supplier<Business> business;
    private final Instant now;
    private final PersonWork read;
    private PersonWork work;
    private final List<FollowUp> linked;
    private final List<FollowUp> ended = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param fact what moved them; null for nothing, or if two ids became one
     * @param linked work under all ids of the person, also by the word of the business
     */
    RemovalPlan(
            Relation own,
            @Nullable Fact fact,
            Move move,
            PersonWork work,
            List<FollowUp> linked,
            Supplier<Business> business,
            Instant now) {
        this.own = own;
        this.fact = fact;
        this.before = move.before().marks();
        this.marks = move.after().marks();
        this.isRepeated = move.repeated();
        this.read = work;
        this.work = work;
        this.linked = linked;
        this.business = business;
        this.now = now;
    }

    List<Step> steps() {
        end();
        begin();
        beginInsteadOfEnded();
        beginAsLinked();
        keepOff();
        return List.copyOf(steps);
    }

    /** The removal of a later opt-out stays. It may have begun after these marks were read. */
    private void end() {
        for (FollowUp removal : work.removals().toList()) {
            boolean isOver = removal.state() == State.WITHDRAWN || work.reinstatement(removal) != null;
            if (!isOver && PersonWork.isLifted(removal, marks)) {
                if (!marks.isOptedOutOf(removal.scope())) {
                    endLifted(removal);
                } else if (isToBeReplaced(removal)) {
                    ended.add(removal);
                    end(removal, null);
                }
            }
        }
    }

    /** Nothing is stored of a skipped removal's end, so only the move that lifts its opt-out ends it. */
    private void endLifted(FollowUp removal) {
        if (removal.state() != State.SKIPPED || before.isOptedOutOf(removal.scope())) {
            ended.add(removal);
        }
        end(removal, PersonWork.optedInOver(removal, marks));
    }

    /**
     * An opt-out is in force that is later than the removal's own, which was lifted. The opt-in did not end the removal, or
     * will try to with older marks. A skipped removal needs no end, but the later opt-out has no removal yet.
     */
    private boolean isToBeReplaced(FollowUp removal) {
        Mark optOut = marks.optOutOf(removal.scope());
        return optOut != null
                && removal.optOut().at().isBefore(optOut.at())
                && (isRepeated
                        || !before.isOptedOutOf(removal.scope())
                        || removal.state() == State.SKIPPED && !PersonWork.isLifted(removal, before));
    }

    /** @param optedIn since when the person is to be put back; null if the person opted out again */
    private void end(FollowUp removal, @Nullable Instant optedIn) {
        if (removal.state().isWork()) {
            take(Task.WITHDRAW, removal);
        } else if (removal.state() == State.DONE) {
            take(
                    optedIn == null ? Task.WITHDRAW : Task.PUT_BACK,
                    reinstatement(removal, optedIn == null ? now : optedIn));
        }
    }

    private FollowUp reinstatement(FollowUp removal, Instant since) {
        return FollowUp.pending(
                FollowUpId.ofReinstatement(removal.relation(), removal.scope(), removal.cause()),
                removal.relation(),
                Job.of(Kind.MARKETING_REINSTATEMENT, removal.scope(), removal.cause()),
                new Term(since, BusinessDays.due(business.get(), since)));
    }

    /** A person who is opted out again is not to be put back. */
    private void keepOff() {
        read.of(Kind.MARKETING_REINSTATEMENT)
                .filter(back -> back.state().isWork() && marks.isOptedOutOf(back.scope()))
                .forEach(back -> take(Task.WITHDRAW, back));
    }

    /** The notes of opt-outs that are recorded, and the opt-out that is recorded now, in the order of promises. */
    private void begin() {
        Stream<FollowUp> others = work.notes().filter(note -> isPromisedNow(note) || isRecorded(note));
        Stream.concat(others, promised().stream())
                .sorted(PersonWork.FIRST_PROMISED)
                .forEach(this::begin);
    }

    /** The removal of the opt-out that is recorded now, if the work has no trace of it. */
    private Optional<FollowUp> promised() {
        if (fact == null || fact.stopsBy() == null) {
            return Optional.empty();
        }
        FollowUp removal = removal(own, fact.scope(), fact.mark(), fact.stopsBy());
        return work.pieces().containsKey(removal.id()) ? Optional.empty() : Optional.of(removal);
    }

    private boolean isPromisedNow(FollowUp note) {
        return fact != null
                && fact.kind().isOptOut()
                && note.relation().equals(own)
                && PersonWork.isOf(note, fact.mark());
    }

    /** Whether the marks show the opt-out of a note. */
    private boolean isRecorded(FollowUp note) {
        return PersonWork.isRecorded(note, before) || PersonWork.isRecorded(note, marks);
    }

    private void begin(FollowUp promise) {
        Scope scope = promise.scope();
        boolean isNoted = promise.version() > 0;
        // An opt-in by the word of the business alone may lift nothing, so it drops no note.
        Mark optedIn = marks.covering(MarkKind.OPTED_IN, scope);
        boolean isLifted = isNoted && optedIn != null && promise.optOut().at().isBefore(optedIn.at());
        boolean isInForce = marks.isOptedOutOf(scope);
        boolean mayBegin = isInForce
                && !isLifted
                && (isNoted && !isOutdated(promise) || PersonWork.isLatest(promise, marks))
                && !isCovered(promise, isNoted);
        boolean begins = mayBegin && remains(promise, isNoted);
        if (begins) {
            open(promise);
        } else if (isNoted) {
            drop(promise, mayBegin, !isInForce || isLifted);
        }
    }

    /** What another call is about to open is stored as withdrawn, so that it cannot open later; or the call deletes its note. */
    private void drop(FollowUp note, boolean givesWay, boolean isLifted) {
        if (givesWay) {
            take(Task.GIVE_WAY, note);
        } else if (isPromisedNow(note)) {
            take(Task.FORGET, note);
        } else if (isLifted) {
            take(Task.WITHDRAW, note);
        }
    }

    /** Whether there is a removal for a later opt-out of the scope, so that this one asks for nothing. */
    private boolean isOutdated(FollowUp promise) {
        return work.current(marks).stream()
                .filter(removal -> removal.relation().equals(promise.relation())
                        && removal.scope().covers(promise.scope()))
                .anyMatch(removal -> removal.optOut().compareTo(promise.optOut()) > 0);
    }

    /** A removal under another id covers the opt-out if it was there when the day was promised, so that no note was made. */
    private boolean isCovered(FollowUp promise, boolean isNoted) {
        return work.current(marks).stream()
                .filter(removal -> !isNoted || removal.relation().equals(promise.relation()))
                .anyMatch(removal -> PersonWork.covers(removal, promise.scope(), marks, isNoted ? promise : null));
    }

    /**
     * Whether it remains beside removals of the same scope that began under other ids at the same moment. One whose opt-out
     * was lifted is about to end.
     */
    private boolean remains(FollowUp removal, boolean isNoted) {
        List<FollowUp> rivals = !isNoted
                ? List.of()
                : work.current(marks).stream()
                        .filter(other -> other.scope().equals(removal.scope())
                                && !other.relation().equals(removal.relation())
                                && PersonWork.covers(other, removal.scope(), marks, removal))
                        .toList();
        if (rivals.stream()
                .filter(other -> !PersonWork.isLifted(other, marks))
                .anyMatch(other -> other.state().isClosed() || PersonWork.FIRST_PROMISED.compare(other, removal) < 0)) {
            return false;
        }
        rivals.forEach(other -> take(Task.GIVE_WAY, other));
        return true;
    }

    private void beginInsteadOfEnded() {
        for (Scope scope : optOuts()) {
            Mark optOut = marks.optOutOf(scope);
            if (optOut != null && !isCovered(scope)) {
                ended.stream()
                        .filter(removal -> removal.scope().covers(scope))
                        .max(Comparator.comparing(FollowUp::due))
                        .ifPresent(removal -> openAnother(removal.relation(), scope, optOut, removal.due()));
            }
        }
    }

    /** The opt-outs of which a removal is promised under a linked id, and none here. */
    private void beginAsLinked() {
        for (Scope scope : linked.isEmpty() ? Set.<Scope>of() : optOuts()) {
            Mark optOut = marks.optOutOf(scope);
            if (optOut != null && !isCovered(scope) && work.removals().noneMatch(each -> isOf(each, scope, optOut))) {
                linked.stream()
                        .filter(removal -> removal.kind() == Kind.MARKETING_REMOVAL
                                && removal.scope().covers(scope))
                        .max(PersonWork.FIRST_PROMISED)
                        .ifPresent(promised -> open(removal(own, scope, optOut, dayOf(promised))));
            }
        }
    }

    private static boolean isOf(FollowUp removal, Scope scope, Mark optOut) {
        return removal.scope().equals(scope) && PersonWork.isOf(removal, optOut);
    }

    /** The day that was promised. If the ids were linked after it, there is a new one. */
    private LocalDate dayOf(FollowUp promised) {
        boolean isPast = promised.due().isBefore(business.get().dayOf(now));
        return isPast ? BusinessDays.due(business.get(), now) : promised.due();
    }

    private Set<Scope> optOuts() {
        Set<Scope> scopes = new TreeSet<>(WIDER_FIRST);
        marks.keys().stream()
                .filter(key -> key.kind() == MarkKind.OPTED_OUT)
                .map(Marks.Key::scope)
                .forEach(scopes::add);
        return scopes;
    }

    private boolean isCovered(Scope scope) {
        return work.current(marks).stream().anyMatch(removal -> PersonWork.covers(removal, scope, marks, null));
    }

    /** A second removal of one opt-out has its short key, so that its work is another one. */
    private void openAnother(Relation relation, Scope scope, Mark optOut, LocalDate day) {
        Stream.of(optOut, optOut.shortened())
                .map(mark -> removal(relation, scope, mark, day))
                .filter(removal -> !work.pieces().containsKey(removal.id()))
                .findFirst()
                .ifPresent(this::open);
    }

    private void open(FollowUp removal) {
        replaced(removal);
        take(work.isOffTheList(removal, marks) ? Task.COMPLETE : Task.OPEN, removal);
    }

    /** A done removal of the same scope, after which a part was asked for, is over now. */
    private void replaced(FollowUp removal) {
        work.current(marks).stream()
                .filter(other -> other.state() == State.DONE && other.scope().equals(removal.scope()))
                .toList()
                .forEach(other -> take(Task.WITHDRAW, reinstatement(other, now)));
    }

    private void take(Task task, FollowUp piece) {
        steps.add(new Step(task, piece));
        FollowUp then = task == Task.COMPLETE
                ? piece.as(State.DONE)
                : task == Task.OPEN || task == Task.PUT_BACK ? piece.as(State.OPEN) : piece.as(State.WITHDRAWN);
        work = task == Task.FORGET ? work.with(List.of(), List.of(piece)) : work.with(List.of(then), List.of());
    }

    static FollowUp removal(Relation relation, Scope scope, Mark optOut, LocalDate day) {
        return FollowUp.pending(
                FollowUpId.ofRemoval(relation, scope, optOut.entry()),
                relation,
                Job.of(Kind.MARKETING_REMOVAL, scope, optOut.entry()),
                new Term(optOut.at(), day));
    }

    private static long parts(Scope scope) {
        return Stream.<@Nullable Object>of(scope.channel(), scope.sender(), scope.topic())
                .filter(part -> part != null)
                .count();
    }
}
