package consimt.record;

import consimt.ledger.What.OptOut;
import consimt.record.RemovalWork.Note;
import consimt.relation.CurrentRemoval;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Promises the last day of marketing, if people at the business remove numbers by hand.
 *
 * <p>A note of the work is stored before the opt-out, and the work opens after it. So after a crash in between, the
 * schedule finds the note. A removal that is going on keeps its promise, under whichever of the person's ids it was
 * made. A second opt-out does not begin a second removal.
 */
@Singleton
class Promises {

    private final Standings standings;
    private final RemovalWork removals;

    Promises(Standings standings, RemovalWork removals) {
        this.standings = standings;
        this.removals = removals;
    }

    /**
     * @param optOut the statement that is about to be recorded
     * @param merging makes an id that the opt-out named one with the relation's own, because the removal that is going
     *     on may be that id's
     * @return {@link Promise#NONE} if the business removes at once
     */
    Promise of(Statement optOut, Consumer<UserId> merging) {
        Relation relation = optOut.relation();
        LocalDate stopsBy =
                removals.stopsBy(relation.businessId(), optOut.request().occurredAt());
        if (stopsBy == null) {
            return Promise.NONE;
        }
        Standing standing = standings.of(relation, Consistency.STRONG);
        Set<UserId> apart = new HashSet<>(optOut.alsoKnownAs());
        apart.removeAll(standing.merged(optOut.isTold()));
        if (!apart.isEmpty()) {
            apart.forEach(merging);
            standing = standings.of(relation, Consistency.STRONG);
        }
        Scope scope = standing.marks().standingOnce(((OptOut) optOut.what()).scope());
        Optional<CurrentRemoval> current = standings.removal(scope, relation, standing);
        if (current.isPresent()) {
            CurrentRemoval there = current.get();
            boolean isElsewhere = !there.relation().equals(relation);
            return new Promise(there.isDone() ? null : there.removal().stopsBy(), null, isElsewhere);
        }
        return begun(optOut, scope, stopsBy);
    }

    /**
     * A promise that knows nothing of the person's other ids. At worst, a second removal is promised.
     *
     * @return {@link Promise#NONE} if the business removes at once
     */
    Promise besides(Statement optOut) {
        LocalDate stopsBy = removals.stopsBy(
                optOut.relation().businessId(), optOut.request().occurredAt());
        if (stopsBy == null) {
            return Promise.NONE;
        }
        Scope scope = ((OptOut) optOut.what()).scope();
        return own(optOut, scope)
                .map(own -> new Promise(own.stopsBy(), null, false))
                .orElseGet(() -> begun(optOut, scope, stopsBy));
    }

    /** The relation's own removal that is going on; empty if the relation cannot be read. */
    private Optional<Removal> own(Statement optOut, Scope scope) {
        try {
            Standing standing = standings.of(optOut.relation(), Consistency.STRONG);
            return standing.removals()
                    .covering(standing.marks().standingOnce(scope))
                    .filter(removal -> !standing.byHand().isDone(removal));
        } catch (StoreUnavailable unread) {
            return Optional.empty();
        }
    }

    private Promise begun(Statement optOut, Scope scope, LocalDate stopsBy) {
        Note note = new Note(
                new Removal(scope, stopsBy, optOut.mark()), optOut.mark().entry());
        return new Promise(stopsBy, removals.intend(optOut.relation(), note) ? note : null, false);
    }
}
