package consimt.record;

import consimt.relation.CurrentRemoval;
import consimt.relation.Relation;
import consimt.relation.Removal;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Promises by when marketing stops, where people at the business remove numbers by hand.
 *
 * <p>A note of the work is made before the opt-out is recorded, and the work opens after it: so a crash in between leaves
 * something that is found again. A removal that is going on keeps its promise, under whichever of the person's ids it was
 * made; a second opt-out begins no second one.
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
     * @param optOut about to be recorded
     * @param merging makes an id that the opt-out named one with the relation's, for the removal that is going on may be
     *     the other id's
     * @return {@link Promise#NONE} where the business removes at once
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
        Optional<CurrentRemoval> current = standings.removal(relation, standing);
        if (current.isPresent()) {
            CurrentRemoval there = current.get();
            boolean isElsewhere = !there.relation().equals(relation);
            return new Promise(there.isDone() ? null : there.removal().stopsBy(), null, isElsewhere);
        }
        Removal removal = new Removal(stopsBy, optOut.mark());
        return new Promise(stopsBy, removals.intend(relation, removal) ? removal : null, false);
    }
}
