package consimt.followup;

import consimt.relation.FollowUpId;
import java.time.LocalDate;

/**
 * Where a follow-up stands in its queue: what late messages came for stands first, then what is due first.
 *
 * @param late whether it is work that late messages came for
 */
public record QueuePosition(boolean late, LocalDate due, FollowUpId id) {

    public static QueuePosition of(FollowUp followUp) {
        return new QueuePosition(
                followUp.lateMessages() > 0 && followUp.state().isWork(), followUp.due(), followUp.id());
    }
}
