package consimt.record;

import consimt.answer.Answer;
import consimt.answer.Answer.Conflict;
import consimt.answer.Answer.Rejected;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.OptOut;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Marks;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param entry its entry's mark: for a retry that of the first entry, for a conflict that of the entry with the same id
 * @param stored the entry itself; null if the statement changed nothing and has none
 * @param removals what the person is shown of work by hand; may read
 * @param unlinked the ids of the request that the person has too many of
 * @param unopened why the work did not open at once and is left to the schedule; null if it opened
 */
public record Recorded(
        Relation relation,
        Outcome outcome,
        Mark entry,
        @Nullable Entry stored,
        Move move,
        Supplier<Removals> removals,
        @Nullable StoreUnavailable unopened,
        Set<UserId> unlinked) {

    Recorded(Relation relation, Outcome outcome, Mark entry, @Nullable Entry stored, Move move) {
        this(relation, outcome, entry, stored, move, () -> Removals.NONE, null, Set.of());
    }

    private static final Problem TOO_MANY_SCOPES = new Problem(
            "scope",
            Problem.Code.TOO_MANY,
            "scope is of one part too many: the opt-out is of all marketing, for the person has wishes about "
                    + Marks.MOST_SCOPES + " parts");

    /** The answer to an opt-in to one part too many, and to a claim of one. */
    public static final Rejected TOO_MANY_OPT_INS = Rejected.because(
            "scope",
            Problem.Code.TOO_MANY,
            "scope is of one part too many: there are wishes, or claims, about " + Marks.MOST_SCOPES + " parts");

    private static final Move NOTHING = Move.none(Standing.UNKNOWN);

    static Recorded conflict(Relation relation, Entry stored) {
        return new Recorded(relation, Outcome.CONFLICT, stored.mark(), stored, NOTHING);
    }

    static Recorded noted(Relation relation, Entry entry, boolean isNew) {
        return new Recorded(relation, isNew ? Outcome.RECORDED : Outcome.UNCHANGED, entry.mark(), entry, NOTHING);
    }

    /** @param mark of the agreement that exists already, or of what is not recorded */
    static Recorded nothingNew(Relation relation, Mark mark, Standing standing, Supplier<Removals> removals) {
        return new Recorded(relation, Outcome.UNCHANGED, mark, null, Move.none(standing), removals, null, Set.of());
    }

    /** An opt-in, or a claim of one, to one part of marketing too many. Nothing is recorded. */
    static Recorded tooManyParts(Statement statement) {
        return new Recorded(statement.relation(), Outcome.REJECTED, statement.mark(), null, NOTHING);
    }

    /** The same, with the standing after one more statement of the same request. */
    public Recorded followedBy(Recorded next) {
        return new Recorded(relation, outcome, entry, stored, next.move, next.removals, unopened, unlinked);
    }

    /** The same, where these ids of the request are not linked: the person has as many as one may have. */
    Recorded leavingOut(Set<UserId> ids) {
        return new Recorded(relation, outcome, entry, stored, move, removals, unopened, ids);
    }

    public boolean isConflict() {
        return outcome == Outcome.CONFLICT;
    }

    /** Whether it is of one part of marketing too many, and was left out. */
    public boolean isRejected() {
        return outcome == Outcome.REJECTED;
    }

    /** The answer to the caller; a conflict has its own, and so has what was left out. */
    public Answer answer(Function<Recorded, Answer> otherwise) {
        if (isRejected()) {
            return TOO_MANY_OPT_INS;
        }
        return isConflict() ? new Conflict(entry.entry().value()) : otherwise.apply(this);
    }

    public Standing standing() {
        return move.after();
    }

    private Optional<Fact> fact() {
        return Optional.ofNullable(stored).flatMap(Entry::fact);
    }

    /**
     * When the last wish counts from that is in force instead of this opt-out or of a part of it; null if all of the
     * opt-out is in force.
     */
    public @Nullable Instant liftedAt() {
        return fact().flatMap(fact -> fact.liftedInPartBy(move.after()))
                .map(Mark::at)
                .orElse(null);
    }

    /** The parts that this opt-out does not stop, because the person asked for them later. */
    public Set<Scope> goingOn() {
        return fact().filter(fact -> fact.kind().isOptOut())
                .map(fact -> move.after().askedForSince(fact.mark().at(), fact.scope()))
                .orElse(Set.of());
    }

    /** That the person has wishes about too many parts, so an opt-out of a part is one of all; and too many ids. */
    public List<Problem> notes() {
        boolean isWidened = stored != null && stored.what() instanceof OptOut optOut && optOut.isOfFurtherPart();
        return Stream.concat(isWidened ? Stream.of(TOO_MANY_SCOPES) : Stream.empty(), notesOn(unlinked).stream())
                .toList();
    }

    /** What is said of ids that are not linked. */
    public static List<Problem> notesOn(Set<UserId> unlinked) {
        String why = ToldIds.FIELD + " has ids that are not linked: a person has " + Standing.MOST_IDS + " at most";
        return unlinked.isEmpty()
                ? List.of()
                : List.of(new Problem(
                        ToldIds.FIELD,
                        Problem.Code.TOO_MANY,
                        why,
                        unlinked.stream().map(UserId::value).toList()));
    }

    /** The notes on what the caller sent alone, without that on the person's wishes; null for none. */
    public static @Nullable List<Problem> onInput(@Nullable List<Problem> notes) {
        return notes == null
                ? null
                : WithNotes.shown(notes.stream()
                        .filter(note -> !note.equals(TOO_MANY_SCOPES))
                        .toList());
    }

    public RelationView view() {
        return RelationView.of(relation, move.after(), removals.get());
    }
}
