package consimt.record;

import consimt.record.RemovalWork.Note;
import consimt.relation.Addition;
import consimt.relation.CurrentRemoval;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Removal;
import consimt.relation.Scope;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens the removal of an opt-out, or ends it if another removal remains.
 *
 * <p>A person may opt out at one moment under two ids that are one. Neither opt-out finds a removal, so each begins its
 * own. Each writes its mark to the other id after that, so the second sees both. The removal that was promised first
 * remains (by the mark of its opt-out, then by the id), so no day is earlier than a promised one. A removal that people
 * at the business closed remains in any case.
 *
 * <p>To end the other's removal, its work is ended first, and then it is taken out of its relation: the note of the own
 * work still exists, so after a crash the schedule goes on. To end the own removal, the order is reversed, because the
 * note is ended with the work.
 */
@Singleton
class OneRemoval {

    private final Relations relations;
    private final RemovalWork removals;

    OneRemoval(Relations relations, RemovalWork removals) {
        this.relations = relations;
        this.removals = removals;
    }

    /**
     * Makes no more calls than {@link RemovalWork#settle} if there is only one removal.
     *
     * @param scope of the opt-out
     * @param move what the opt-out did
     * @param note made for it, or null
     * @return false if the relation's own removal does not remain; the move is then out of date
     */
    boolean settle(Relation relation, Scope scope, Move move, @Nullable Note note) {
        Removal own = move.after().removals().covering(scope).orElse(null);
        boolean remains = (own == null || remains(relation, own, move, note))
                && removals.settle(relation, move.after(), own, note);
        if (remains || own == null) {
            return remains;
        }
        relations.drop(relation, own);
        removals.end(relation, own);
        if (note != null && !isNotedFor(own, note)) {
            removals.forget(relation, note);
        }
        return false;
    }

    /** Whether the own removal remains, as the only one of its scope. */
    private boolean remains(Relation relation, Removal own, Move move, @Nullable Note note) {
        List<CurrentRemoval> all = CurrentRemoval.allOf(own.scope(), relation, move.after(), move.elsewhere());
        if (all.size() == 1 || isSettled(relation, own, move, note)) {
            return true;
        }
        if (!all.get(0).relation().equals(relation)) {
            return false;
        }
        List<CurrentRemoval> others = all.subList(1, all.size());
        if (!others.stream().allMatch(other -> standsBeside(relation, own, other, move.elsewhere()))) {
            return false;
        }
        boolean remains = true;
        for (CurrentRemoval other : others) {
            if (removals.end(other.relation(), other.removal())) {
                relations.drop(other.relation(), other.removal());
            } else {
                remains = false;
            }
        }
        return remains;
    }

    /** Whether nothing is to be ended: removals that were promised before their ids became one all remain. */
    private boolean isSettled(Relation relation, Removal own, Move move, @Nullable Note note) {
        boolean isNoted = note != null && isNotedFor(own, note);
        return move.after().byHand().isDone(own) || !isNoted && removals.hasBegun(relation, own);
    }

    private static boolean isNotedFor(Removal removal, Note note) {
        return removal.isOf(note.optOut());
    }

    /**
     * Whether the own removal still stands after the other opt-out is joined. An opt-in between the two opt-outs may
     * have ended it. A later opt-in does not.
     */
    private boolean standsBeside(
            Relation relation, Removal own, CurrentRemoval other, Map<Relation, Standing> elsewhere) {
        Standing its = elsewhere.getOrDefault(other.relation(), Standing.UNKNOWN);
        Addition optOut = new Addition(its, null, Set.of(), false, false);
        return relations
                .join(relation, optOut, null)
                .after()
                .removals()
                .current()
                .contains(own);
    }
}
