package consimt.removal;

import consimt.business.BusinessSettings;
import consimt.followup.FollowUpWork;
import consimt.followup.FollowUps;
import java.time.Clock;

/** The desk as the application puts it together. */
public final class Desks {

    private Desks() {}

    public static RemovalDesk on(FollowUps followUps, FollowUpWork work, BusinessSettings settings, Clock clock) {
        return new RemovalDesk(followUps, work, settings, clock);
    }
}
