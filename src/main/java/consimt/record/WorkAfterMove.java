package consimt.record;

import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Marks;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * The work by hand that begins or ends when the marks of a person's ids have moved. Each step is idempotent. So a step
 * that a crash cut off is done by the next statement that brings the same move.
 *
 * <p>Every call throws {@link consimt.runtime.StoreUnavailable} if a store does not answer.
 */
@Singleton
class WorkAfterMove {

    private final RemovalWork removals;
    private final SuspicionWork suspicions;

    WorkAfterMove(RemovalWork removals, SuspicionWork suspicions) {
        this.removals = removals;
        this.suspicions = suspicions;
    }

    /** Ends the removals, and the work of deciding about messages, that an opt-in answered. */
    void afterOptIn(Relation relation, Move move) {
        ofRemovals(relation, move);
        endSuspicions(relation, move.after());
        move.elsewhere().forEach(this::endSuspicions);
    }

    /** Ends or undoes the removals that an opt-in ended, and opens those that take their place. */
    void ofRemovals(Relation relation, Move move) {
        undo(relation, move.after());
        move.elsewhere().forEach(this::undo);
        open(relation, move);
    }

    /** Opens the removals that an opt-out began besides its own, because it made the scopes too many. */
    void afterOptOut(Relation relation, Move move) {
        if (move.after().marks().isCollapsed()) {
            open(relation, move);
        }
    }

    private void open(Relation relation, Move move) {
        removals.open(relation, move.after());
        move.elsewhere().forEach(removals::open);
    }

    private void undo(Relation relation, Standing standing) {
        for (Removal ended : standing.removals().ended()) {
            Instant optedIn = standing.removals().optedInOver(ended);
            if (optedIn != null) {
                removals.undo(relation, ended, optedIn);
            }
        }
    }

    private void endSuspicions(Relation relation, Standing standing) {
        Mark optedIn = standing.marks().get(Marks.Key.of(MarkKind.OPTED_IN));
        if (standing.lastSuspectedAt() != null && standing.refusalSuspectedSince() == null && optedIn != null) {
            suspicions.withdraw(relation, optedIn.at());
        }
    }
}
