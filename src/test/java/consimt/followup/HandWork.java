package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.held.Holds;
import consimt.record.ReportReviews;
import consimt.record.SuspectedRefusalWork;
import consimt.removal.Desks;
import consimt.removal.RemovalDesk;
import java.time.Clock;

/** The work by hand, as the application puts it together. */
public record HandWork(RemovalDesk removals, ReportReviews reviews, SuspectedRefusalWork suspected, Holds holds) {

    public static HandWork on(FollowUps followUps, BusinessSettings settings, Clock clock) {
        FollowUpWork work = work(followUps, settings, clock);
        return new HandWork(
                Desks.on(followUps, work, settings, clock),
                new Reviews(followUps, work, settings, clock),
                new SuspectedRefusalQueue(followUps, work, settings, clock),
                new Holds(followUps, work, settings));
    }

    public static FollowUpWork work(FollowUps followUps, BusinessSettings settings, Clock clock) {
        return new FollowUpWork(followUps, settings, clock);
    }
}
