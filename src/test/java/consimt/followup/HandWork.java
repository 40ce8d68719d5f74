package consimt.followup;

import consimt.business.Business;
import consimt.business.Business.Profile;
import consimt.business.Business.RemovalPolicy;
import consimt.business.Business.RemovalPolicy.DayKind;
import consimt.business.Business.RemovalPolicy.Mode;
import consimt.business.BusinessSettings;
import consimt.ledger.Ledger.Places;
import consimt.record.ReportReviews;
import consimt.record.SuspectedRefusalWork;
import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** The work by hand, as the application puts it together. */
public record HandWork(RemovalDesk removals, ReportReviews reviews, SuspectedRefusalWork suspected) {

    public static HandWork on(
            FollowUps followUps, Places places, BusinessSettings settings, Metrics metrics, Clock clock) {
        FollowUpWork work = work(followUps, settings, clock);
        return new HandWork(
                new RemovalDesk(followUps, work, settings, clock),
                new Reviews(followUps, work, places, settings, metrics),
                new SuspectedRefusalQueue(followUps, work, settings));
    }

    public static FollowUpWork work(FollowUps followUps, BusinessSettings settings, Clock clock) {
        return new FollowUpWork(followUps, settings, clock);
    }

    /** A business that removes by hand. */
    public static Business business(String country, ZoneId zone, int days, DayKind kind) {
        return Business.of(
                new BusinessId("shop"),
                new Profile("A", country, zone, List.of(), null),
                new RemovalPolicy(Mode.MANUAL, days, kind));
    }
}
