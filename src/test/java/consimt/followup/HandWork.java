package consimt.followup;

import consimt.business.BusinessSettings;
import consimt.held.Holds;
import consimt.record.RemovalWork;
import consimt.record.ReportReviews;
import consimt.record.SuspicionWork;
import java.time.Clock;

/** The work by hand, as the application puts it together. */
public record HandWork(RemovalWork removals, ReportReviews reviews, SuspicionWork suspicions, Holds holds) {

    public static HandWork on(FollowUps followUps, BusinessSettings settings, Clock clock) {
        FollowUpWork work = new FollowUpWork(followUps, settings, clock);
        return new HandWork(
                new Removals(followUps, work, settings, clock),
                new Reviews(followUps, work, settings, clock),
                new Suspicions(followUps, work, settings, clock),
                new Holds(followUps, work, settings));
    }
}
