package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Term;
import consimt.record.ReportReviews;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * The operator's reviews of reports. A relation has one open review at most, to which a report is added.
 */
@Singleton
record Reviews(FollowUps followUps, FollowUpWork work, BusinessSettings settings) implements ReportReviews {

    @Override
    public void add(Relation reported, EntryId report, Instant at) {
        Business operator = settings.of(settings.operator());
        NumberedWork.ofReviews(followUps, operator.businessId(), reported)
                .add(
                        work,
                        id -> first(reported, id, operator, report, at),
                        FollowUp::withReport,
                        review -> work.added("ADD_REPORT", review, EntryId.ofReviewed(report)));
    }

    private static FollowUp first(Relation reported, FollowUpId id, Business operator, EntryId report, Instant at) {
        return FollowUp.pending(
                        id,
                        new Relation(reported.userId(), operator.businessId()),
                        Job.of(Kind.REPORT_REVIEW, report),
                        new Term(at, BusinessDays.due(operator, at)))
                .about(reported.businessId());
    }
}
