package consimt.followup;

import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.State;
import consimt.relation.FollowUpId;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Relation;
import consimt.relation.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The work about a person at a business, under all ids that are one: removals from the list, the work of putting the
 * person back, and notes of removals that are about to begin. Marks say which of it is in force.
 */
record PersonWork(Map<FollowUpId, FollowUp> pieces) {

    static final Comparator<FollowUp> FIRST_PROMISED = Comparator.comparing(FollowUp::optOut)
            .thenComparing(work -> work.relation().userId());

    private static final Comparator<FollowUp> UNDONE_THEN_LATEST = Comparator.comparing(
                    PersonWork::isDone, Comparator.reverseOrder())
            .thenComparing(FollowUp::optOut)
            .thenComparing(FollowUp::scope, Comparator.reverseOrder());

    PersonWork {
        pieces = Map.copyOf(pieces);
    }

    static PersonWork of(Collection<FollowUp> pieces) {
        Map<FollowUpId, FollowUp> all = new HashMap<>();
        pieces.forEach(piece -> all.put(piece.id(), piece));
        return new PersonWork(all);
    }

    /** The same with these pieces, and without those. */
    PersonWork with(Collection<FollowUp> more, Collection<FollowUp> less) {
        Map<FollowUpId, FollowUp> all = new HashMap<>(pieces);
        less.forEach(piece -> all.remove(piece.id()));
        more.forEach(piece -> all.put(piece.id(), piece));
        return new PersonWork(all);
    }

    Stream<FollowUp> of(Kind kind) {
        return pieces.values().stream().filter(piece -> piece.kind() == kind).sorted(FIRST_PROMISED);
    }

    Stream<FollowUp> notes() {
        return of(Kind.MARKETING_REMOVAL).filter(removal -> removal.state() == State.PENDING);
    }

    Stream<FollowUp> removals() {
        return of(Kind.MARKETING_REMOVAL).filter(removal -> removal.state() != State.PENDING);
    }

    @Nullable FollowUp reinstatement(FollowUp removal) {
        return pieces.get(FollowUpId.ofReinstatement(removal.relation(), removal.scope(), removal.cause()));
    }

    /**
     * Whether the removal is of the past: an opt-in ended it, or another removal took its place. A skipped removal has
     * nothing to be ended, so its own opt-out says whether it is over.
     */
    boolean isOver(FollowUp removal, Marks marks) {
        return removal.state() == State.WITHDRAWN
                || reinstatement(removal) != null
                || removal.state() == State.SKIPPED && isLifted(removal, marks);
    }

    static boolean isLifted(FollowUp removal, Marks marks) {
        Instant optedIn = optedInOver(removal, marks);
        return optedIn != null && removal.optOut().at().isBefore(optedIn);
    }

    /** When the last opt-in came that lifts opt-outs of a removal's scope as a whole; null if none did. */
    static @Nullable Instant optedInOver(FollowUp removal, Marks marks) {
        return Mark.since(marks.covering(MarkKind.OPTED_IN, removal.scope()));
    }

    /** The removals for opt-outs in force, done or not. */
    List<FollowUp> current(Marks marks) {
        return removals()
                .filter(removal -> !isOver(removal, marks) && marks.isOptedOutOf(removal.scope()))
                .toList();
    }

    /**
     * The removal in force that covers a scope, so that a further opt-out of the scope needs none: the relation's own,
     * else one under another id.
     */
    Optional<FollowUp> covering(Relation own, Scope scope, Marks marks) {
        Stream<FollowUp> opening = notes().filter(note -> marks.isOptedOutOf(note.scope()) && isRecorded(note, marks));
        return ownFirst(
                own,
                Stream.concat(current(marks).stream(), opening)
                        .filter(removal -> covers(removal, scope, marks, null))
                        .toList());
    }

    /** Whether the marks show the opt-out of a note. */
    static boolean isRecorded(FollowUp note, Marks marks) {
        Mark promised = marks.get(Marks.Key.of(MarkKind.PROMISED));
        return isLatest(note, marks) || promised != null && isOf(note, promised);
    }

    static boolean isLatest(FollowUp removal, Marks marks) {
        Mark latest = marks.get(new Marks.Key(MarkKind.OPTED_OUT, removal.scope()));
        return latest != null && isOf(removal, latest);
    }

