package consimt.followup;

import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One piece of work.
 *
 * @param openedAt when what caused it happened
 * @param due the last day for it, in the business's time zone
 */
public record FollowUp(FollowUpId id, Relation relation, Kind kind, State state, Instant openedAt, LocalDate due) {

    public enum Kind {
        /** Take the number off the marketing list. */
        MARKETING_REMOVAL,
        /** Put it back: the person opted in again after the removal was done. */
        MARKETING_REINSTATEMENT
    }

    public enum State {
        OPEN,
        CLAIMED,
        DONE,
        SKIPPED,
        WITHDRAWN;

        /** Closed is final. */
        public boolean isClosed() {
            return this != OPEN && this != CLAIMED;
        }
    }
}
