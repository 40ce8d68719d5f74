package consimt.followup;

import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.ledger.Ledger.Places;
import consimt.ledger.WorkState.Job;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Term;
import consimt.record.ReportReviews;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Relation;
import consimt.runtime.Metrics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The operator's reviews of reports. A relation has one open review at most, to which a report is added.
 */
@Singleton
record Reviews(FollowUps followUps, FollowUpWork work, Places places, BusinessSettings settings, Metrics metrics)
        implements ReportReviews {

    /**
     * By the links that one business had made, on a day. It could press them all itself, and no queue may be so long that
     * nobody gets to the reports of others. A report is in the ledger also beyond that.
     */
    private static final int MOST_OPENED = 200;

    @Override
    public void add(Relation reported, EntryId report, Instant at) {
        Business operator = settings.of(settings.operator());
        NumberedWork.ofReviews(followUps, operator.businessId(), reported)
                .add(
                        work,
                        id -> !report.isOfOwnLink() || hasPlace(reported, id)
                                ? first(reported, id, operator, report, at)
                                : null,
                        FollowUp::withReport,
                        review -> work.added("ADD_REPORT", review, EntryId.ofReviewed(report)));
    }

    private boolean hasPlace(Relation reported, FollowUpId review) {
        Instant now = work.clock().instant();
        String day = "reviews of " + now.truncatedTo(ChronoUnit.DAYS);
        boolean hasOne = places.take(reported.businessId(), day, new EntryId(review.value()), MOST_OPENED, now);
        if (!hasOne) {
            metrics.reached("REVIEWS", reported.businessId().value());
        }
        return hasOne;
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