    /** Whether it is the work of this opt-out, however the entry is named. */
    static boolean isOf(FollowUp removal, Mark optOut) {
        return removal.cause().shortened().equals(optOut.entry().shortened());
    }

    /**
     * Whether a removal covers a scope. One that is done does not if the person has asked for a part of the scope since,
     * because people may have put the number back on that list.
     *
     * @param optOut the opt-out of the scope, which the marks have already; null if they do not have it
     */
    static boolean covers(FollowUp removal, Scope scope, Marks marks, @Nullable FollowUp optOut) {
        return removal.scope().covers(scope) && !(isDone(removal) && isAskedForSince(removal, scope, marks, optOut));
    }

    private static boolean isAskedForSince(FollowUp removal, Scope scope, Marks marks, @Nullable FollowUp optOut) {
        Marks.Key key = new Marks.Key(MarkKind.OPTED_OUT, removal.scope());
        Mark mark = marks.get(key);
        boolean isOfOptOut = mark != null && optOut != null && isOf(optOut, mark);
        return mark != null && marks.liftingSomeOf(key, isOfOptOut ? removal.optOut() : mark, scope) != null;
    }

    /** The removal whose scope may have a message of this scope in it. An opt-in may have ended it since. */
    Optional<FollowUp> touching(Relation own, Scope message, Marks marks, Predicate<Scope> rather) {
        List<FollowUp> touching = current(marks).stream()
                .filter(removal -> !removal.scope().contradicts(message))
                .toList();
        return ownFirst(
                        own,
                        touching.stream()
                                .filter(removal -> rather.test(removal.scope()))
                                .toList())
                .or(() -> ownFirst(own, touching))
                .or(() -> removals()
                        .filter(removal -> isOver(removal, marks)
                                && removal.relation().equals(own)
                                && !removal.scope().contradicts(message))
                        .reduce((earlier, later) -> later));
    }

    /** The last day on which the business was told of a late message to the person; null if it never was. */
    @Nullable LocalDate lateMessageToldOn() {
        return removals()
                .flatMap(removal -> Stream.ofNullable(removal.work().additions().lateMessageToldOn()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Optional<FollowUp> ownFirst(Relation own, List<FollowUp> removals) {
        return shown(removals.stream().filter(removal -> removal.relation().equals(own)))
                .or(() -> shown(removals.stream()));
    }

    /** One that is not done, if there is such a one; of several, that of the latest opt-out. */
    static Optional<FollowUp> shown(Stream<FollowUp> removals) {
        return removals.max(UNDONE_THEN_LATEST);
    }

    static boolean isDone(FollowUp work) {
        return work.state() == State.DONE;
    }

    /**
     * Whether the number is off the list already: the removal before this one was done, and was not undone, not even in
     * part. Then there is nothing to remove.
     */
    boolean isOffTheList(FollowUp removal, Marks marks) {
        return removals()
                .filter(other -> other.relation().equals(removal.relation())
                        && other.scope().equals(removal.scope())
                        && !other.id().equals(removal.id()))
                .reduce((earlier, later) -> later)
                .filter(before -> isDone(before) && !mayBePutBack(before) && !mayBeBackInPartAfter(before, marks))
                .isPresent();
    }

    /** Also if somebody had the work when it was withdrawn, or has it: they may have put the number back already. */
    private boolean mayBePutBack(FollowUp removal) {
        FollowUp reinstatement = reinstatement(removal);
        return reinstatement != null
                && (isDone(reinstatement)
                        || reinstatement.state() == State.CLAIMED
                        || reinstatement.state() == State.WITHDRAWN && reinstatement.assignee() != null);
    }

    /** Whether people may have put the number back on a part of the list after a removal that was done. */
    private static boolean mayBeBackInPartAfter(FollowUp done, Marks marks) {
        return marks.keys().stream()
                .filter(key -> key.kind() == MarkKind.OPTED_IN)
                .filter(key -> done.scope().covers(key.scope()) && !key.scope().equals(done.scope()))
                .flatMap(key -> Stream.ofNullable(marks.get(key)))
                .anyMatch(asked -> done.optOut().at().isBefore(asked.at()));
    }
}
