package consimt.followup;

import consimt.relation.FollowUpId;
import java.time.LocalDate;

/**
 * The position of a follow-up in its queue: work with late messages first, then by due date.
 *
 * @param late whether the work has late messages
 */
public record QueuePosition(boolean late, LocalDate due, FollowUpId id) {

    public static QueuePosition of(FollowUp followUp) {
        return new QueuePosition(
                followUp.work().additions().lateMessages() > 0
                        && followUp.state().isWork(),
                followUp.due(),
                followUp.id());
    }
}
