package consimt.identity;

import consimt.followup.Work;
import consimt.function.Outcome;
import consimt.ledger.Entry;
import consimt.ledger.Ledger;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.United;
import consimt.relation.Removal;
import consimt.relation.Standing;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes the ids of a person one. */
@Singleton
public class Identities {

    private final Ledger ledger;
    private final Relations relations;
    private final Work work;

    public Identities(Ledger ledger, Relations relations, Work work) {
        this.ledger = ledger;
        this.relations = relations;
        this.work = work;
    }

    /**
     * Records that a person has another id. The same again, late or in any order with others, changes nothing.
     *
     * @return RECORDED, UNCHANGED where the two were one already, or CONFLICT where the entry's id was used for something
     *     else: then nothing is made one
     */
    public Outcome record(IdentityChange change) {
        if (change.from().equals(change.to())) {
            return Outcome.UNCHANGED;
        }
        if (!tell(change)) {
            return Outcome.CONFLICT;
        }
        United united = relations.unite(change.after(), change.from(), null, work::replace);
        endRemovals(change.after(), united);
        return united.isNew() ? Outcome.RECORDED : Outcome.UNCHANGED;
    }

    /**
     * Joins a fact that named the person by both ids, and records the identity where it is news: two updates for a
     * person whose ids were one already, or whose new id was unknown. The fact's own entry is in the ledger before.
     *
     * @param told what the fact tells of the identity
     * @param fact one that no work by hand follows from; an opt-out is better recorded after {@link #record}
     * @param repeated whether the ledger had the fact before, so that what a crash cut off is to be completed
     */
    public Move join(IdentityChange told, Fact fact, boolean repeated) {
        if (told.from().equals(told.to())) {
            return relations.join(told.after(), fact, work::replace);
        }
        United united = relations.unite(told.after(), told.from(), fact, work::replace);
        // Only the update can tell that it is news, so here the entries come after it, as those of a first contact do.
        if (united.isNew() || repeated) {
            tell(told);
            endRemovals(told.after(), united);
        }
        return united.move(fact);
    }

    /** Tells both ledgers; false where one of them has another fact under the entry's id. */
    private boolean tell(IdentityChange change) {
        Map<Relation, Entry> both = Map.of(change.before(), change.entryBefore(), change.after(), change.entryAfter());
        return ledger.recordNew(both)
                || !ledger.record(change.before(), change.entryBefore()).isConflict()
                        && !ledger.record(change.after(), change.entryAfter()).isConflict();
    }

    /** Where one id brought a later opt-in than the opt-out of the other. */
    private void endRemovals(Relation relation, United united) {
        endRemoval(relation, united.after());
        united.elsewhere().forEach(this::endRemoval);
    }

    private void endRemoval(Relation relation, Standing standing) {
        Removal ended = standing.endedRemoval();
        Mark optedIn = standing.mark(MarkKind.OPTED_IN);
        if (ended != null && optedIn != null) {
            work.undo(relation, ended, optedIn.at());
        }
    }
}
