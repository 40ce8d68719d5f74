package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.followup.FollowUp.Kind;
import consimt.record.ReportReviews;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Looking at reports, which is the operator's work. */
@Singleton
class Reviews implements ReportReviews {

    private final FollowUpWork work;
    private final BusinessSettings settings;

    Reviews(FollowUpWork work, BusinessSettings settings) {
        this.work = work;
        this.settings = settings;
    }

    @Override
    public void open(Relation reported, EntryId report, Instant at) {
        Business operator = settings.of(settings.operator());
        FollowUp review = FollowUp.pending(
                        FollowUpId.ofReview(reported, report),
                        new Relation(reported.userId(), operator.businessId()),
                        Kind.REPORT_REVIEW,
                        report,
                        at,
                        BusinessDays.due(operator, at))
                .about(reported.businessId());
        work.openIfAbsent(review);
    }
}
