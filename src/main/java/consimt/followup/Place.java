package consimt.followup;

import consimt.relation.FollowUpId;
import java.time.LocalDate;

/**
 * Where a follow-up stands in its queue: what late messages came for stands first, then what is due first.
 *
 * @param late whether it is work that late messages came for
 */
public record Place(boolean late, LocalDate due, FollowUpId id) {

    public static Place of(FollowUp followUp) {
        return new Place(followUp.lateMessages() > 0 && followUp.state().isWork(), followUp.due(), followUp.id());
    }
}
