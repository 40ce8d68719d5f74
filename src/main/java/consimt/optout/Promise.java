package consimt.optout;

import consimt.business.Business;
import consimt.followup.FollowUp;
import consimt.followup.Work;
import consimt.ledger.Entry;
import consimt.relation.CurrentRemoval;
import consimt.relation.Mark;
import consimt.relation.Move;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Consistency;
import consimt.relation.Removal;
import consimt.relation.Request;
import consimt.relation.Standing;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By when marketing stops, and the work that makes it so. Where a business removes at once there is neither.
 *
 * <p>Where people do it by hand, a note of the work is made before the opt-out is recorded, and the work opens after it:
 * so a crash in between leaves something that is found again. A removal that is going on keeps its promise, under
 * whichever of the person's ids it was made; a second opt-out begins no second one.
 */
final class Promise {

    private final Relations relations;
    private final Work work;
    private final Relation relation;
    private final @Nullable LocalDate stopsBy;
    private final @Nullable FollowUp intent;
    private final boolean isElsewhere;

    /** @param isElsewhere whether it was made under another of the person's ids */
    private Promise(
            Relations relations,
            Work work,
            Relation relation,
            @Nullable LocalDate stopsBy,
            @Nullable FollowUp intent,
            boolean isElsewhere) {
        this.relations = relations;
        this.work = work;
        this.relation = relation;
        this.stopsBy = stopsBy;
        this.intent = intent;
        this.isElsewhere = isElsewhere;
    }

    static Promise of(Business business, Relation relation, Request request, Relations relations, Work work) {
        LocalDate stopsBy = work.stopsBy(business, request.occurredAt());
        if (stopsBy == null) {
            return new Promise(relations, work, relation, null, null, false);
        }
        Optional<CurrentRemoval> current = relations.removal(relation, relations.of(relation, Consistency.STRONG));
        if (current.isPresent()) {
            return new Promise(
                    relations,
                    work,
                    relation,
                    current.get().isDone() ? null : current.get().removal().stopsBy(),
                    null,
                    !current.get().relation().equals(relation));
        }
        Removal removal = new Removal(stopsBy, new Mark(request.occurredAt(), request.id()));
        FollowUp intent = work.intend(relation, removal).orElse(null);
        return new Promise(relations, work, relation, stopsBy, intent, false);
    }

    /** The last day on which marketing may come; null where it stops at once. */
    @Nullable LocalDate stopsBy() {
        return stopsBy;
    }

    /** The opt-out is recorded: it joins the standing, and the work begins. */
    Move begins(Entry optOut) {
        Move move = join(optOut);
        settle(move.after());
        return move;
    }

    /** The opt-out was not recorded. */
    void isOff() {
        settle(Standing.UNKNOWN);
    }

    private Move join(Entry optOut) {
        if (isElsewhere) {
            Move move = relations.join(relation, optOut.asOptOut().elsewhere(), work::replace);
            boolean stillStands =
                    CurrentRemoval.of(relation, move.after(), move.elsewhere()).isPresent();
            if (stillStands || !move.after().isOptedOut()) {
                return move;
            }
            // An opt-in put an end to it in the meantime, so the removal begins here.
        }
        return relations.join(relation, optOut.asOptOut(), work::replace);
    }

    private void settle(Standing standing) {
        if (stopsBy != null) {
            work.settle(relation, standing, intent);
        }
    }
}
