package consimt.optout;

import consimt.business.Business;
import consimt.followup.FollowUp;
import consimt.followup.Work;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Relations;
import consimt.relation.Relations.Consistency;
import consimt.relation.Removal;
import consimt.relation.Request;
import consimt.relation.Standing;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * By when marketing stops, and the work that makes it so. Where a business removes at once there is neither.
 *
 * <p>Where people do it by hand, a note of the work is made before the opt-out is recorded, and the work opens after it:
 * so a crash in between leaves something that is found again. A removal that is going on keeps its promise; a second
 * opt-out begins no second one.
 */
final class Promise {

    private final Relation relation;
    private final Work work;
    private final @Nullable LocalDate stopsBy;
    private final @Nullable FollowUp intent;

    private Promise(Relation relation, Work work, @Nullable LocalDate stopsBy, @Nullable FollowUp intent) {
        this.relation = relation;
        this.work = work;
        this.stopsBy = stopsBy;
        this.intent = intent;
    }

    static Promise of(Business business, Relation relation, Request request, Relations relations, Work work) {
        LocalDate stopsBy = work.stopsBy(business, request.occurredAt());
        if (stopsBy == null) {
            return new Promise(relation, work, null, null);
        }
        Standing standing = relations.of(relation, Consistency.STRONG);
        Removal current = standing.currentRemoval();
        if (current != null) {
            return new Promise(relation, work, standing.removalIsDone() ? null : current.stopsBy(), null);
        }
        Removal removal = new Removal(stopsBy, new Mark(request.occurredAt(), request.id()));
        return new Promise(
                relation, work, stopsBy, work.intend(relation, removal).orElse(null));
    }

    /** The last day on which marketing may come; null where it stops at once. */
    @Nullable LocalDate stopsBy() {
        return stopsBy;
    }

    /** @param standing after the opt-out, or null where it was not recorded */
    void begins(@Nullable Standing standing) {
        if (stopsBy != null) {
            work.settle(relation, standing == null ? Standing.UNKNOWN : standing, intent);
        }
    }
}
